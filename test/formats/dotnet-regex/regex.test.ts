// Regular expressions as mihomo has them: .NET's syntax, ignore-case, unanchored; in bounded time.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRegex } from '../../../src/formats/dotnet-regex/regex.ts'

function matches(pattern: string, text: string): boolean | string | undefined {
  const regex = parseRegex(pattern)
  return 'message' in regex ? regex.message : regex.test(text)
}

test.each<[string, string, boolean]>([
  ['b', 'abc', true],
  ['^b', 'abc', false],
  ['ABC', 'abc', true],
  ['(?-i)ABC', 'abc', false],
  ['(?-i:A)bc', 'abc', false],
  ['^node\\d{2,4}\\.a$', 'node123.a', true],
  ['^node\\d{2,4}\\.a$', 'node1.a', false],
  ['^(?!ads).*\\.a$', 'ads.a', false],
  ['(?<=x)a', 'xa', true],
  ['(?<!x)a', 'xa', false],
  ['(\\w+)\\.\\1', 'foo.FOO', true],
  ['(?<n>a)b\\k<n>', 'aba', true],
  ["(?'n'a)b\\k'n'", 'abc', false],
  ['(?>a*)ab', 'aaab', false],
  ['a*?b', 'aab', true],
  ['a{,3}', 'a{,3}', true],
  ['x{', 'x{', true],
  ['[a-z-[aeiou]]+$', 'xyz', true],
  ['^[a-z-[aeiou]]+$', 'xaz', false],
  ['[^a]', 'A', false],
  ['[]a]', ']', true],
  ['[\\d-z]', '-', true],
  ['[a\\-z]', 'b', false],
  ['\\x41', 'a', true],
  ['\\u0041', 'a', true],
  ['\\101', 'a', true],
  ['\\p{Lu}|\\P{L}', '1', true],
  ['\\bfoo\\b', 'a.foo.b', true],
  ['\\Bfoo', 'foo', false],
  ['\\Afoo\\z', 'foo', true],
  ['foo$', 'foo\n', true],
  ['foo\\z', 'foo\n', false],
  ['a(?#nothing)b', 'ab', true],
  ['(?x) a b # end', 'ab', true],
  ['(?n)(a)b', 'ab', true],
  ['(?s)a.b', 'a\nb', true],
  ['a.b', 'a\nb', false],
  ['(?m)^b', 'a\nb', true],
  ['', '', true],
  ['.*', '', true],
  ['^$', '', true],
  ['(a*)*b', 'b', true],
  ['^(?:a|ab)(?:c|bcd)$', 'abcd', true],
])('/%s/ on %j: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected)
})

test.each([
  ...[
    '(',
    ')',
    'a)',
    '((a)',
    '[',
    '[a',
    '[z-a]',
    '[a-\\d]',
    '*',
    'a**',
    'a{2}{3}',
    '+a',
    '|*',
    'a{3,2}',
    '\\',
    '\\_',
    '\\y',
  ],
  ...[
    '\\8',
    '\\1',
    '(?<n>a)\\k<m>',
    '\\k',
    '(?<0>a)',
    '(?<a-b>x)',
    '(?z)',
    '(?<>a)',
    '\\x4',
    '\\u12',
    '\\p{Nothing}',
    '(?#',
  ],
  ...['[a-z-[aeiou]b]', '(?(1)a|b)', '(?P<n>a)', '\\c', 'a{99999999999}'],
])('/%s/ does not compile', (pattern) => {
  expect(parseRegex(pattern)).toMatchObject({ message: expect.any(String), at: expect.any(Number) })
})

test.each(['(a)?(?(1)b|c)', '(?<o>a)(?<-o>b)', '(((a{99}){99}){99}){99}', `${'('.repeat(300)}${')'.repeat(300)}`])(
  '/%s/ loads and is not judged',
  (pattern) => {
    expect(parseRegex(pattern)).toMatchObject({ isJudged: false })
    expect(matches(pattern, 'a')).toBeUndefined()
  },
)

describe('against the engine of JavaScript', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '\\.',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    '^',
    '$',
    '(?=a)',
    '(?!b)',
    '(?<=a)',
    '(?<!b)',
    '\\b',
  )
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atom,
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+?', '?', '{1,2}'))
        .map(([a, quantifier]) => `(${a})${quantifier}`),
    ),
  }))

  test('patterns that mean the same in both match the same', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.', '1'), maxLength: 10 }),
        (source, text) => {
          expect(matches(source, text)).toBe(new RegExp(source, 'i').test(text))
        },
      ),
      { numRuns: 3000 },
    )
  })
})

test('never throws', () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab01(){}[]|*+?^$.\\<>=!:#-,'kpPxu_ ") })
  fc.assert(
    fc.property(text, text, (pattern, subject) => void matches(pattern, subject)),
    { numRuns: 3000 },
  )
})

test.each([
  ['(a+)+$', 'a'.repeat(255) + 'b'],
  ['^(a|a)*$', 'a'.repeat(255) + 'b'],
  ['(x+x+)+y', 'x'.repeat(255)],
  ['^(([a-z])+.)+[0-9]([a-z])+$', 'a'.repeat(255)],
  [`${'a?'.repeat(60)}${'a'.repeat(61)}`, 'a'.repeat(60)],
  ['(?=(a+)+$)b', 'a'.repeat(255)],
])('/%s/ does not explode', (pattern, text) => {
  expect(matches(pattern, text)).toBe(false)
})

test('what the past decides about is given up after a while', () => {
  expect(matches('^(a*)*(a*)*\\1\\2b', 'a'.repeat(255))).toBeUndefined()
})
