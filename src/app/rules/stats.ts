// gw rules stats: how many rules of which type, leading where. Any number of lines in bounded memory.
import { isRuleError, parseRule } from '../../formats/mihomo-rules/parse-rule.ts'
import { parseProviderEntry } from '../../formats/rule-file/provider-entry.ts'
import type { RulesStats } from '../../model/rules-result.ts'
import type { OnProgress } from './file-lines.ts'
import { openRules } from './rule-lines.ts'

/** Targets counted by name; a list whose targets are all different is no list of rules. */
const MOST_TARGETS = 10_000
const OTHERS = '(others)'

/** Throws Stop when the file cannot be read as rules. */
export async function statsOfFile(input: {
  readonly file: string
  readonly onProgress?: OnProgress
}): Promise<RulesStats> {
  const rules = await openRules(input.file)
  const { kind, behaviour } = rules
  const types = new Map<string, number>()
  const targets = new Map<string, number>()
  let count = 0
  let errors = 0
  let warnings = 0
  const look = (text: string) => {
    const rule = kind === 'provider' ? parseProviderEntry(text, behaviour ?? 'classical') : parseRule(text)
    count++
    if (isRuleError(rule)) {
      errors++
      return
    }
    warnings += rule.warnings.length
    add(types, rule.condition.type)
    if (kind !== 'provider')
      add(targets, targets.size < MOST_TARGETS || targets.has(rule.target) ? rule.target : OTHERS)
  }
  for (const lines of rules.subRules.values()) for (const { text } of lines) look(text)
  for await (const lines of rules.rules(input.onProgress)) for (const { text } of lines) look(text)
  return {
    file: input.file,
    kind,
    ...(behaviour === undefined ? {} : { behaviour }),
    rules: count,
    lists: rules.subRules.size,
    types: mostFirst(types),
    targets: mostFirst(targets),
    errors,
    warnings,
    exitCode: 0,
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
}
