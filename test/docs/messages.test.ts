// docs/messages.md has every code that the sources can say and none that they cannot, each with what gw really prints.
// A new code: its line in the page, its recipe in test/messages/examples, then npx vitest run test/docs/messages -u.
import { readdirSync, readFileSync } from 'node:fs'
import type * as fs from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { mapEntries, parseMessages } from '../../src/app/message-page.ts'
import type { Examples } from '../messages/recipes.ts'

// Nobody waits in earnest for a file that is busy.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }))
// What an administrator may read anyhow, and what only Windows has.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>()
  const isClosed = (path: string) => /no-access|ProgramData/.test(path)
  const refused = () => Promise.reject(Object.assign(new Error('refused'), { code: 'EACCES' }))
  const readFile = (path: string, encoding: BufferEncoding | null = null) =>
    isClosed(path) ? refused() : real.readFile(path, encoding)
  const access = (path: string, mode?: number) => (isClosed(path) ? refused() : real.access(path, mode))
  return { ...real, readFile, access }
})

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(`${root}docs/messages.md`, 'utf8').replaceAll('\r\n', '\n')
const entries = parseMessages(page)

/** Literals of the same form that are no codes, and one that is told as apply/no-effect. */
const NO_CODES = new Set(['application/json', 'gw/analysis', 'gw/formats', 'gw/wait-ran-out'])

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`${root}src/${file}`, 'utf8'))
  .join('\n')
const said = new Set(
  [...sources.matchAll(/'(GW\d{3}|[a-z]+\/[a-z]+(?:-[a-z0-9]+)*)'/g)]
    .map(([, code = '']) => code)
    .filter((code) => !NO_CODES.has(code)),
)
const explained = new Set(entries.flatMap(({ codes }) => codes))
const later = new Set(entries.filter(({ text }) => text.startsWith('*Later.*')).flatMap(({ codes }) => codes))

const examples = new Map<string, Examples[string]>()
for (const file of readdirSync(`${root}test/messages/examples`)) {
  const module = (await import(/* @vite-ignore */ new URL(`../messages/examples/${file}`, import.meta.url).href)) as {
    examples: Examples
  }
  for (const [code, recipe] of Object.entries(module.examples)) examples.set(code, recipe)
}

test('every code of the sources is explained', () => {
  expect([...said].filter((code) => !explained.has(code)).sort()).toEqual([])
})

test('nothing is explained that cannot happen', () => {
  expect([...explained].filter((code) => !said.has(code)).sort()).toEqual([])
})

test('every code that can happen has a recipe in test/messages/examples, and no other', () => {
  expect([...explained].filter((code) => !later.has(code) && !examples.has(code)).sort()).toEqual([])
  expect([...examples.keys()].filter((code) => !explained.has(code) || later.has(code)).sort()).toEqual([])
})

test('what comes later is said nowhere yet', () => {
  const list = readFileSync(`${root}src/analysis/codes.ts`, 'utf8')
  expect([...later].filter((code) => sources.replace(list, '').includes(`'${code}'`))).toEqual([])
})

/** Without a machine named, Windows looks at itself. */
const ELSEWHERE = process.platform === 'win32' ? ['host/none'] : []
const real = new Map<string, string>()
test.each([...examples].filter(([code]) => !ELSEWHERE.includes(code)))('%s is said', async (code, recipe) => {
  real.set(code, await recipe(code))
})

test('the page shows what gw prints; npx vitest run test/docs/messages -u writes it', async () => {
  const rendered = mapEntries(page, ({ codes, examples }, written) => {
    const text = written.replace(/\n* {2}```text\n[\s\S]*$/, '\n').trimEnd()
    const blocks = codes.flatMap((code, at) => real.get(code) ?? examples[at] ?? []).map(block)
    return `${[text, ...blocks].join('\n\n')}\n`
  })
  // A blank line behind a block, as before it.
  await expect(rendered.replace(/^( {2}```)\n(?=- )/gm, '$1\n\n')).toMatchFileSnapshot(`${root}docs/messages.md`)
})

function block(output: string): string {
  return ['```text', ...output.split('\n'), '```'].map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
}
