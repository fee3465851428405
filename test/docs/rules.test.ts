// docs/rules.md: its example does what it says.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as analysis from '../../src/analysis/index.ts'
import * as formats from '../../src/formats/index.ts'

const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8')

test('the example', () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []
  const body = code
    .replaceAll(/^import .*\n/gm, '')
    .replace(/^(matchRule|lintRules)\(/gm, 'said.push($1(')
    .replace(/^(said\.push.*\))$/gm, '$1)')
  const said: unknown[] = []
  const names = { ...formats, ...analysis, said, console: { log: (...words: unknown[]) => said.push(words) } }
  new Function(...Object.keys(names), body)(...Object.values(names))
  expect(said).toMatchObject([
    ['IP-CIDR,10.0.0.0/8,DIRECT,no-resolve', []],
    { index: 0, target: 'Proxy', why: 'www.example.com is below example.com.' },
    [{ code: 'rules/shadowed', index: 1, by: 0 }],
  ])
})

test('the file named for the reference exists', () => {
  const [, file = ''] = /`(test\/analysis\/rules\/reference\.ts)`/.exec(page) ?? []
  expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain('reference')
})
