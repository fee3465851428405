// lintRules: everything worth saying about a rule list, line by line.
import { isRuleError, type KnownNames, parseRule } from '../../formats/mihomo-rules/parse-rule.ts'
import type { Rule, Span } from '../../formats/mihomo-rules/rule.ts'
import type { Severity } from '../../model/diagnostic.ts'
import { loadRules } from './rule-book.ts'
import { type LineFinding, RuleLinter } from './rule-linter.ts'

export interface LintInput {
  /** Outbounds and groups besides the built-in ones. Left out: targets are not checked. */
  readonly targets?: readonly string[]
  /** Rule providers. Left out: RULE-SET is not checked. */
  readonly providers?: readonly string[]
  /** Lists of `sub-rules:` by name; they are linted too. */
  readonly subRules?: Readonly<Record<string, readonly string[]>>
  /** Outbounds without UDP: their lines shadow nothing for certain. */
  readonly noUdp?: readonly string[]
}

export interface RuleFinding extends LineFinding {
  /** The sub-rule list, when the line is in one. */
  readonly list?: string
  /** The line, from 0; `by` counts in the same list. */
  readonly index: number
  /** In the line, in UTF-16 units from 0. */
  readonly position: Span
}

/**
 * Errors that mihomo would have, lines that load and are probably not meant, and lines that can never decide: shadowed
 * and redundant ones with the line that takes what they match. What is reported is certain; a line that only a regular
 * expression, a wildcard or a database covers is not seen. Time grows with the length of the list, not with its square.
 */
export function lintRules(rules: readonly string[], input: LintInput = {}): readonly RuleFinding[] {
  const lists = Object.entries(input.subRules ?? {})
  const names: KnownNames = {
    ...(input.targets === undefined ? {} : { targets: new Set(input.targets) }),
    ...(input.providers === undefined ? {} : { providers: new Set(input.providers) }),
    ...(input.subRules === undefined ? {} : { subRules: new Set(lists.map(([name]) => name)) }),
  }
  const subRules =
    input.subRules === undefined ? undefined : new Map(lists.map(([name, lines]) => [name, lines.length]))
  const options = {
    ...(input.noUdp === undefined ? {} : { noUdp: input.noUdp }),
    ...(subRules === undefined ? {} : { subRules }),
  }
  const findings: RuleFinding[] = []
  for (const [list, lines] of lists) {
    const linter = new RuleLinter({ ...options, isSubRuleList: true, nameLine: (index) => `${list}[${index}]` })
    lintLines(lines, names, linter, (finding) => findings.push({ ...finding, list }))
  }
  if (lists.length > 0 && !findings.some(isError)) findings.push(...wrongReference(input))
  lintLines(rules, names, new RuleLinter(options), (finding) => findings.push(finding))
  return findings
}

function lintLines(
  lines: readonly string[],
  names: KnownNames,
  linter: RuleLinter,
  say: (finding: RuleFinding) => void,
): void {
  for (const [index, line] of lines.entries())
    lintLine(line, parseRule(line, names), linter, (finding) => say({ ...finding, index }))
}

/** Everything about one line, which is the next one of the linter's. */
export function lintLine(
  line: string,
  rule: ReturnType<typeof parseRule>,
  linter: RuleLinter,
  say: (finding: Omit<RuleFinding, 'index'>) => void,
): void {
  if (isRuleError(rule)) {
    linter.add(undefined)
    say({ severity: 'error', code: rule.code, message: rule.error, ...fixOf(rule), position: rule.position })
    return
  }
  for (const warning of rule.warnings) {
    say({
      severity: 'warning',
      code: warning.code,
      message: warning.message,
      ...fixOf(warning),
      position: warning.position,
    })
  }
  const finding = linter.add(rule)
  if (finding !== undefined && !isDead(rule)) say({ ...finding, position: { start: 0, end: line.length } })
}

/** A line that never matches anyway needs no second reason. */
function isDead({ warnings }: Rule): boolean {
  return warnings.some(
    ({ code }) => code === 'rules/never-matches' || code === 'rules/literal-prefix' || code === 'rules/not-a-label',
  )
}

function fixOf({ fix }: { readonly fix?: string }): { fix?: string } {
  return fix === undefined ? {} : { fix }
}

function isError({ severity }: { readonly severity: Severity }): boolean {
  return severity === 'error'
}

/** Sub-rule lists that lead back to themselves, or to no list. */
function wrongReference({ subRules }: LintInput): RuleFinding[] {
  const loaded = loadRules({ rules: [], ...(subRules === undefined ? {} : { subRules }) })
  if (!('error' in loaded)) return []
  const { list, index, start, end } = loaded.position
  return [
    {
      severity: 'error',
      code: loaded.code,
      message: loaded.error,
      index,
      position: { start, end },
      ...(list === undefined ? {} : { list }),
    },
  ]
}
