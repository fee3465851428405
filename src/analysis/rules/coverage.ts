// What the lines so far cover: asks for each new condition whether earlier lines take everything it could match. Never
// compares pairs of lines. Says yes only when it is certain; what it does not see is not reported.
import { fold } from '../../formats/mihomo-rules/letter-case.ts'
import { printCondition } from '../../formats/mihomo-rules/print-rule.ts'
import type { Condition, LogicCondition, RangeCondition } from '../../formats/mihomo-rules/rule.ts'
import { LabelTrie } from '../../net/label-trie.ts'
import { NumberCover } from '../../net/number-cover.ts'
import { PrefixTree } from '../../net/prefix-tree.ts'
import { SubstringTrie } from '../../net/substring-trie.ts'
import { looksAtTarget } from './asking.ts'

/** Lines that together cover a condition; usually one. */
export type Covering = readonly number[]

/** Conditions are looked into this deep; nobody writes more. */
const DEEPEST = 50
/** Longer keywords cannot occur in a name. */
const LONGEST_WORD = 255

export class Coverage {
  private readonly names = new LabelTrie()
  private readonly words = new SubstringTrie()
  private readonly targets = new PrefixTree()
  private readonly sources = new PrefixTree()
  private readonly ports = new Map<RangeCondition['type'], NumberCover>()
  /** Everything else by its text: the last line that says it. */
  private readonly texts = new Map<string, number>()
  /** The lines that cover everything from here on. */
  private all: Covering | undefined

  /** The line decides about everything that its condition is true of. */
  add(condition: Condition, line: number, depth = 0): void {
    switch (condition.type) {
      case 'DOMAIN':
        this.names.add(condition.text, 'exact', line)
        break
      case 'DOMAIN-SUFFIX':
        this.names.add(condition.text, 'below', line)
        break
      case 'DOMAIN-KEYWORD':
        if (condition.text.length <= LONGEST_WORD) this.words.add(condition.text, line)
        break
      case 'IP-CIDR':
      case 'IP-CIDR6':
      case 'SRC-IP-CIDR':
        ;(condition.source ? this.sources : this.targets).add(condition.prefix, line)
        break
      case 'DST-PORT':
      case 'SRC-PORT':
      case 'IN-PORT': {
        const ports = this.portsOf(condition.type)
        for (const [low, high] of condition.ranges) ports.add(low, high, line)
        break
      }
      case 'OR':
        if (depth < DEEPEST) for (const part of condition.parts) this.add(part, line, depth + 1)
        this.addText(condition, line)
        break
      case 'AND': {
        const [only] = condition.parts
        if (only === undefined) this.addAll([line])
        else if (condition.parts.length === 1 && depth < DEEPEST) this.add(only, line, depth + 1)
        this.addText(condition, line)
        break
      }
      case 'DSCP':
        if (condition.ranges.length === 0) this.addAll([line])
        this.addText(condition, line)
        break
      case 'DOMAIN-WILDCARD':
        if (/^\*+$/.test(condition.text)) this.addAll([line])
        this.addText(condition, line)
        break
      case 'NETWORK': {
        this.addText(condition, line)
        const other = this.texts.get(`NETWORK,${condition.network === 'tcp' ? 'udp' : 'tcp'}`)
        if (other !== undefined) this.addAll([other, line])
        break
      }
      default:
        this.addText(condition, line)
    }
  }

  addAll(lines: Covering): void {
    this.all ??= lines
  }

  /**
   * The earlier lines that take everything this condition could match. Lines about the target's address count from
   * `knownFrom` on: since then nothing can have made the address known.
   */
  find(condition: Condition, knownFrom: number, depth = 0): Covering | undefined {
    return this.all ?? this.findOne(condition, knownFrom, depth)
  }

  private findOne(condition: Condition, knownFrom: number, depth: number): Covering | undefined {
    switch (condition.type) {
      case 'DOMAIN':
        return one(Math.min(this.names.find(condition.text), this.wordIn(condition.text)))
      case 'DOMAIN-SUFFIX':
        return one(Math.min(this.names.findBelow(condition.text), this.wordIn(condition.text)))
      case 'DOMAIN-KEYWORD':
        return one(this.wordIn(condition.text))
      case 'IP-CIDR':
      case 'IP-CIDR6':
      case 'SRC-IP-CIDR':
        return one(
          condition.source ? this.sources.find(condition.prefix) : this.targets.find(condition.prefix, knownFrom),
        )
      case 'DST-PORT':
      case 'SRC-PORT':
      case 'IN-PORT':
        return this.findPorts(condition)
      case 'AND':
      case 'OR':
        return this.findText(condition, knownFrom) ?? this.findParts(condition, knownFrom, depth)
      default:
        return this.findText(condition, knownFrom)
    }
  }

  private findParts({ type, parts }: LogicCondition, knownFrom: number, depth: number): Covering | undefined {
    if (depth >= DEEPEST) return undefined
    const lines = new Set<number>()
    for (const part of parts) {
      const found = this.find(part, knownFrom, depth + 1)
      if (type === 'AND' && found !== undefined) return found
      if (type === 'OR' && found === undefined) return undefined
      for (const line of found ?? []) lines.add(line)
    }
    return lines.size === 0 ? undefined : [...lines]
  }

  private findPorts({ type, ranges }: RangeCondition): Covering | undefined {
    const lines = new Set<number>()
    for (const [low, high] of ranges) {
      const found = this.ports.get(type)?.cover(low, high)
      if (found === undefined) return undefined
      for (const line of found) lines.add(line)
    }
    return [...lines].sort((a, b) => a - b)
  }

  /** The same condition again. */
  private findText(condition: Condition, knownFrom: number): Covering | undefined {
    const line = this.texts.get(keyOf(condition))
    return line === undefined || (looksAtTarget(condition) && line < knownFrom) ? undefined : [line]
  }

  private addText(condition: Condition, line: number): void {
    this.texts.set(keyOf(condition), line)
  }

  private wordIn(text: string): number {
    return text.length <= LONGEST_WORD ? this.words.find(text) : Infinity
  }

  private portsOf(type: RangeCondition['type']): NumberCover {
    const known = this.ports.get(type)
    if (known !== undefined) return known
    const ports = new NumberCover()
    this.ports.set(type, ports)
    return ports
  }
}

function one(line: number): Covering | undefined {
  return line === Infinity ? undefined : [line]
}

/** Params decide when an address is asked for, not what is true once it is known. */
function keyOf(condition: Condition): string {
  switch (condition.type) {
    case 'PROCESS-NAME':
    case 'PROCESS-PATH':
      return `${condition.type},${fold(condition.text)}`
    case 'GEOIP':
    case 'IP-ASN':
    case 'RULE-SET':
    case 'IP-SUFFIX':
      return printCondition({ ...condition, noResolve: true })
    default:
      return printCondition(condition)
  }
}
