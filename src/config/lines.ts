// Offsets in the text to lines and columns. Columns count characters, so 以 and an emoji are one each.
import type { Position } from '../model/diagnostic.ts'

export class Lines {
  readonly file: string
  readonly text: string
  private readonly starts: number[] = [0]

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1)
  }

  /** The place from `start` to `end`, cut at the end of its first line. */
  position(start: number, end: number): Position {
    const line = this.lineOf(start)
    const lineStart = this.starts[line] ?? 0
    const lineEnd = (this.starts[line + 1] ?? this.text.length + 1) - 1
    const column = characters(this.text.slice(lineStart, start)) + 1
    // What is blank to YAML; other spaces can be the end of a value.
    const shown = this.text.slice(start, Math.max(start, Math.min(end, lineEnd))).replace(/[ \t\r]+$/, '')
    return { file: this.file, line: line + 1, column, length: Math.max(1, characters(shown)) }
  }

  private lineOf(offset: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

function characters(text: string): number {
  // Only what is outside the basic plane takes two units of a string.
  if (!/[\ud800-\udbff]/.test(text)) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}
