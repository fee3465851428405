// docs/trace.md: its example answers what stands below it, and its table of verdicts and codes is complete.
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { expect, test } from 'vitest'
import { traceRoute } from '../../src/analysis/index.ts'
import { CLAIMS } from '../../src/analysis/trace/claims.ts'
import { EXAMPLES } from '../analysis/trace/examples.ts'
import { MUTANTS } from '../analysis/trace/mutants.ts'

const page = readFileSync(new URL('../../docs/trace.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n')
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1] ?? ''

test('the example', () => {
  const [imported = '', ...body] = block('ts').split('\n')
  expect(imported).toBe("import { traceRoute } from 'gw/analysis'")
  const run = new Function('traceRoute', `${stripTypeScriptTypes(body.join('\n'))}\nreturn result`)
  const { hops, ...answer } = run(traceRoute)
  expect(answer).toEqual(JSON.parse(block('json')))
  expect(hops.length).toBeGreaterThan(0)
})

test('every verdict', () => {
  const told = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, verdict]) => verdict)
  const possible = new Set(EXAMPLES.map(({ expect }) => /^[a-z-]+/.exec(expect)?.[0]))
  expect(told.sort()).toEqual([...possible].sort())
})

test('what the table says of the kernel is what its packets notice', () => {
  const [shown = '', setUp = ''] = /^\| shown by .*\n\| set up .*$/m.exec(page)?.[0].split('\n') ?? []
  const told = new Set([...`${shown} ${setUp}`.matchAll(/\bR\d+\b/g)].map(([rule]) => rule))
  expect([...told].sort()).toEqual(
    [...new Set(MUTANTS.filter(({ inKernel }) => inKernel).map(({ rule }) => rule))].sort(),
  )
})

test('every rule has its place in the table of proofs', () => {
  const table = page.slice(page.indexOf('| how | rules |'), page.indexOf('Linux itself'))
  const missing = Object.keys(CLAIMS).filter((rule) => !new RegExp(`\\b${rule}\\b`).test(table))
  // R15 follows from R2, and addresses that two have (R27) are only told.
  expect(missing).toEqual(['R15', 'R27'])
})
