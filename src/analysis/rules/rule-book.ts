// A rule list and its sub-rule lists as mihomo holds them after loading, or why it would not load them.
import { isRuleError, type KnownNames, parseRule } from '../../formats/mihomo-rules/parse-rule.ts'
import type { Rule } from '../../formats/mihomo-rules/rule.ts'
import type { NotLoaded } from './match-types.ts'

export interface RuleSource {
  readonly rules: readonly string[]
  readonly targets?: readonly string[]
  readonly providers?: readonly string[]
  readonly subRules?: Readonly<Record<string, readonly string[]>>
}

export interface RuleBook {
  readonly rules: readonly Rule[]
  readonly subRules: ReadonlyMap<string, readonly Rule[]>
}

/** Sub-rule lists are read first, as mihomo does; the first wrong line is the answer. */
export function loadRules(source: RuleSource): RuleBook | NotLoaded {
  const lists = Object.entries(source.subRules ?? {})
  const names: KnownNames = {
    ...(source.targets === undefined ? {} : { targets: new Set(source.targets) }),
    ...(source.providers === undefined ? {} : { providers: new Set(source.providers) }),
    subRules: new Set(lists.map(([name]) => name)),
  }
  const subRules = new Map<string, readonly Rule[]>()
  for (const [name, lines] of lists) {
    const rules = parseAll(lines, names, name)
    if ('error' in rules) return rules
    subRules.set(name, rules)
  }
  const wrong = wrongReference(subRules, source.subRules ?? {})
  if (wrong !== undefined) return wrong
  const rules = parseAll(source.rules, names)
  return 'error' in rules ? rules : { rules, subRules }
}

function parseAll(lines: readonly string[], names: KnownNames, list?: string): Rule[] | NotLoaded {
  const rules: Rule[] = []
  for (const [index, line] of lines.entries()) {
    const rule = parseRule(line, names)
    if (isRuleError(rule)) return notLoaded(rule.code, rule.error, { list, index, ...rule.position })
    rules.push(rule)
  }
  return rules
}

function notLoaded(
  code: string,
  error: string,
  { list, index, start, end }: { list?: string | undefined; index: number; start: number; end: number },
): NotLoaded {
  return { code, error, position: { ...(list === undefined ? {} : { list }), index, start, end } }
}

/** A SUB-RULE inside a list has to name a list, and no list may lead back to itself. */
function wrongReference(
  subRules: ReadonlyMap<string, readonly Rule[]>,
  lines: Readonly<Record<string, readonly string[]>>,
): NotLoaded | undefined {
  const done = new Set<string>()
  for (const name of subRules.keys()) {
    const path: { list: string; next: number }[] = [{ list: name, next: 0 }]
    const onPath = new Set([name])
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { list } = frame
      const index = done.has(list) ? -1 : nextReference(subRules.get(list) ?? [], frame.next)
      if (index === -1) {
        done.add(list)
        onPath.delete(list)
        path.pop()
        continue
      }
      frame.next = index + 1
      const target = subRules.get(list)?.[index]?.target ?? ''
      const place = { list, index, start: 0, end: lines[list]?.[index]?.length ?? 0 }
      if (!subRules.has(target))
        return notLoaded('rules/unknown-sub-rule', `There is no sub-rule list "${target}".`, place)
      if (onPath.has(target)) {
        const cycle = [...path.map((step) => step.list), target].slice(path.findIndex((step) => step.list === target))
        return notLoaded('rules/sub-rule-cycle', `Sub-rule lists lead back to themselves: ${cycle.join(' → ')}.`, place)
      }
      onPath.add(target)
      path.push({ list: target, next: 0 })
    }
  }
  return undefined
}

function nextReference(rules: readonly Rule[], from: number): number {
  return rules.findIndex(({ condition }, index) => index >= from && condition.type === 'SUB-RULE')
}
