// Plain data and places, held against the yaml package's own reading of the same text.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { Lines } from '../../src/config/lines.ts'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { type Path, Source } from '../../src/config/source.ts'

function sourceOf(text: string): Source {
  const lines = new Lines('f', text)
  const { root, problems } = parseYaml(lines)
  if (root === undefined) throw new Error(JSON.stringify(problems))
  return new Source(root, lines)
}

const key = fc.constantFrom('a', 'b', 'c', '以', '🏠', 'two words', '7', '<', '__proto__')
const leaf = fc.oneof(
  fc.constantFrom(
    'x',
    '以太网 4',
    'emoji 🏠',
    'a: b',
    '# no comment',
    '*a',
    '&a',
    '',
    ' ',
    "it's",
    '"',
    'true',
    '7',
    '~',
    'long '.repeat(30),
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const root = fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
const style = fc.record({
  collectionStyle: fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
  defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
})

test('data are what the yaml package reads', () => {
  fc.assert(
    fc.property(root, style, (data, options) => {
      const text = stringify(data, options)
      expect(JSON.stringify(sourceOf(text).data)).toBe(JSON.stringify(parse(text)))
    }),
    { numRuns: 500 },
  )
})

test('the text at the place of a scalar is that scalar', () => {
  fc.assert(
    fc.property(root, style, (data, options) => {
      const text = stringify(data, { ...options, lineWidth: 0, blockQuote: false })
      const source = sourceOf(text)
      for (const [path, scalar] of scalars(source.data)) {
        const { line, column, length = 0 } = source.positionOf(path)
        const written = [...(text.split('\n')[line - 1] ?? '')].slice(column - 1, column - 1 + length).join('')
        expect(parse(written) ?? '').toEqual(scalar ?? '')
      }
    }),
    // A line separator is no blank to YAML.
    { numRuns: 500, examples: [[{ a: { a: '$\u2028' } }, { collectionStyle: 'any', defaultStringType: 'PLAIN' }]] },
  )
})

function* scalars(data: unknown, path: Path = []): Generator<[Path, unknown]> {
  if (Array.isArray(data)) for (const [index, item] of data.entries()) yield* scalars(item, [...path, index])
  else if (typeof data === 'object' && data !== null) {
    for (const [name, item] of Object.entries(data)) yield* scalars(item, [...path, name])
  } else yield [path, data]
}

test('merge keys give what the yaml package makes of them, wherever the key stands', () => {
  const flat = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(9), { maxKeys: 3, noNullPrototype: true })
  fc.assert(
    fc.property(flat, flat, flat, fc.boolean(), fc.boolean(), (first, second, own, isList, isLast) => {
      const merge = isList ? '<<: [*x, *y]' : '<<: *x'
      const pairs = Object.entries(own).map(([name, item]) => `${name}: ${item}`)
      const entries = isLast ? [...pairs, merge] : [merge, ...pairs]
      const text = `x: &x ${JSON.stringify(first)}\ny: &y ${JSON.stringify(second)}\nz: { ${entries.join(', ')} }\n`
      expect(sourceOf(text).data).toEqual(parse(text, { merge: true }))
      for (const [name, item] of Object.entries(sourceOf(text).data as object)) {
        for (const inner of Object.keys(item)) {
          const { line, column } = sourceOf(text).positionOf([name, inner])
          expect(text.split('\n')[line - 1]?.[column - 1]).toBe(String(item[inner]))
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('places of every node of a document with comments, anchors and blank lines', () => {
  const text = '# first\n\na: &x\n  - 1 # one\n\n  - { b: two }\n'
  const source = sourceOf(text)
  expect(source.positionOf(['a', 0])).toMatchObject({ line: 4, column: 5, length: 1 })
  expect(source.positionOf(['a', 1, 'b'])).toMatchObject({ line: 6, column: 10, length: 3 })
  expect(source.keyPositionOf(['a', 1, 'b'])).toMatchObject({ line: 6, column: 7, length: 1 })
  expect(source.keyPositionOf(['a'])).toMatchObject({ line: 3, column: 1, length: 1 })
})
