// docs/messages.md has every code that the sources can say, and none that they cannot.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(`${root}docs/messages.md`, 'utf8')

/** Literals of the same form that are no codes. */
const NO_CODES = new Set(['application/json'])

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`${root}src/${file}`, 'utf8'))
  .join('\n')

const said = new Set([...sources.matchAll(/'(GW\d{3}|[a-z]+\/[a-z]+(?:-[a-z0-9]+)*)'/g)].map(([, code = '']) => code))
const explained = new Set(
  [...page.matchAll(/^- ((?:`[^`]+`(?:, )?)+) — /gm)].flatMap(([, codes = '']) => codes.match(/[^`, ]+/g) ?? []),
)

test('every code of the sources is explained', () => {
  expect([...said].filter((code) => !explained.has(code) && !NO_CODES.has(code)).sort()).toEqual([])
})

test('nothing is explained that cannot happen', () => {
  expect([...explained].filter((code) => !said.has(code)).sort()).toEqual([])
})
