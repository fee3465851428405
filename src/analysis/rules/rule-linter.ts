// Rules one after the other: which of them can never decide, and which line is why.
import type { Rule } from '../../formats/mihomo-rules/rule.ts'
import type { Severity } from '../../model/diagnostic.ts'
import { alwaysAsks, mayAsk } from './asking.ts'
import { Coverage, type Covering } from './coverage.ts'

export interface LinterOptions {
  /** Outbounds without UDP: their lines cover nothing for certain. */
  readonly noUdp?: readonly string[]
  /** The sub-rule lists with how many lines they have; left out: not looked at. */
  readonly subRules?: ReadonlyMap<string, number>
  /** These rules are a sub-rule list: PASS leaves it, and so decides here. */
  readonly isSubRuleList?: boolean
  /** Lines are looked at one by one, and nothing is remembered of them. */
  readonly forgets?: boolean
  /** How a message calls another line; `rules[7]` when left out. */
  readonly nameLine?: (index: number) => string
}

export interface LineFinding {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  readonly fix?: string
  /** The line that takes what this one could match; the last one, when it takes several. */
  readonly by?: number
}

export class RuleLinter {
  private readonly options: LinterOptions
  private readonly noUdp: ReadonlySet<string>
  private readonly coverage = new Coverage()
  /** The number of a target, by name, and of each line: small even for millions of lines. */
  private readonly targetNumbers = new Map<string, number>()
  private readonly targets: number[] = []
  /** The first line that asks for the address whatever came before it. */
  private asksAt: number | undefined
  private lastAsk = -1

  constructor(options: LinterOptions = {}) {
    this.options = options
    this.noUdp = new Set(options.noUdp)
  }

  /** The next line: what is to be said about it, given all lines before. Wrong lines are given as undefined. */
  add(rule: Rule | undefined): LineFinding | undefined {
    if (this.options.forgets === true) return rule === undefined ? undefined : this.lonely(rule, mayAsk(rule.condition))
    const line = this.targets.length
    this.targets.push(rule === undefined ? -1 : this.numberOf(rule.target))
    if (rule === undefined) return undefined
    const { condition } = rule
    const asks = mayAsk(condition) && this.asksAt === undefined
    if (asks) this.lastAsk = line
    const covering = this.coveringOf(rule)
    if (alwaysAsks(condition)) this.asksAt ??= line
    if (covering === undefined && this.decides(rule)) this.register(rule, line)
    return covering === undefined ? this.lonely(rule, asks) : this.covered(rule, line, covering, asks)
  }

  private coveringOf({ condition }: Rule): Covering | undefined {
    const knownFrom = this.asksAt ?? this.lastAsk + 1
    if (condition.type === 'MATCH') return this.coverage.find({ type: 'AND', parts: [] }, knownFrom)
    const [first] = condition.type === 'SUB-RULE' ? condition.parts : [condition]
    return first === undefined ? undefined : this.coverage.find(first, knownFrom)
  }

  private register({ condition }: Rule, line: number): void {
    if (condition.type === 'MATCH') this.coverage.addAll([line])
    else if (condition.type !== 'SUB-RULE') this.coverage.add(condition, line)
  }

  /** Whether the walk ends at this line for every connection its condition is true of. */
  private decides({ target }: Rule): boolean {
    if (target === 'PASS-RULE') return false
    return this.options.isSubRuleList === true || (target !== 'PASS' && !this.noUdp.has(target))
  }

  /** `asks`: a lookup is all that the line still does, and later lines can notice it. */
  private covered({ condition, target }: Rule, line: number, covering: Covering, asks: boolean): LineFinding {
    const by = covering.at(-1) ?? 0
    const others = covering.length > 1 ? ` and ${covering.length - 1} more` : ''
    const name = `${this.nameLine(by)}${others}`
    if (asks) {
      const message = `This never decides: ${name} takes everything it matches. Its lookup is all it does.`
      return { severity: 'warning', code: 'rules/shadowed', message, fix: 'Move it up.', by }
    }
    const isSame =
      condition.type !== 'SUB-RULE' && covering.every((other) => this.targets[other] === this.targets[line])
    if (isSame) {
      const message =
        target === ''
          ? `Superfluous: ${name} already holds what this matches.`
          : `Superfluous: ${name} already leads to ${shown(target)} whatever this matches.`
      return { severity: 'info', code: 'rules/redundant', message, fix: 'Remove it.', by }
    }
    const message = `This is never reached: ${name} takes everything it matches.`
    return { severity: 'warning', code: 'rules/shadowed', message, fix: 'Move it up, or remove it.', by }
  }

  /** What is pointless without any other line. */
  private lonely({ condition, target }: Rule, asks: boolean): LineFinding | undefined {
    if (condition.type === 'SUB-RULE') {
      const lines = this.options.subRules?.get(target)
      if (this.options.subRules === undefined || (lines !== undefined && lines > 0)) return undefined
      const what =
        lines === undefined ? `${shown(target)} is no sub-rule list` : `The sub-rule list ${shown(target)} is empty`
      return { severity: 'warning', code: 'rules/leads-nowhere', message: `${what}, so this line never decides.` }
    }
    if (target !== 'PASS' || asks || this.options.isSubRuleList === true) return undefined
    const message = 'PASS goes on with the next line, so this line changes nothing here.'
    return { severity: 'warning', code: 'rules/no-effect', message, fix: 'Remove it, or write DIRECT.' }
  }

  private nameLine(index: number): string {
    return this.options.nameLine?.(index) ?? `rules[${index}]`
  }

  private numberOf(target: string): number {
    const known = this.targetNumbers.get(target)
    if (known !== undefined) return known
    this.targetNumbers.set(target, this.targetNumbers.size)
    return this.targetNumbers.size - 1
  }
}

function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 57)}…` : name
}
