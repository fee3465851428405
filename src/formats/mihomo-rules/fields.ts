// One line split at its commas, and the way back: from a field, or the text of several, to its place in the line.
import type { Span } from './rule.ts'

/** Only ASCII spaces are trimmed: a tab or a full-width space belongs to the value (facts: mihomo.md §1). */
export function trimSpaces(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) === 32) start++
  while (end > start && text.charCodeAt(end - 1) === 32) end--
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
  /** As they stand between the commas, spaces included. */
  readonly raw: readonly string[]

  constructor(line: string) {
    this.line = line
    this.raw = line.split(',')
  }

  get count(): number {
    return this.raw.length
  }

  /** Trimmed; empty when there is no such field. */
  at(index: number): string {
    return trimSpaces(this.raw[index] ?? '')
  }

  /** Trimmed fields from one to before another, with commas again: spaces next to commas are lost. */
  joined(from: number, to: number): string {
    return this.line.includes(' ')
      ? this.raw.slice(from, to).map(trimSpaces).join(',')
      : this.raw.slice(from, to).join(',')
  }

  spanOf(index: number): Span {
    const start = this.startOf(index)
    return trimSpan(this.line, start, start + (this.raw[index]?.length ?? 0))
  }

  spanFrom(from: number, to: number): Span {
    return from < to ? { start: this.spanOf(from).start, end: this.spanOf(to - 1).end } : this.spanOf(from)
  }

  /** The place in the line of an offset in joined(from, …). */
  offset(from: number, joined: number): number {
    let left = joined
    let at = this.startOf(from)
    for (let index = from; index < this.raw.length; index++) {
      const raw = this.raw[index] ?? ''
      const { start, end } = trimSpan(raw, 0, raw.length)
      if (left <= end - start) return at + start + left
      left -= end - start + 1
      at += raw.length + 1
    }
    return this.line.length
  }

  private startOf(index: number): number {
    let start = 0
    for (let before = 0; before < index; before++) start += (this.raw[before]?.length ?? 0) + 1
    return Math.min(start, this.line.length)
  }
}
