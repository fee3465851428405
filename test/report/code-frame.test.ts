// The caret stands under what is wrong, whatever the line is made of.
import { expect, test } from 'vitest'
import { codeFrame } from '../../src/report/plain/code-frame.ts'

const page = { columns: 60, colour: false }

test.each([
  ['plain', 'address: 10.0.0.300', 10, 10, ['     1 │ address: 10.0.0.300', '       │          ^^^^^^^^^^']],
  ['after Chinese', '名字: x1', 5, 2, ['     1 │ 名字: x1', '       │       ^^']],
  ['on Chinese', 'a: 以太网', 4, 3, ['     1 │ a: 以太网', '       │    ^^^^^^']],
  ['after a tab', '\ta: 1', 5, 1, ['     1 │     a: 1', '       │        ^']],
  ['at the end of the line', 'a:', 3, undefined, ['     1 │ a:', '       │   ^']],
  ['beyond the line', 'a', 99, 5, ['     1 │ a', '       │  ^']],
  ['CRLF', 'a: b\r\nc: d', 4, 1, ['     1 │ a: b', '       │    ^']],
  ['an escape sequence', 'a: \u001b[2J', 4, 4, ['     1 │ a: ␛[2J', '       │    ^^^^']],
])('%s', (_, text, column, length, lines) => {
  const position = { file: 'f', line: 1, column, ...(length === undefined ? {} : { length }) }
  expect(codeFrame(page, position, new Map([['f', text]]))).toEqual(lines)
})

test('a long line is cut around the mark', () => {
  const text = `${'x'.repeat(200)}HERE${'y'.repeat(200)}`
  const [line = '', carets = ''] = codeFrame(
    page,
    { file: 'f', line: 1, column: 201, length: 4 },
    new Map([['f', text]]),
  )
  expect(line).toContain('HERE')
  expect(carets.indexOf('^^^^')).toBe(line.indexOf('HERE'))
  expect(line.length).toBeLessThanOrEqual(60)
})

test('no line, no frame', () => {
  expect(codeFrame(page, { file: 'g', line: 1, column: 1 }, new Map([['f', 'a']]))).toEqual([])
  expect(codeFrame(page, { file: 'f', line: 9, column: 1 }, new Map([['f', 'a']]))).toEqual([])
})
