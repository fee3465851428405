// Where things stand in a JSON text: used only when something is wrong with it, to point at the place.
import type { Position } from '../../model/diagnostic.ts'

export type Path = readonly (string | number)[]

/** Offset of the value at `path`, or of the nearest thing around it that exists. */
export function offsetOf(text: string, path: Path): number {
  let found = 0
  let depth = -1
  new Scanner(text, (at, where) => {
    const fits = where.length <= path.length && where.every((key, index) => key === path[index])
    if (fits && where.length > depth) {
      depth = where.length
      found = at
    }
  }).run()
  return found
}

/** Offset of the first place that is not JSON; undefined when all of it is. */
export function tornAt(text: string): number | undefined {
  return new Scanner(text, () => {}).run()
}

export function positionAt(file: string, text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

class Torn extends Error {}

/** Walks a JSON text and tells where every value begins. */
class Scanner {
  readonly #text: string
  readonly #visit: (offset: number, path: Path) => void
  #at = 0

  constructor(text: string, visit: (offset: number, path: Path) => void) {
    this.#text = text
    this.#visit = visit
  }

  run(): number | undefined {
    try {
      this.#value([])
      this.#skip(/\s*/y)
      if (this.#at < this.#text.length) throw new Torn()
      return undefined
    } catch (problem) {
      if (problem instanceof Torn) return Math.min(this.#at, this.#text.length)
      throw problem
    }
  }

  #value(path: Path): void {
    this.#skip(/\s*/y)
    this.#visit(this.#at, path)
    const first = this.#text[this.#at]
    if (first === '{') this.#list('}', () => this.#member(path))
    else if (first === '[') this.#list(']', (index) => this.#value([...path, index]))
    else if (!this.#string() && !this.#skip(/true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y)) throw new Torn()
  }

  #member(path: Path): void {
    this.#skip(/\s*/y)
    const start = this.#at
    if (!this.#string()) throw new Torn()
    const key = String(JSON.parse(this.#text.slice(start, this.#at)))
    this.#expect(':')
    this.#value([...path, key])
  }

  #list(end: string, item: (index: number) => void): void {
    this.#at += 1
    this.#skip(/\s*/y)
    if (this.#text[this.#at] === end) {
      this.#at += 1
      return
    }
    for (let index = 0; ; index++) {
      item(index)
      this.#skip(/\s*/y)
      if (this.#text[this.#at] !== ',') break
      this.#at += 1
    }
    this.#expect(end)
  }

  /** Character by character: a pattern that backtracks would never end on a text that is not closed. */
  #string(): boolean {
    if (this.#text[this.#at] !== '"') return false
    this.#at += 1
    for (;;) {
      this.#skip(/[^"\\\p{Cc}]+/uy)
      if (this.#skip(/"/y)) return true
      if (!this.#skip(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y)) throw new Torn()
    }
  }

  #expect(character: string): void {
    this.#skip(/\s*/y)
    if (this.#text[this.#at] !== character) throw new Torn()
    this.#at += 1
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return false
    this.#at += match[0].length
    return true
  }
}
