// A pattern as code points with a place in it, and the small things that classes and sequences both read: escapes.
import { isWord } from './char-set.ts'
import type { PatternError } from './node.ts'

/** Ends the reading of a pattern; never leaves this folder. */
export class BadPattern extends Error {
  readonly problem: PatternError

  constructor(message: string, at: number) {
    super(message)
    this.problem = { message, at }
  }
}

export class Reader {
  readonly codes: readonly number[]
  at = 0

  constructor(pattern: string) {
    this.codes = Array.from(pattern, (letter) => letter.codePointAt(0) ?? 0)
  }

  get isAtEnd(): boolean {
    return this.at >= this.codes.length
  }

  /** The character `ahead` places from here; '' behind the end. */
  peek(ahead = 0): string {
    const code = this.codes[this.at + ahead]
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  next(): string {
    const letter = this.peek()
    this.at++
    return letter
  }

  /** Steps over `text` when it stands here. */
  take(text: string): boolean {
    for (let index = 0; index < text.length; index++) if (this.peek(index) !== text[index]) return false
    this.at += text.length
    return true
  }

  fail(message: string, at = this.at): never {
    throw new BadPattern(message, at)
  }

  /** Decimal digits; undefined when there are none. */
  number(): number | undefined {
    const start = this.at
    let value = 0
    while (/^[0-9]$/.test(this.peek())) {
      value = value * 10 + Number(this.next())
      if (value > 0x7fffffff) this.fail('The number is too large.', start)
    }
    return this.at === start ? undefined : value
  }

  word(): string {
    let word = ''
    while (!this.isAtEnd && isWord(this.codes[this.at] ?? 0)) word += this.next()
    return word
  }

  /** The character that a backslash and what follows stand for; the backslash is behind us. */
  escapedCode(): number {
    const start = this.at - 1
    const letter = this.next()
    if (letter === '') this.fail('The pattern ends with a backslash.', start)
    if (letter >= '0' && letter <= '7') return this.octal(letter)
    const simple = SIMPLE[letter]
    if (simple !== undefined) return simple
    if (letter === 'x') return this.take('{') ? this.hexInBraces() : this.hex(2)
    if (letter === 'u') return this.hex(4)
    if (letter === 'c') return this.control()
    const code = letter.codePointAt(0) ?? 0
    if (isWord(code)) this.fail(`\\${letter} means nothing.`, start)
    return code
  }

  private octal(first: string): number {
    let value = Number(first)
    for (let digits = 1; digits < 3 && /^[0-7]$/.test(this.peek()); digits++) value = value * 8 + Number(this.next())
    return value & 0xff
  }

  private hex(digits: number): number {
    let value = 0
    for (let index = 0; index < digits; index++) {
      if (!/^[0-9a-fA-F]$/.test(this.peek())) this.fail(`${digits} hexadecimal digits are needed here.`)
      value = value * 16 + Number.parseInt(this.next(), 16)
    }
    return value
  }

  private hexInBraces(): number {
    let value: number | undefined
    while (/^[0-9a-fA-F]$/.test(this.peek())) {
      value = (value ?? 0) * 16 + Number.parseInt(this.next(), 16)
      if (value > 0x10ffff) this.fail('There is no such character.')
    }
    if (value === undefined || !this.take('}')) this.fail('Hexadecimal digits and a } are needed here.')
    return value
  }

  private control(): number {
    const code = (this.next().toUpperCase().codePointAt(0) ?? 0) - 64
    if (code < 0 || code >= 32) this.fail('\\c needs a letter.')
    return code
  }
}

const SIMPLE: Readonly<Record<string, number>> = { a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 }
