// The examples of mihomo's semantics, each through matchRule or parseRule.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type MatchInput, matchRule } from '../../../src/analysis/index.ts'
import { isRuleError, parseRule, printRule } from '../../../src/formats/index.ts'

interface Examples {
  readonly targets: readonly string[]
  readonly matches: readonly (Omit<MatchInput, 'targets'> & { readonly why: string; readonly expect: object })[]
  readonly refused: readonly { readonly why: string; readonly rule: string }[]
}

const file = new URL('../../fixtures/mihomo-rules/examples.json', import.meta.url)
const { targets, matches, refused }: Examples = JSON.parse(readFileSync(file, 'utf8'))

describe('matches', () => {
  test.each(matches)('$why', ({ rules, meta, subRules, expect: expected }) => {
    expect(matchRule({ rules, targets, meta, ...(subRules === undefined ? {} : { subRules }) })).toMatchObject(expected)
  })

  test.each(matches)('survives printing: $why', ({ rules, meta, subRules, expect: expected }) => {
    const printed = rules.map((line) => {
      const rule = parseRule(line, { targets })
      return isRuleError(rule) ? expect.fail(rule.error) : printRule(rule)
    })
    expect(matchRule({ rules: printed, targets, meta, ...(subRules === undefined ? {} : { subRules }) })).toMatchObject(
      expected,
    )
  })
})

test.each(refused)('refused: $why', ({ rule }) => {
  expect(parseRule(rule, { targets })).toMatchObject({
    error: expect.any(String),
    position: { start: expect.any(Number) },
  })
  expect(matchRule({ rules: ['MATCH,DIRECT', rule], targets, meta: {} })).toMatchObject({ position: { index: 1 } })
})

test('a list that led nowhere is walked again once the address is known', () => {
  const subRules = {
    outer: ['SUB-RULE,(DST-PORT,0),inner', 'IP-CIDR,11.0.0.0/8,Office', 'SUB-RULE,(DST-PORT,0),inner'],
    inner: ['IP-CIDR,10.0.0.0/8,Abroad,no-resolve'],
  }
  const meta = { host: 'a.test', resolvedIP: '10.1.2.3' }
  expect(matchRule({ rules: ['SUB-RULE,(DST-PORT,0),outer'], targets, subRules, meta })).toMatchObject({
    index: 0,
    target: 'Abroad',
  })
})

test('lists that share lists take no longer than all their lines', () => {
  const list = (number: number): [string, string[]] => [
    `l${number}`,
    Array(2).fill(`SUB-RULE,(DST-PORT,0),l${number + 1}`),
  ]
  const subRules = { ...Object.fromEntries(Array.from({ length: 60 }, (_, number) => list(number))), l60: [] }
  expect(matchRule({ rules: ['SUB-RULE,(DST-PORT,0),l0'], targets, subRules, meta: {} })).toMatchObject({ index: -1 })
})
