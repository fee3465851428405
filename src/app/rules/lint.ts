// gw rules lint: everything worth saying about the rules of a file. Any number of lines in bounded memory.

import { lintLine, type RuleFinding } from '../../analysis/rules/lint-rules.ts'
import { loadRules } from '../../analysis/rules/rule-book.ts'
import { ruleDiagnostic } from '../../analysis/rules/rule-diagnostic.ts'
import { type LinterOptions, RuleLinter } from '../../analysis/rules/rule-linter.ts'
import { type KnownNames, parseRule } from '../../formats/mihomo-rules/parse-rule.ts'
import { parseProviderEntry } from '../../formats/rule-file/provider-entry.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { RulesFinding, RulesLint } from '../../model/rules-result.ts'
import type { OnProgress } from './file-lines.ts'
import { openRules, type RuleFile, type RuleLine } from './rule-lines.ts'

/** Findings that are kept with their text; more are only counted. */
const MOST_KEPT = 1000
/** Rules that are compared with the ones before them; what follows is read and checked line by line only. */
export const MOST_COMPARED = 2_000_000

export interface LintFileInput {
  readonly file: string
  readonly onProgress?: OnProgress
  /** Left out: MOST_COMPARED. */
  readonly mostCompared?: number
}

/** Throws Stop when the file cannot be read as rules; everything that is wrong in it is in the result. */
export async function lintFile({ file, onProgress, mostCompared = MOST_COMPARED }: LintFileInput): Promise<RulesLint> {
  const rules = await openRules(file)
  const found = new Findings()
  const names = namesIn(rules)
  const options = optionsOf(rules)
  for (const lines of rules.subRules.values()) {
    const linter = linterFor(lines, { ...options, isSubRuleList: true })
    for (const line of lines) lintOne(line, lines, rules, names, linter, found)
  }
  const wrong = found.counts.error === 0 ? wrongReference(rules) : undefined
  if (wrong !== undefined) found.add(wrong)
  const count = await lintAll(rules, names, options, found, mostCompared, onProgress)
  return {
    file,
    kind: rules.kind,
    ...(rules.behaviour === undefined ? {} : { behaviour: rules.behaviour }),
    rules: count + [...rules.subRules.values()].reduce((sum, lines) => sum + lines.length, 0),
    lists: rules.subRules.size,
    counts: found.counts,
    codes: Object.fromEntries([...found.codes].sort(([a], [b]) => a.localeCompare(b))),
    findings: found.kept,
    omitted: found.omitted,
    exitCode: found.counts.error > 0 ? 1 : 0,
  }
}

class Findings {
  readonly counts = { error: 0, warning: 0, info: 0 }
  readonly codes = new Map<string, number>()
  readonly kept: RulesFinding[] = []
  omitted = 0

  add(finding: RulesFinding): void {
    this.counts[finding.severity]++
    this.codes.set(finding.code, (this.codes.get(finding.code) ?? 0) + 1)
    if (this.kept.length < MOST_KEPT) this.kept.push(finding)
    else this.omitted++
  }
}

async function lintAll(
  rules: RuleFile,
  names: KnownNames,
  options: LinterOptions,
  found: Findings,
  mostCompared: number,
  onProgress?: OnProgress,
): Promise<number> {
  const compared: RuleLine[] = []
  let linter = linterFor(compared, options)
  let count = 0
  for await (const lines of rules.rules(onProgress)) {
    for (const line of lines) {
      if (++count <= mostCompared) compared.push(line)
      else if (count === mostCompared + 1) {
        found.add(tooMany(rules.file, line, mostCompared))
        // What was remembered for comparing is let go of, and nothing new is remembered.
        compared.length = 0
        linter = new RuleLinter({ ...options, forgets: true })
      }
      lintOne(line, compared, rules, names, linter, found)
    }
  }
  return count
}

/** Names another line by its number in the file and its text. */
function linterFor(lines: readonly RuleLine[], options: LinterOptions): RuleLinter {
  return new RuleLinter({ ...options, nameLine: (index) => lineName(lines[index]) })
}

function lineName(line: RuleLine | undefined): string {
  if (line === undefined) return 'another line'
  const text = line.text.length > 60 ? `${line.text.slice(0, 57)}…` : line.text
  return `line ${line.line} (${text})`
}

function lintOne(
  line: RuleLine,
  lines: readonly RuleLine[],
  rules: RuleFile,
  names: KnownNames,
  linter: RuleLinter,
  found: Findings,
): void {
  const { kind, behaviour = 'classical' } = rules
  const rule = kind === 'provider' ? parseProviderEntry(line.text, behaviour) : parseRule(line.text, names)
  lintLine(line.text, rule, linter, (finding) => {
    const by = finding.by === undefined ? undefined : lines[finding.by]
    const diagnostic = diagnosticOf(finding, line, rules)
    const { text, column } = line
    found.add({
      ...diagnostic,
      rule: { text, column },
      ...(by === undefined ? {} : { by: { line: by.line, text: by.text } }),
    })
  })
}

/** A provider skips its bad lines; they stop nothing (facts: mihomo.md §6). */
function diagnosticOf(
  finding: Omit<RuleFinding, 'index'>,
  { text, line, column }: RuleLine,
  { file, kind }: RuleFile,
): Diagnostic {
  const { severity } = finding
  const diagnostic = ruleDiagnostic(finding, text, { file, line, column })
  return { ...diagnostic, severity: severity === 'error' && kind === 'provider' ? 'warning' : severity }
}

function namesIn({ names, subRules }: RuleFile): KnownNames {
  if (names === undefined) return {}
  return { targets: new Set(names.targets), providers: new Set(names.providers), subRules: new Set(subRules.keys()) }
}

function optionsOf({ names, subRules }: RuleFile): LinterOptions {
  if (names === undefined) return {}
  return { noUdp: names.noUdp, subRules: new Map([...subRules].map(([name, lines]) => [name, lines.length])) }
}

/** A list that leads back to itself, or to no list. */
function wrongReference(rules: RuleFile): RulesFinding | undefined {
  if (rules.subRules.size === 0) return undefined
  const texts = Object.fromEntries([...rules.subRules].map(([name, lines]) => [name, lines.map(({ text }) => text)]))
  const loaded = loadRules({ rules: [], subRules: texts })
  if (!('error' in loaded)) return undefined
  const { list = '', index, start, end } = loaded.position
  const line = rules.subRules.get(list)?.[index]
  if (line === undefined) return undefined
  const problem = { code: loaded.code, error: loaded.error, position: { start, end } }
  const place = { file: rules.file, line: line.line, column: line.column }
  return { ...ruleDiagnostic(problem, line.text, place), rule: { text: line.text, column: line.column } }
}

function tooMany(file: string, { text, line, column }: RuleLine, most: number): RulesFinding {
  return {
    rule: { text, column },
    severity: 'warning',
    code: 'rules/too-many',
    message: `From here on rules are checked one by one: ${most} are compared with each other at most.`,
    fix: 'Put big lists into rule providers.',
    position: { file, line, column },
  }
}
