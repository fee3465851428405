// The simple part of YAML, in which nearly every gateway.yaml is written: block mappings and lists, scalars on one line,
// short flow collections, comments. Ten times as fast as the whole language, and the same nodes at the same places. It
// must never guess: at anything else it gives up, and the yaml package reads the text from the start.
import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { plainValue } from './plain-value.ts'

/** The root of the text, or undefined when the text is not simple (or not right): then nothing is known of it. */
export function readSimpleYaml(text: string): Node | undefined {
  if (NEVER_SIMPLE.test(text)) return undefined
  try {
    const reader = new Reader(text)
    const root = reader.isAtEnd ? undefined : reader.block()
    return reader.isAtEnd ? root : undefined
  } catch (reason) {
    if (reason === NOT_SIMPLE) return undefined
    throw reason
  }
}

/** Tabs, control characters, marks between documents, directives. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const NEVER_SIMPLE = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]|\r(?!\n)|^(---|\.\.\.|%)/m
/** Thrown from any depth, with no stack: giving up is ordinary. */
const NOT_SIMPLE = Symbol('not simple')
/** What a plain scalar cannot begin with, or begins with only in other circumstances. */
const INDICATORS = '-?:,[]{}#&*!|>\'"%@`'
const KEY = /([A-Za-z][A-Za-z0-9_-]{0,99}):(?= |\r?$|\r?\n)/y
/** Keys that are not text. */
const WORDS = /^(null|true|false)$/i
const MAX_FLOW_DEPTH = 20

class Reader {
  isAtEnd = false
  private readonly text: string
  /** Offset of the first character of the line that is not a space, and how many spaces there are before it. */
  private at = 0
  private indent = 0
  /** Offset behind the last character of the line. */
  private end = 0
  private nextLine = 0
  /** Where the line before this one ends: what a block collection reaches up to. */
  private lastEnd = 0

  constructor(text: string) {
    this.text = text
    this.next()
  }

  block(): Node {
    return this.startsItem() ? this.list(this.indent) : this.mapping(this.indent)
  }

  /** `indent` is that of its first key, which stands at `this.at`: perhaps behind the dash of a list. */
  private mapping(indent: number): Node {
    const start = this.at
    const pairs: Pair[] = []
    do {
      const key = this.key()
      pairs.push(new Pair(key, this.valueOf(key, indent)))
    } while (!this.isAtEnd && this.indent === indent)
    if (!this.isAtEnd && this.indent > indent) throw NOT_SIMPLE
    return this.mapOf(pairs, start, this.lastEnd, false)
  }

  private list(indent: number): Node {
    const start = this.at
    const items: Node[] = []
    do {
      items.push(this.item())
    } while (!this.isAtEnd && this.indent === indent && this.startsItem())
    if (!this.isAtEnd && this.indent > indent) throw NOT_SIMPLE
    return this.listOf(items, start, this.lastEnd)
  }

  private item(): Node {
    const start = this.skipSpaces(this.at + 1)
    this.indent += start - this.at
    this.at = start
    if (this.isKeyAt(start)) return this.mapping(this.indent)
    return this.inline(start)
  }

  /** What stands behind a key: on its line, or below it. */
  private valueOf(key: Scalar, indent: number): Node {
    const start = this.skipSpaces((key.range?.[1] ?? 0) + 1)
    if (start < this.end && this.text[start] !== '#') return this.inline(start)
    this.next()
    // A list may stand as far to the left as its key. What is neither is a key without a value.
    if (!this.isAtEnd && this.indent === indent && this.startsItem()) return this.list(indent)
    if (this.isAtEnd || this.indent <= indent) throw NOT_SIMPLE
    return this.block()
  }

  private key(): Scalar {
    if (!this.isKeyAt(this.at)) throw NOT_SIMPLE
    const end = KEY.lastIndex - 1
    const name = this.text.slice(this.at, end)
    if (WORDS.test(name)) throw NOT_SIMPLE
    return scalarOf(name, this.at, end, 'PLAIN')
  }

  private isKeyAt(at: number): boolean {
    KEY.lastIndex = at
    return KEY.test(this.text)
  }

  /** A value that ends on its line; goes on to the next line, which must not continue it. */
  private inline(start: number): Node {
    const { node, end } = this.value(start, 0)
    const rest = this.skipSpaces(end)
    if (rest < this.end && (this.text[rest] !== '#' || rest === end)) throw NOT_SIMPLE
    this.next()
    return node
  }

  private value(start: number, depth: number): Found {
    switch (this.text[start]) {
      case '"':
      case "'":
        return this.quoted(start)
      case '[':
        return this.flowList(start, depth + 1)
      case '{':
        return this.flowMapping(start, depth + 1)
      default:
        return depth === 0 ? this.plain(start) : this.plainInFlow(start)
    }
  }

  private quoted(start: number): Found {
    const quote = this.text[start] ?? ''
    const end = this.text.indexOf(quote, start + 1)
    if (end === -1 || end >= this.end || this.text[end + 1] === quote) throw NOT_SIMPLE
    const value = this.text.slice(start + 1, end)
    if (quote === '"' && value.includes('\\')) throw NOT_SIMPLE
    const type = quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE'
    return { node: scalarOf(value, start, end + 1, type), end: end + 1 }
  }

  /** To the end of the line or to a comment. */
  private plain(start: number): Found {
    const line = this.text.slice(start, this.end)
    const comment = line.indexOf(' #')
    const written = (comment === -1 ? line : line.slice(0, comment)).trimEnd()
    if (written.includes(': ') || written.endsWith(':')) throw NOT_SIMPLE
    return this.plainScalar(written, start)
  }

  private plainInFlow(start: number): Found {
    let end = start
    while (end < this.end && !',[]{}:#'.includes(this.text[end] ?? '')) end++
    if (end === this.end || !',]}'.includes(this.text[end] ?? '')) throw NOT_SIMPLE
    return this.plainScalar(this.text.slice(start, end).trimEnd(), start)
  }

  private plainScalar(written: string, start: number): Found {
    if (written === '' || INDICATORS.includes(written.charAt(0))) throw NOT_SIMPLE
    const value = plainValue(written)
    if (value === undefined) throw NOT_SIMPLE
    const end = start + written.length
    return { node: scalarOf(value, start, end, 'PLAIN'), end }
  }

  private flowList(start: number, depth: number): Found {
    const items: Node[] = []
    const end = this.flow(start, ']', depth, (at) => {
      const { node, end } = this.value(at, depth)
      items.push(node)
      return end
    })
    const node = this.listOf(items, start, end)
    node.flow = true
    return { node, end }
  }

  private flowMapping(start: number, depth: number): Found {
    const pairs: Pair[] = []
    const end = this.flow(start, '}', depth, (at) => {
      KEY.lastIndex = at
      const name = KEY.exec(this.text)?.[1]
      if (name === undefined || WORDS.test(name)) throw NOT_SIMPLE
      const key = scalarOf(name, at, at + name.length, 'PLAIN')
      const { node, end } = this.value(this.skipSpaces(at + name.length + 1), depth)
      pairs.push(new Pair(key, node))
      return end
    })
    return { node: this.mapOf(pairs, start, end, true), end }
  }

  /** From the opening bracket to behind the closing one; `entry` reads one entry and tells where it ends. */
  private flow(start: number, close: string, depth: number, entry: (at: number) => number): number {
    if (depth > MAX_FLOW_DEPTH) throw NOT_SIMPLE
    let at = this.skipSpaces(start + 1)
    if (this.text[at] === close) return at + 1
    for (;;) {
      at = this.skipSpaces(entry(at))
      if (at < this.end && this.text[at] === close) return at + 1
      if (at >= this.end || this.text[at] !== ',') throw NOT_SIMPLE
      at = this.skipSpaces(at + 1)
    }
  }

  private skipSpaces(from: number): number {
    let at = from
    while (at < this.end && this.text[at] === ' ') at++
    return at
  }

  private startsItem(): boolean {
    return this.text[this.at] === '-' && this.text[this.at + 1] === ' '
  }

  /** The next line that has more than spaces and a comment. */
  private next(): void {
    this.lastEnd = this.end
    for (;;) {
      if (this.nextLine >= this.text.length) {
        this.isAtEnd = true
        return
      }
      const start = this.nextLine
      const newline = this.text.indexOf('\n', start)
      const behind = newline === -1 ? this.text.length : newline
      this.nextLine = behind + 1
      this.end = behind > start && this.text[behind - 1] === '\r' ? behind - 1 : behind
      this.at = this.skipSpaces(start)
      this.indent = this.at - start
      if (this.at < this.end && this.text[this.at] !== '#') return
    }
  }

  private mapOf(pairs: Pair[], start: number, end: number, isFlow: boolean): YAMLMap {
    const map = new YAMLMap()
    map.items = pairs
    map.range = [start, end, end]
    if (isFlow) map.flow = true
    return map
  }

  private listOf(items: Node[], start: number, end: number): YAMLSeq {
    const list = new YAMLSeq()
    list.items = items
    list.range = [start, end, end]
    return list
  }
}

interface Found {
  readonly node: Node
  readonly end: number
}

function scalarOf(value: unknown, start: number, end: number, type: Scalar.Type): Scalar {
  const scalar = new Scalar(value)
  scalar.range = [start, end, end]
  scalar.type = type
  return scalar
}
