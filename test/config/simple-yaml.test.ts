// The fast reader against the yaml package: whatever it takes on, the nodes are the same and stand at the same places.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMap, isScalar, isSeq, stringify } from 'yaml'
import { Lines } from '../../src/config/lines.ts'
import { compose } from '../../src/config/parse-yaml.ts'
import { readSimpleYaml } from '../../src/config/simple-yaml.ts'

const RUNS = Number(process.env.GW_YAML_RUNS ?? 2000)
const example = readFileSync(new URL('../../examples/whole-house/gateway.yaml', import.meta.url), 'utf8')

/** True when the fast reader took the text on; fails when it reads anything else than the yaml package does. */
function agrees(text: string): boolean {
  const root = readSimpleYaml(text)
  if (root === undefined) return false
  const lines = new Lines('f', text)
  const whole = compose(lines)
  expect(whole.problems).toEqual([])
  expect(shapeOf(root, lines)).toEqual(shapeOf(whole.root, lines))
  return true
}

/** Everything that config/ looks at in a node. */
function shapeOf(node: unknown, lines: Lines): unknown {
  if (isScalar(node)) return { value: node.value, type: node.type, at: node.range?.slice(0, 2) }
  if (!isMap(node) && !isSeq(node)) return node
  const [start, end] = node.range ?? [0, 0]
  const place = { at: lines.position(start, end), isEmpty: start === end, isFlow: node.flow === true }
  if (isSeq(node)) return { ...place, items: node.items.map((item) => shapeOf(item, lines)) }
  return { ...place, pairs: node.items.map(({ key, value }) => [shapeOf(key, lines), shapeOf(value, lines)]) }
}

describe('takes on', () => {
  test.each([
    ['the example', example],
    ['CRLF', example.replaceAll('\n', '\r\n')],
    ['no newline at the end', 'a: 1\nb:\n  - x'],
    ['a list as far left as its key', 'a:\n- b: 1\n  c: 2\n- d\ne: f\n'],
    ['all of it indented', '  a:\n    b: c\n  d: e\n'],
    ['comments and blank lines anywhere', '# a\n\na: # b\n\n  # c\n# d\n  - e # f\n\n  - "g" # h\ni: j#k\n#l'],
    ['quotes', `a: "it's"\nb: 'say "x"'\nc: ''\nd: "# no comment"\n`],
    ['flow', 'a: [1, "b, c", {d: [], e: {}}, f g]\nb: { h: 192.168.1.1, i: 以太网 4 } # j\n'],
    ['words and numbers', 'a: null\nb: ~\nc: TRUE\nd: False\ne: 0\nf: 1500\ng: 2027-06-01\nh: 38-A2-80\ni: nullable\n'],
    ['addresses', 'a: 192.168.1.0/24\nb: 192.168.1.1\nc: 10.0.0.1-10.0.0.9\nd: fe80::1\n'],
    ['signs inside', "a: b, c [d] {e} & * ! | > ' % @ `\nb: c:d -e ?f\n"],
  ])('%s', (_, text) => {
    expect(agrees(text)).toBe(true)
  })
})

describe('leaves to the yaml package', () => {
  test.each([
    ['nothing', ''],
    ['comments alone', '# a\n'],
    ['a scalar alone', 'a\n'],
    ['anchors', 'a: &b c\n'],
    ['aliases', 'a: *b\n'],
    ['merge keys', '<<: {a: b}\n'],
    ['tags', 'a: !b c\n'],
    ['blocks of text', 'a: |\n  b\n'],
    ['a scalar of two lines', 'a: b\n  c\n'],
    ['flow of two lines', 'a: [b,\n  c]\n'],
    ['a quoted scalar of two lines', 'a: "b\n  c"\n'],
    ['escapes', 'a: "\\t"\n'],
    ['two quotes', "a: 'it''s'\n"],
    ['a key without a value', 'a:\nb: c\n'],
    ['a last key without a value', 'b: c\na:\n'],
    ['an item without a value', '-\n- a\n'],
    ['lists in lists', '- - a\n'],
    ['quoted keys', '"a": b\n'],
    ['keys that are no text', 'null: a\n'],
    ['two colons', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['tabs', 'a:\tb\n'],
    ['an old line end', 'a: b\rc: d\n'],
    ['documents', '---\na: b\n'],
    ['a wrong indent', 'a:\n    b: c\n  d: e\n'],
    ['a deeper line', 'a: b\n  c: d\n'],
    ['text behind a quote', 'a: "b" c\n'],
    ['rarer numbers', 'a: 1.5\n'],
    ['a number with a sign', 'a: -1\n'],
    ['hexadecimal numbers', 'a: 0x1F\n'],
    ['numbers that are not exact', 'a: 12345678901234567890\n'],
    ['a leading zero', 'a: 0123\n'],
    ['deep flow', `a: ${'['.repeat(30)}${']'.repeat(30)}\n`],
  ])('%s', (_, text) => {
    expect(agrees(text)).toBe(false)
  })
})

const pieces = fc.constantFrom(
  ...[
    'a: b',
    'c:',
    '- ',
    '- d',
    '- e: f',
    ': ',
    ':',
    '{',
    '}',
    '[',
    ']',
    ', ',
    '"',
    "'",
    '# g',
    ' #',
    '&h ',
    '*h',
    '<<: ',
  ],
  ...[
    '|',
    '>',
    '!i ',
    '? ',
    '---',
    '...',
    '%',
    '\t',
    '\r',
    '\r\n',
    'null',
    '1e9',
    '0x1',
    '.5',
    '1.2.3',
    '以',
    ' ',
    '  ',
    '~',
  ],
  ...['\n', '\n', '\n', '\n  ', '\n  ', '\n    ', '\n  - ', '\n- '],
)

test('random pieces', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      agrees(parts.join(''))
    }),
    { numRuns: RUNS },
  )
})

test('the example with a piece cut out and another put in', () => {
  fc.assert(
    fc.property(fc.nat(example.length), fc.nat(20), fc.array(pieces, { maxLength: 3 }), (start, length, parts) => {
      agrees(example.slice(0, start) + parts.join('') + example.slice(start + length))
    }),
    { numRuns: RUNS / 4 },
  )
})

test('random data as the yaml package writes them', () => {
  const key = fc.constantFrom('a', 'b', 'name', 'kind', '以', '7', 'two words')
  const leaf = fc.oneof(
    fc.constantFrom(
      'x',
      '以太网 4',
      'vEthernet (vmbr0)',
      '192.168.1.2/25',
      'a: b',
      '# c',
      "it's",
      '',
      'true',
      '7',
      '1e3',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }))
  let taken = 0
  fc.assert(
    fc.property(
      fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }),
      fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
      fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
      fc.boolean(),
      (data, collectionStyle, defaultStringType, indentSeq) => {
        if (agrees(stringify(data, { collectionStyle, defaultStringType, indentSeq, defaultKeyType: 'PLAIN' }))) taken++
      },
    ),
    { numRuns: RUNS / 4 },
  )
  // Not for nothing: some of them are simple.
  expect(taken).toBeGreaterThan(0)
})
