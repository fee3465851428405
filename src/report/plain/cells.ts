// Text measured in terminal cells: a Chinese character takes two. Pads, wraps and shortens; knows nothing about plans.
import { createRequire } from 'node:module'

const ASCII = /^[\x20-\x7e]*$/
/** Letters and signs of one cell that stand alone, and of two cells: CJK, kana, Hangul, full-width forms. */
const NARROW =
  '\\u0020-\\u007e\\u00a1-\\u00ac\\u00ae-\\u017f\\u2010-\\u2027\\u2190-\\u2193\\u2400-\\u2421\\u2500-\\u257f\\u2713\\u2717'
const WIDE = '\\u3000-\\u3029\\u3041-\\u3096\\u30a0-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60'
const SIMPLE = new RegExp(`^[${NARROW}${WIDE}]*$`)
const WIDE_ONES = new RegExp(`[${WIDE}]`, 'g')

/** Width in terminal cells. Emoji, combining marks and the like are string-width's to measure. */
export function cells(text: string): number {
  if (ASCII.test(text)) return text.length
  if (SIMPLE.test(text)) return text.length + (text.match(WIDE_ONES)?.length ?? 0)
  return stringWidth()(text)
}

let loaded: ((text: string) => number) | undefined

/** Loaded when it is needed: its tables of emoji take as long as a quarter of `gw plan`. */
function stringWidth(): (text: string) => number {
  // The boundary to a package that is loaded at run time: its default export is this function.
  loaded ??= (createRequire(import.meta.url)('string-width') as { default: (text: string) => number }).default
  return loaded
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)))
}

/** Text from files and machines can hold escape sequences and marks that turn the line around: shown, never obeyed. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '\u2421' : '\ufffd'
  })
}

/**
 * Breaks at spaces; a word longer than the line is broken between characters. The later lines are indented by
 * `hanging` cells, and every line fits in `width`.
 */
export function wrap(text: string, width: number, hanging = 0): string[] {
  const lines: string[] = []
  let line = ''
  let room = width
  for (const word of text.split(' ')) {
    const glue = line === '' ? '' : ' '
    if (cells(line + glue + word) <= room) {
      line += glue + word
      continue
    }
    if (line !== '') lines.push(line)
    room = lines.length === 0 ? width : width - hanging
    line = ''
    for (const piece of breakWord(word, room, width - hanging)) {
      if (line !== '') lines.push(line)
      line = piece
    }
    if (lines.length > 0) room = width - hanging
  }
  lines.push(line)
  return lines.map((text, index) => (index === 0 ? text : ' '.repeat(hanging) + text))
}

/** Pieces of a word: the first fits in `first` cells, the others in `rest`. */
function breakWord(word: string, first: number, rest: number): string[] {
  if (cells(word) <= first) return [word]
  const pieces: string[] = []
  let piece = ''
  let room = first
  for (const segment of charactersOf(word)) {
    if (piece !== '' && cells(piece + segment) > room) {
      pieces.push(piece)
      piece = ''
      room = rest
    }
    piece += segment
  }
  return [...pieces, piece]
}

/** What a person calls characters; the segmenter is slow to start and not needed where every character stands alone. */
function charactersOf(text: string): Iterable<string> {
  if (SIMPLE.test(text)) return text
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}

/** Shortens from the right, with an ellipsis, to at most `width` cells. */
export function shorten(text: string, width: number): string {
  if (cells(text) <= width) return text
  let kept = ''
  for (const segment of charactersOf(text)) {
    if (cells(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** `left` at the left edge and `right` at the right edge of one line, or on two lines when they do not fit. */
export function spread(left: string, right: string, width: number): string[] {
  const gap = width - cells(left) - cells(right)
  if (right === '') return [left]
  return gap >= 2 ? [left + ' '.repeat(gap) + right] : [left, `  ${right}`]
}
