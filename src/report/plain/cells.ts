// Text measured in terminal cells: a Chinese character takes two. Pads, wraps and shortens; knows nothing about plans.
import stringWidth from 'string-width'

const ASCII = /^[\x20-\x7e]*$/

/** Width in terminal cells. */
export function cells(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text)
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
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (piece !== '' && cells(piece + segment) > room) {
      pieces.push(piece)
      piece = ''
      room = rest
    }
    piece += segment
  }
  return [...pieces, piece]
}

/** Shortens from the right, with an ellipsis, to at most `width` cells. */
export function shorten(text: string, width: number): string {
  if (cells(text) <= width) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
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
