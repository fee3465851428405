// The line-by-line reading of large files, held against the yaml package on the same text.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { isRuleError, printRule } from '../../../src/formats/index.ts'
import { BlockScanner } from '../../../src/formats/rule-file/block-scanner.ts'
import { behaviourOf, parseProviderEntry } from '../../../src/formats/rule-file/provider-entry.ts'
import { readItem } from '../../../src/formats/rule-file/sequence-item.ts'

test.each<[string, string | undefined]>([
  ['- MATCH,DIRECT', 'MATCH,DIRECT'],
  ['  -   MATCH,DIRECT  ', 'MATCH,DIRECT'],
  ["  - 'MATCH,DIRECT'", 'MATCH,DIRECT'],
  ['  - "MATCH,DIRECT" # why', 'MATCH,DIRECT'],
  ['  - MATCH,DIRECT # why\r', 'MATCH,DIRECT'],
  ['  - MATCH,DIRECT#1', 'MATCH,DIRECT#1'],
  ['  - DOMAIN-REGEX,^a(b|c)$,X', 'DOMAIN-REGEX,^a(b|c)$,X'],
  ['  - IP-CIDR6,::1/128,X', 'IP-CIDR6,::1/128,X'],
  ["  - 'it''s'", undefined],
  ['  - "a\\tb"', undefined],
  ['  - a: b', undefined],
  ['  - &x MATCH,DIRECT', undefined],
  ['  - *x', undefined],
  ['  - [a, b]', undefined],
  ['  - |', undefined],
  ['  -', undefined],
  ['\t- MATCH,DIRECT', undefined],
  ['  - MATCH,\u0000', undefined],
  ['  - "open', undefined],
  ['rules:', undefined],
])('%j', (line, text) => {
  expect(readItem(line)?.text).toBe(text)
})

const value = fc.constantFrom(
  ...[
    'MATCH,DIRECT',
    'DOMAIN,a.b,X',
    "'DOMAIN,a.b,X'",
    '"DOMAIN,a.b,X"',
    'a # b',
    'a#b',
    "'a''b'",
    '"a\\"b"',
    'a: b',
    '*x',
    '&x a',
  ],
  ...[
    '[a]',
    '{a: b}',
    '!t a',
    '|',
    '>',
    '-a',
    '- a',
    '?',
    ':a',
    "'a",
    '',
    '~',
    '1',
    'true',
    '%a',
    '@a',
    '`a',
    ',a',
    'a:',
    '"a" b',
    "'a' # c",
  ],
)
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom('', '  ', '    ', '\t'), value).map(([pad, text]) => `${pad}- ${text}`),
  },
  fc.constantFrom(
    '',
    '  ',
    '# c',
    '  # c',
    'mode: rule',
    'payload:',
    'rules:',
    '---',
    '...',
    '  more',
    'x',
    'mode: |',
    'a: "',
    '"',
  ),
)

test('what the scanner reads, the yaml package reads too', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const text = ['rules:', ...lines].join(end)
      const scanner = new BlockScanner()
      const items: string[] = []
      let rest = ''
      for (const one of text.split('\n')) {
        const scanned = scanner.feed(one)
        if (scanned.kind === 'unusual') return
        if (scanned.kind === 'item' && scanned.key === 'rules') items.push(scanned.item.text)
        rest += scanned.kind === 'other' ? `${one}\n` : '\n'
      }
      // What is not rules has to be YAML as well, as it is when the command runs.
      try {
        parse(rest, { logLevel: 'error' })
      } catch {
        return
      }
      const whole: { rules?: unknown[] } = parse(text, { schema: 'failsafe', logLevel: 'error' })
      if (items.length === 0) return
      read++
      expect(items).toEqual(whole.rules?.map((item) => (typeof item === 'string' ? item : String(item))))
    }),
    { numRuns: 4000 },
  )
  expect(read).toBeGreaterThan(80)
})

test.each([
  ['DOMAIN,a.b', 'classical', 'DOMAIN,a.b'],
  ['10.0.0.0/8', 'ipcidr', 'IP-CIDR,10.0.0.0/8'],
  ['2001:db8::/32', 'ipcidr', 'IP-CIDR,2001:db8::/32'],
  ['A.b', 'domain', 'DOMAIN,a.b'],
  ['+.a.b', 'domain', 'DOMAIN-SUFFIX,a.b'],
  ['.a.b', 'domain', 'AND,((DOMAIN-SUFFIX,a.b),(NOT,((DOMAIN,a.b))))'],
  ['*.a.b', 'domain', 'DOMAIN-REGEX,^[^.]+\\.a\\.b$'],
])('provider entry %s is %s', (entry, behaviour, expected) => {
  expect(behaviourOf(entry)).toBe(behaviour)
  const rule = parseProviderEntry(entry, behaviourOf(entry))
  expect(isRuleError(rule) ? rule.code : printRule(rule)).toBe(expected)
})
