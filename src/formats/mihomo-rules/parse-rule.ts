// One line of `rules:` to data, or why mihomo refuses it (facts: mihomo.md §1). Never throws, whatever the text.
import { parseCondition, type Written } from './condition.ts'
import { Fields } from './fields.ts'
import { upper } from './letter-case.ts'
import { parseLogic, unknownType } from './parse-logic.ts'
import { Refused, shown, warning } from './problem.ts'
import type { Condition, Rule, RuleError, RuleWarning, Span } from './rule.ts'
import { BUILT_IN_TARGETS, hasCommas, type Known, knownType, nearestOf } from './types.ts'

export type Names = ReadonlySet<string> | readonly string[]

/** The names a line may use. What is left out is not checked. */
export interface KnownNames {
  /** Outbounds and groups, besides the built-in ones. */
  readonly targets?: Names
  /** Rule providers, for RULE-SET. */
  readonly providers?: Names
  /** Sub-rule lists, for SUB-RULE. */
  readonly subRules?: Names
}

/**
 * A line `TYPE,PAYLOAD,TARGET[,PARAM…]` as data. An error where mihomo would refuse the configuration, and nowhere
 * else; what loads and is probably not meant is in `warnings`. Positions are offsets in `line`.
 */
export function parseRule(line: string, names: KnownNames = {}): Rule | RuleError {
  return new Reader(line, true).read(names)
}

/** A line of a classical rule provider: `TYPE,PAYLOAD[,PARAM…]`, without a target (which is '' in the result). */
export function parseProviderLine(line: string): Rule | RuleError {
  return new Reader(line, false).read({})
}

export function isRuleError(result: Rule | RuleError): result is RuleError {
  return 'error' in result
}

const NO_WARNINGS: readonly RuleWarning[] = []
const NO_PARAMS: readonly string[] = []
/** A line with more that is odd than this is no rule that somebody wrote. */
const MOST_WARNINGS = 20

/** One line while it is read; a condition asks it for its payload, its params and their places. */
class Reader implements Written {
  payload = ''
  params = NO_PARAMS
  private payloadEnd = 2
  private readonly fields: Fields
  private readonly withTarget: boolean
  private readonly type: string
  private readonly known: Known | undefined
  private warnings: RuleWarning[] | undefined

  constructor(line: string, withTarget: boolean) {
    this.fields = new Fields(line)
    this.withTarget = withTarget
    this.type = upper(this.fields.at(0))
    this.known = knownType(this.type)
  }

  read(names: KnownNames): Rule | RuleError {
    const target = this.withTarget ? this.fields.at(this.targetIndex()) : ''
    const condition = this.withTarget ? (this.targetProblem(target, names) ?? this.condition()) : this.providerLine()
    if (condition instanceof Refused) return condition.toError(condition.span)
    const missing = names.providers === undefined ? undefined : missingProvider(condition, names.providers)
    if (missing !== undefined) {
      const place = this.placeOf('payload')
      return new Refused('rules/unknown-rule-set', `There is no rule provider ${shown(missing)}.`, place).toError(place)
    }
    return { condition, target, warnings: this.warnings ?? NO_WARNINGS }
  }

  /** Of a comma type the last field; of MATCH the second; of all others the third. 0, the type, when there is none. */
  private targetIndex(): number {
    const { count } = this.fields
    if (count < 2) return count
    if (this.known?.kind === 'match') return 1
    return this.known !== undefined && hasCommas(this.known) ? count - 1 : 2
  }

  private targetProblem(target: string, names: KnownNames): Refused | undefined {
    if (target === '') return this.noTarget()
    if (BUILT_IN_TARGETS.includes(target) || (names.targets !== undefined && has(names.targets, target)))
      return undefined
    const span = this.fields.spanOf(this.targetIndex())
    if (this.known?.kind === 'subRule') {
      if (names.subRules === undefined || has(names.subRules, target)) return undefined
      return new Refused('rules/unknown-sub-rule', `There is no sub-rule list ${shown(target)}.`, span)
    }
    if (names.targets === undefined) return undefined
    const near = nearestTarget(target, names.targets)
    const fix = near === undefined ? undefined : `Did you mean ${near}? Case counts.`
    return new Refused('rules/unknown-target', `There is no proxy or group ${shown(target)}.`, span, fix)
  }

  private noTarget(): Refused {
    const { line } = this.fields
    const fix = line.includes('，')
      ? 'The ， in it is a full-width comma: write an ASCII one.'
      : 'Write TYPE,PAYLOAD,TARGET.'
    return new Refused('rules/no-target', 'The rule has no target.', { start: 0, end: line.length }, fix)
  }

  /** Classical providers refuse MATCH, RULE-SET and SUB-RULE lines (facts: mihomo.md §6). */
  private providerLine(): Rule['condition'] | Refused {
    const kind = this.known?.kind
    if (kind !== 'match' && kind !== 'ruleSet' && kind !== 'subRule') return this.condition()
    return new Refused('rules/not-here', `${this.type} cannot stand in a rule provider.`, this.fields.spanOf(0))
  }

  private condition(): Rule['condition'] | Refused {
    const { known, fields } = this
    if (known?.kind === 'match') {
      this.warnIgnored(2)
      return { type: 'MATCH' }
    }
    const commas = known !== undefined && hasCommas(known)
    if (commas) this.payloadEnd = this.withTarget ? fields.count - 1 : fields.count
    this.payload = fields.joined(1, this.payloadEnd)
    if (this.payload === '') return new Refused('rules/no-payload', `${this.type} has no payload.`, fields.spanOf(0))
    if (known === undefined) return unknownType(this.type, fields.spanOf(0))
    if (known.kind === 'logic' || known.kind === 'subRule') return this.logic(known, this.payload)
    if (!commas && fields.count > this.firstParam) {
      this.params = Array.from({ length: fields.count - this.firstParam }, (_, index) =>
        fields.at(this.firstParam + index),
      )
    }
    return parseCondition(known, this)
  }

  placeOf(what: 'type' | 'payload' | number): Span {
    if (what === 'type') return this.fields.spanOf(0)
    return what === 'payload' ? this.fields.spanFrom(1, this.payloadEnd) : this.fields.spanOf(this.firstParam + what)
  }

  warn(code: string, message: string, span: Span, fix?: string): void {
    if (!this.hasRoom()) return
    this.warnings ??= []
    this.warnings.push(warning(code, message, span, fix))
  }

  private hasRoom(): boolean {
    return (this.warnings?.length ?? 0) < MOST_WARNINGS
  }

  private get firstParam(): number {
    return this.withTarget ? 3 : 2
  }

  private logic(known: Known & { kind: 'logic' | 'subRule' }, payload: string): Rule['condition'] | Refused {
    // mihomo puts the condition of a SUB-RULE in parentheses before it reads it.
    const added = known.kind === 'subRule' ? 1 : 0
    const text = added === 1 ? `(${payload})` : payload
    const inLine = ({ start, end }: Span): Span => ({
      start: this.fields.offset(1, Math.max(0, start - added)),
      end: this.fields.offset(1, Math.min(payload.length, end - added)),
    })
    const parts = parseLogic(known.type, text, (code, message, span, fix) => {
      if (this.hasRoom()) this.warn(code, message, inLine(span), fix)
    })
    if (parts instanceof Refused) return new Refused(parts.code, parts.message, inLine(parts.span), parts.fix)
    return { type: known.type, parts }
  }

  private warnIgnored(from: number): void {
    for (let index = from; index < this.fields.count; index++) {
      const field = this.fields.at(index)
      const message = `${this.type} takes no params: ${shown(field)} is ignored.`
      if (field !== '') this.warn('rules/param-ignored', message, this.fields.spanOf(index), 'Remove it.')
    }
  }
}

/** A name that is wrong in one line is wrong in many: the search for what was meant is done once for each. */
const nearestTargets = new WeakMap<Names, Map<string, string | undefined>>()
const MOST_NEAREST = 1000

function nearestTarget(target: string, targets: Names): string | undefined {
  const known = nearestTargets.get(targets) ?? new Map<string, string | undefined>()
  nearestTargets.set(targets, known)
  if (known.has(target)) return known.get(target)
  if (known.size >= MOST_NEAREST) return undefined
  const near = nearestOf(target, [...targets, ...BUILT_IN_TARGETS])
  known.set(target, near)
  return near
}

function has(names: Names, name: string): boolean {
  return 'has' in names ? names.has(name) : names.includes(name)
}

/** The first RULE-SET of the condition whose provider is not declared. */
function missingProvider(condition: Rule['condition'], providers: Names): string | undefined {
  const open: (Rule['condition'] | Condition)[] = [condition]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('parts' in next) for (let index = next.parts.length - 1; index >= 0; index--) push(open, next.parts[index])
    else if (next.type === 'RULE-SET' && !has(providers, next.text)) return next.text
  }
  return undefined
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item)
}
