// Text measured in terminal cells.
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { cells, padTo, shorten, spread, visible, wrap } from '../../src/report/plain/cells.ts'

test.each([
  ['vmbr0', 5],
  ['以太网 4', 8],
  ['e\u0301', 1],
  ['👩‍💻', 2],
])('%s takes %i cells', (text, width) => {
  expect(cells(text)).toBe(width)
  expect(cells(padTo(text, 20))).toBe(20)
})

test.each([
  ['words', 'the quick brown fox', 9, ['the quick', 'brown fox']],
  ['a hanging indent', 'the quick brown fox', 9, ['the quick', '  brown', '  fox'], 2],
  ['a word longer than the line', 'abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
  ['Chinese without spaces', '以太网没有地址', 6, ['以太网', '没有地', '址']],
  ['nothing', '', 10, ['']],
])('wraps %s', (_, text, width, lines, hanging = 0) => {
  expect(wrap(text, width, hanging)).toEqual(lines)
})

test('shortens by cells', () => {
  expect(shorten('以太网络适配器', 7)).toBe('以太网…')
  expect(shorten('vmbr0', 5)).toBe('vmbr0')
})

test('spreads over one line or two', () => {
  expect(spread('left', 'right', 12)).toEqual(['left   right'])
  expect(spread('left', 'right', 10)).toEqual(['left', '  right'])
})

test('control characters are shown, not obeyed', () => {
  expect(visible('a\u001b[31mb\u0007\u202ec')).toBe('a␛[31mb␇�c')
})

test('the short way measures every character as string-width does', () => {
  const wrong: string[] = []
  for (let code = 0x20; code < 0xffe0; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const character = String.fromCharCode(code)
    if (cells(character) !== stringWidth(character)) wrong.push(code.toString(16))
  }
  expect(wrong).toEqual([])
})
