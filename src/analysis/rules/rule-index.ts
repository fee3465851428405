// The rules of a list by what they look at: names in a trie, prefixes in radix trees, the rest in order. The answer is
// the one a walk from the first line to the last would give, lookups included (facts: mihomo.md §2).
import { fold } from '../../formats/mihomo-rules/letter-case.ts'
import type { Condition, Rule } from '../../formats/mihomo-rules/rule.ts'
import { LabelTrie } from '../../net/label-trie.ts'
import { PrefixTree } from '../../net/prefix-tree.ts'
import { SubstringTrie } from '../../net/substring-trie.ts'
import { Connection } from './connection.ts'
import { explain, NOTHING_FITS } from './explain.ts'
import { holds } from './holds.ts'
import type { Matched, Meta } from './match-types.ts'
import type { RuleBook } from './rule-book.ts'
import { walkSubRules } from './walk-sub-rules.ts'

export class RuleIndex {
  private readonly book: RuleBook
  private readonly noUdp: ReadonlySet<string>
  private tcp: View | undefined
  private udp: View | undefined

  constructor(book: RuleBook, noUdp: ReadonlySet<string>) {
    this.book = book
    this.noUdp = noUdp
  }

  match(meta: Meta): Matched {
    const connection = new Connection(meta)
    return this.viewFor(connection.network).match(connection)
  }

  private viewFor(network: 'tcp' | 'udp'): View {
    if (network === 'tcp' || this.noUdp.size === 0) {
      this.tcp ??= new View(this.book, (target) => !PASSING.has(target))
      return this.tcp
    }
    this.udp ??= new View(this.book, (target) => !PASSING.has(target) && !this.noUdp.has(target))
    return this.udp
  }
}

const PASSING: ReadonlySet<string> = new Set(['PASS', 'PASS-RULE'])

/** Longer keywords are compared one by one: in the trie they would cost length × length. */
const LONGEST_WORD = 255

/** One order of lines in which some targets are passed over: PASS always, outbounds without UDP for UDP. */
class View {
  private readonly book: RuleBook
  private readonly decides: (target: string) => boolean
  private readonly names = new LabelTrie()
  private readonly words = new SubstringTrie()
  private readonly targets = new PrefixTree()
  private readonly sources = new PrefixTree()
  private readonly processes = new Map<string, number>()
  private readonly paths = new Map<string, number>()
  /** Lines that are tried one by one. */
  private readonly rest: number[] = []
  /** The first line that asks DNS whatever came before it; passed-over lines ask too. */
  private asksAt = Infinity
  private matchAt = Infinity

  constructor(book: RuleBook, decides: (target: string) => boolean) {
    this.book = book
    this.decides = decides
    for (const [line, rule] of book.rules.entries()) {
      this.add(rule, line)
      if (this.matchAt !== Infinity) break
    }
  }

  match(connection: Connection): Matched {
    let best = Math.min(this.matchAt, this.byName(connection), this.bySource(connection))
    if (connection.destination !== undefined) best = Math.min(best, this.byTarget(connection, 0))
    const unsure: number[] = []
    for (const line of this.rest) {
      if (line >= best) break
      if (line > this.asksAt) best = Math.min(best, this.ask(connection))
      if (line >= best) break
      const hit = this.tryLine(line, connection)
      if (connection.isUnsure) unsure.push(line)
      connection.isUnsure = false
      if (hit !== undefined) return answer(line, hit, connection, unsure)
      if (connection.hasJustResolved()) best = Math.min(best, this.byTarget(connection, line))
    }
    if (best > this.asksAt) best = Math.min(best, this.ask(connection))
    const rule = this.book.rules[best]
    return answer(rule === undefined ? -1 : best, rule, connection, unsure)
  }

  private add(rule: Rule, line: number): void {
    const { condition, target } = rule
    if (condition.type === 'SUB-RULE') {
      this.rest.push(line)
      return
    }
    const decides = this.decides(target)
    if (condition.type === 'MATCH') {
      if (decides) this.matchAt = line
      return
    }
    if ('noResolve' in condition && !condition.noResolve && condition.type !== 'RULE-SET')
      this.asksAt = Math.min(this.asksAt, line)
    if (decides ? !this.file(condition, line) : 'parts' in condition) this.rest.push(line)
  }

  /** False: this kind of condition has no place but in the rest. */
  private file(condition: Condition, line: number): boolean {
    switch (condition.type) {
      case 'DOMAIN':
        this.names.add(condition.text, 'exact', line)
        return true
      case 'DOMAIN-SUFFIX':
        this.names.add(condition.text, 'below', line)
        return true
      case 'DOMAIN-KEYWORD':
        if (condition.text.length > LONGEST_WORD) return false
        this.words.add(condition.text, line)
        return true
      case 'IP-CIDR':
      case 'IP-CIDR6':
      case 'SRC-IP-CIDR':
        ;(condition.source ? this.sources : this.targets).add(condition.prefix, line)
        return true
      case 'PROCESS-NAME':
        return addFirst(this.processes, fold(condition.text), line)
      case 'PROCESS-PATH':
        return addFirst(this.paths, fold(condition.text), line)
      default:
        return false
    }
  }

  private byName({ ruleHost, process, processPath }: Connection): number {
    const byProcess = Math.min(this.processes.get(process) ?? Infinity, this.paths.get(processPath) ?? Infinity)
    return ruleHost === '' ? byProcess : Math.min(this.names.find(ruleHost), this.words.find(ruleHost), byProcess)
  }

  private bySource({ source }: Connection): number {
    return source === undefined ? Infinity : this.sources.find({ ip: source, bits: source.length * 32 })
  }

  /** Lines before `from` were tried while the address was unknown, and did not fit. */
  private byTarget({ destination }: Connection, from: number): number {
    return destination === undefined
      ? Infinity
      : this.targets.find({ ip: destination, bits: destination.length * 32 }, from)
  }

  /** The walk has come past the line that asks. */
  private ask(connection: Connection): number {
    connection.resolve()
    return connection.hasJustResolved() ? this.byTarget(connection, this.asksAt) : Infinity
  }

  private tryLine(line: number, connection: Connection): { target: string; rule: Rule } | undefined {
    const rule = this.book.rules[line]
    if (rule === undefined || rule.condition.type === 'MATCH') return undefined
    const { condition, target } = rule
    const isSubRule = condition.type === 'SUB-RULE'
    const [first] = isSubRule ? condition.parts : [condition]
    if (first === undefined || !holds(first, connection)) return undefined
    const hit = isSubRule ? walkSubRules(target, this.book.subRules, connection) : { target, rule }
    return hit !== undefined && this.decides(hit.target) ? hit : undefined
  }
}

function addFirst(lines: Map<string, number>, key: string, line: number): true {
  if (!lines.has(key)) lines.set(key, line)
  return true
}

function answer(
  index: number,
  hit: Rule | { target: string; rule: Rule } | undefined,
  connection: Connection,
  unsure: readonly number[],
): Matched {
  const rule = hit !== undefined && 'rule' in hit ? hit.rule : hit
  return {
    index,
    target: hit?.target ?? 'DIRECT',
    why: rule === undefined ? NOTHING_FITS : explain(rule, connection),
    ...(unsure.length === 0 ? {} : { unsure }),
    ...(connection.hasAsked ? { asks: true } : {}),
  }
}
