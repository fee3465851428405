// A regular expression of .NET's kind to its tree, with the errors mihomo's engine has (regexp2, ignore-case).
// Written from the documentation of .NET's syntax and the observed behaviour of that engine.
import { lowerCode, setOf, shorthand } from './char-set.ts'
import { Groups } from './groups.ts'
import type { Assertion, Node } from './node.ts'
import { parseClass, unicodeProperty } from './parse-class.ts'
import { Reader } from './reader.ts'

interface Options {
  readonly i: boolean
  readonly m: boolean
  readonly n: boolean
  readonly s: boolean
  readonly x: boolean
}

/** Nesting beyond this is not judged: nobody writes it, and the call stack has an end. */
const DEEPEST = 250

/** Throws BadPattern. */
export function parsePattern(pattern: string): Node {
  // Twice: what \10 and \k<name> mean depends on groups that may only come behind them.
  const groups = new Groups()
  new Parser(pattern, groups).parse()
  groups.settle()
  return new Parser(pattern, groups).parse()
}

class Parser extends Reader {
  private readonly groups: Groups
  private options: Options = { i: true, m: false, n: false, s: false, x: false }
  private depth = 0

  constructor(pattern: string, groups: Groups) {
    super(pattern)
    this.groups = groups
    groups.restart()
  }

  parse(): Node {
    const node = this.choice()
    if (!this.isAtEnd) this.fail('This ) has no ( before it.')
    return node
  }

  private choice(): Node {
    const items = [this.sequence()]
    while (this.take('|')) items.push(this.sequence())
    const [only] = items
    return only !== undefined && items.length === 1 ? only : { kind: 'choice', items }
  }

  private sequence(): Node {
    const items: Node[] = []
    let isBehindQuantifier = false
    for (;;) {
      this.skipBlanks()
      if (this.isAtEnd || this.peek() === '|' || this.peek() === ')') return { kind: 'sequence', items }
      if (this.isQuantifier()) {
        this.fail(isBehindQuantifier ? 'A quantifier follows a quantifier.' : 'There is nothing here to repeat.')
      }
      const unit = this.unit()
      isBehindQuantifier = false
      if (unit === undefined) continue
      this.skipBlanks()
      isBehindQuantifier = this.isQuantifier()
      items.push(isBehindQuantifier ? this.quantified(unit) : unit)
    }
  }

  /** Undefined when it only changes options. */
  private unit(): Node | undefined {
    const letter = this.next()
    switch (letter) {
      case '(':
        return this.group()
      case '[':
        return { kind: 'set', set: parseClass(this), ignoreCase: this.options.i }
      case '\\':
        return this.backslash()
      case '^':
        return { kind: 'assert', what: this.options.m ? 'line-start' : 'start' }
      case '$':
        return { kind: 'assert', what: this.options.m ? 'line-end' : 'end-or-last-newline' }
      case '.':
        return { kind: 'set', set: { ...setOf(...(this.options.s ? [] : [10])), negate: true }, ignoreCase: false }
      default:
        return this.literal(letter.codePointAt(0) ?? 0)
    }
  }

  private literal(code: number): Node {
    const { i } = this.options
    return { kind: 'set', set: setOf(i ? lowerCode(code) : code), ignoreCase: i }
  }

  /** * + ? and {n}, {n,}, {n,m}; any other { is a letter. */
  private isQuantifier(): boolean {
    const letter = this.peek()
    if (letter !== '{') return letter === '*' || letter === '+' || letter === '?'
    let ahead = 1
    while (/^[0-9]$/.test(this.peek(ahead))) ahead++
    if (ahead === 1) return false
    if (this.peek(ahead) === ',') {
      ahead++
      while (/^[0-9]$/.test(this.peek(ahead))) ahead++
    }
    return this.peek(ahead) === '}'
  }

  private quantified(item: Node): Node {
    const start = this.at
    const letter = this.next()
    let [min, max] = letter === '*' ? [0, Infinity] : letter === '+' ? [1, Infinity] : [0, 1]
    if (letter === '{') {
      min = this.number() ?? 0
      max = this.take(',') ? (this.number() ?? Infinity) : min
      this.at++
    }
    if (min > max) this.fail('The repetition runs backwards.', start)
    this.skipBlanks()
    return { kind: 'repeat', item, min, max, lazy: this.take('?') }
  }

  private group(): Node | undefined {
    const start = this.at - 1
    if (this.peek() !== '?' || this.peek(1) === ')') {
      const group = this.options.n ? undefined : this.groups.unnamed()
      return this.inside(start, (item) => (group === undefined ? item : { kind: 'capture', item, group }))
    }
    this.at++
    if (this.take(':')) return this.inside(start, (item) => item)
    if (this.take('=')) return this.inside(start, (item) => ({ kind: 'look', item, behind: false, negate: false }))
    if (this.take('!')) return this.inside(start, (item) => ({ kind: 'look', item, behind: false, negate: true }))
    if (this.take('>')) return this.inside(start, (item) => ({ kind: 'atomic', item }))
    if (this.take('<=')) return this.inside(start, (item) => ({ kind: 'look', item, behind: true, negate: false }))
    if (this.take('<!')) return this.inside(start, (item) => ({ kind: 'look', item, behind: true, negate: true }))
    if (this.take('<')) return this.named(start, '>')
    if (this.take("'")) return this.named(start, "'")
    if (this.peek() === '(') return this.conditional(start)
    return this.optionsOf(start)
  }

  /** Up to the ) that belongs to the ( at `start`; options set inside end there. */
  private inside(start: number, wrap: (item: Node) => Node): Node {
    const { options } = this
    this.depth++
    const item = this.depth > DEEPEST ? this.skipGroup() : this.choice()
    this.depth--
    if (!this.take(')')) this.fail('This ( is never closed.', start)
    this.options = options
    return wrap(item)
  }

  private named(start: number, close: string): Node {
    const isNumber = /^[0-9]$/.test(this.peek())
    const number = isNumber ? this.number() : undefined
    const name = isNumber ? '' : this.word()
    if (number === 0) this.fail('Group 0 is the whole match.', start)
    if (this.take('-')) return this.balancing(start, close)
    if ((!isNumber && name === '') || !this.take(close)) this.fail('The name of the group is wrong.', start)
    const group = number === undefined ? this.groups.named(name) : this.groups.numbered(number)
    return this.inside(start, (item) => ({ kind: 'capture', item, group }))
  }

  private balancing(start: number, close: string): Node {
    const isNumber = /^[0-9]$/.test(this.peek())
    const group = isNumber ? this.groups.byNumber(this.number() ?? 0) : this.groups.byName(this.word())
    if (group === undefined || !this.take(close)) this.fail('The group to balance with is wrong.', start)
    return this.inside(start, () => ({ kind: 'unjudged' }))
  }

  private conditional(start: number): Node {
    if (/^\?(#|'|<[^=!])/.test(this.peek(1) + this.peek(2) + this.peek(3)))
      this.fail('The condition cannot be this.', start)
    this.at++
    const number = this.number()
    if (number !== undefined) {
      if (this.groups.byNumber(number) === undefined || !this.take(')'))
        this.fail(`There is no group ${number}.`, start)
    } else if (this.peek() === '?') this.group()
    else this.inside(this.at - 1, (item) => item)
    return this.inside(start, (item) => {
      if (item.kind === 'choice' && item.items.length > 2) this.fail('A condition has two branches at most.', start)
      return { kind: 'unjudged' }
    })
  }

  private optionsOf(start: number): Node | undefined {
    const { options } = this
    const changed = { ...options }
    let on = true
    for (let letter = this.peek().toLowerCase(); ; letter = this.peek().toLowerCase()) {
      if (letter === '-' || letter === '+') on = letter === '+'
      else if (letter === 'i' || letter === 'm' || letter === 'n' || letter === 's' || letter === 'x')
        changed[letter] = on
      else if (letter !== 'u') break
      this.at++
    }
    if (this.take(')')) {
      this.options = changed
      return undefined
    }
    if (!this.take(':')) this.fail('This kind of group is not known.', start)
    this.options = changed
    const node = this.inside(start, (item) => item)
    this.options = options
    return node
  }

  private backslash(): Node {
    const start = this.at - 1
    const letter = this.peek()
    const assertion = ASSERTIONS[letter]
    if (assertion !== undefined) {
      this.at++
      return { kind: 'assert', what: assertion }
    }
    const short = shorthand(letter)
    if (short !== undefined) {
      this.at++
      return { kind: 'set', set: short, ignoreCase: false }
    }
    const property = unicodeProperty(this)
    if (property !== undefined)
      return { kind: 'set', set: { negate: false, ranges: [], classes: [property] }, ignoreCase: this.options.i }
    return this.reference(start) ?? this.literal(this.escapedCode())
  }

  /** \1, \k<name>, \k'name', and the old \<name>. */
  private reference(start: number): Node | undefined {
    const { i: ignoreCase } = this.options
    if (/^[1-9]$/.test(this.peek())) {
      const number = this.number() ?? 0
      const group = this.groups.byNumber(number)
      if (group !== undefined) return { kind: 'reference', group, ignoreCase }
      if (number <= 9) this.fail(`There is no group ${number}.`, start)
      this.at = start + 1
      return undefined
    }
    const isK = this.peek() === 'k'
    const open = this.peek(isK ? 1 : 0)
    if (open !== '<' && open !== "'") return isK ? this.fail('\\k needs <name>.', start) : undefined
    this.at += isK ? 2 : 1
    const isNumber = /^[0-9]$/.test(this.peek())
    const number = isNumber ? this.number() : undefined
    const name = isNumber ? '' : this.word()
    if ((isNumber || name !== '') && this.take(open === '<' ? '>' : open)) {
      const group = number === undefined ? this.groups.byName(name) : this.groups.byNumber(number)
      return group === undefined
        ? this.fail(`There is no group ${name}${number ?? ''}.`, start)
        : { kind: 'reference', group, ignoreCase }
    }
    if (isK) this.fail('\\k needs <name>.', start)
    this.at = start + 1
    return undefined
  }

  /** Comments, and in mode x white space. */
  private skipBlanks(): void {
    for (;;) {
      const start = this.at
      if (this.options.x) while (/^[\t\n\v\f\r ]$/.test(this.peek())) this.at++
      if (this.options.x && this.peek() === '#') while (!this.isAtEnd && this.peek() !== '\n') this.at++
      else if (this.take('(?#')) {
        while (!this.isAtEnd && this.peek() !== ')') this.at++
        if (!this.take(')')) this.fail('This comment is never closed.', start)
      }
      if (this.at === start) return
    }
  }

  /** What is nested too deeply to look at: up to its ). */
  private skipGroup(): Node {
    for (let open = 1; ; this.at++) {
      const letter = this.peek()
      if (letter === '') this.fail('A ( is never closed.')
      if (letter === '\\') this.at++
      else if (letter === '(') open++
      else if (letter === ')' && --open === 0) return { kind: 'unjudged' }
    }
  }
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  b: 'word-boundary',
  B: 'no-word-boundary',
  A: 'start',
  G: 'start',
  Z: 'end-or-last-newline',
  z: 'end',
}
