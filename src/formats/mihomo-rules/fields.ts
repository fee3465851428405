// One line split at its commas, and the way back: from a field, or the text of several, to its place in the line.
import type { Span } from './rule.ts'

/** Only ASCII spaces are trimmed: a tab or a full-width space belongs to the value (facts: mihomo.md §1). */
export function trimSpaces(text: string): string {
  const { start, end } = trimSpan(text, 0, text.length)
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

/** The part of a text between two offsets without outer spaces. */
export function trimSpan(text: string, start: number, end: number): Span {
  let from = start
  let to = end
  while (from < to && text.charCodeAt(from) === 32) from++
  while (to > from && text.charCodeAt(to - 1) === 32) to--
  return { start: from, end: to }
}

export class Fields {
  readonly line: string
  /** Where each field begins, and one behind the last field. */
  private readonly starts: readonly number[]
  private readonly hasSpaces: boolean

  constructor(line: string) {
    const starts = [0]
    for (let comma = line.indexOf(','); comma !== -1; comma = line.indexOf(',', comma + 1)) starts.push(comma + 1)
    starts.push(line.length + 1)
    this.line = line
    this.starts = starts
    this.hasSpaces = line.includes(' ')
  }

  get count(): number {
    return this.starts.length - 1
  }

  /** Trimmed; empty when there is no such field. */
  at(index: number): string {
    const text = this.line.slice(this.startOf(index), this.endOf(index))
    return this.hasSpaces ? trimSpaces(text) : text
  }

  /** Trimmed fields from one to before another, with commas again: spaces next to commas are lost. */
  joined(from: number, to: number): string {
    if (to - from === 1) return this.at(from)
    if (to <= from) return ''
    const text = this.line.slice(this.startOf(from), this.endOf(to - 1))
    return this.hasSpaces ? text.split(',').map(trimSpaces).join(',') : text
  }

  spanOf(index: number): Span {
    return trimSpan(this.line, this.startOf(index), this.endOf(index))
  }

  spanFrom(from: number, to: number): Span {
    return from < to ? { start: this.spanOf(from).start, end: this.spanOf(to - 1).end } : this.spanOf(from)
  }

  /** The place in the line of an offset in joined(from, …). */
  offset(from: number, joined: number): number {
    let left = joined
    for (let index = from; index < this.count; index++) {
      const { start, end } = this.spanOf(index)
      if (left <= end - start) return start + left
      left -= end - start + 1
    }
    return this.line.length
  }

  private startOf(index: number): number {
    return Math.min(this.starts[index] ?? this.line.length, this.line.length)
  }

  private endOf(index: number): number {
    return (this.starts[index + 1] ?? this.line.length + 1) - 1
  }
}
