// What the commands about rule files found out, as text.
import type { RuleFileInfo, RulesFind, RulesFinding, RulesLint, RulesStats } from '../../model/rules-result.ts'
import { cells, padTo, visible, wrap } from './cells.ts'
import type { Sources } from './code-frame.ts'
import { plural, renderDiagnostics } from './diagnostic.ts'
import { type Page, paint } from './page.ts'

/** More findings than this are counted by their codes. */
const MOST_SHOWN = 50

/** `--all` shows every finding that was kept. */
export function renderRulesLint(page: Page, result: RulesLint, all: boolean): string[] {
  const shown = all ? result.findings : result.findings.slice(0, MOST_SHOWN)
  const left = result.findings.length + result.omitted - shown.length
  return [
    ...heading(page, result),
    '',
    ...renderDiagnostics(page, shown, sourcesOf(shown)),
    ...(shown.length > 0 ? [''] : []),
    ...(left > 0 ? [...remaining(page, result, left, all), ''] : []),
    summary(page, result),
  ]
}

/** Lines beyond this are shown without their text. */
const LAST_LINE = 2_000_000

/** The file as far as it has to be shown: the rules in their places, and nothing between them. */
function sourcesOf(findings: readonly RulesFinding[]): Sources {
  const lines = new Map<number, string>()
  const [file] = findings.flatMap(({ position }) => position?.file ?? [])
  for (const { position, rule } of findings) {
    if (position !== undefined && position.line <= LAST_LINE) {
      lines.set(position.line, ' '.repeat(rule.column - 1) + rule.text)
    }
  }
  let text = ''
  let at = 1
  for (const [line, shown] of [...lines].sort(([a], [b]) => a - b)) {
    text += '\n'.repeat(line - at) + shown
    at = line
  }
  return new Map(file === undefined ? [] : [[file, text]])
}

function remaining(page: Page, { codes }: RulesLint, left: number, all: boolean): string[] {
  const rows = Object.entries(codes).map(([code, count]) => [code, count] as const)
  const more = all ? `${grouped(left)} more.` : `${grouped(left)} more; --all shows them. In all:`
  return [...wrap(more, page.columns), ...columns(rows)]
}

function summary(page: Page, { counts: { error, warning, info } }: RulesLint): string {
  const text = `${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(info, 'note')}.`
  return paint(page, error > 0 ? 'error' : 'good', text)
}

export function renderRulesFind(page: Page, result: RulesFind): string[] {
  const { file, host, port, network, rule, target, why, notes } = result
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}/${network}`
  const arrow = target === undefined ? '' : ` → ${target}`
  return [
    ...wrap(paint(page, 'strong', visible(`${place}${arrow}`)), page.columns, 2),
    ...(rule === undefined
      ? []
      : [
          paint(page, 'quiet', visible(`${file}:${rule.line}:${rule.column}`)),
          ...wrap(visible(rule.text), page.columns - 2, 2).map((line) => `  ${line}`),
        ]),
    ...wrap(visible(why), page.columns - 2, 0).map((line) => `  ${line}`),
    ...notes.flatMap((note) => wrap(visible(note), page.columns, 2).map((line) => paint(page, 'info', line))),
  ]
}

export function renderRulesStats(page: Page, result: RulesStats): string[] {
  const { types, targets, errors, warnings, file } = result
  return [
    ...heading(page, result),
    ...section(page, 'Types', types),
    ...section(page, 'Targets', targets),
    ...(errors + warnings === 0
      ? []
      : [
          '',
          ...wrap(
            `${plural(errors, 'error')}, ${plural(warnings, 'warning')}: gw rules lint ${visible(file)}`,
            page.columns,
            2,
          ),
        ]),
  ]
}

/** Rows shown of each table. */
const MOST_ROWS = 30

function section(page: Page, title: string, rows: readonly (readonly [string, number])[]): string[] {
  if (rows.length === 0) return []
  const left = rows.length - MOST_ROWS
  return [
    '',
    paint(page, 'strong', title),
    ...columns(rows.slice(0, MOST_ROWS).map(([name, count]) => [shorter(visible(name), page.columns - 16), count])),
    ...(left > 0 ? [`  and ${grouped(left)} more`] : []),
  ]
}

function shorter(text: string, width: number): string {
  if (cells(text) <= width) return text
  let short = ''
  for (const letter of text) {
    if (cells(short + letter) >= width) break
    short += letter
  }
  return `${short}…`
}

function columns(rows: readonly (readonly [string, number])[]): string[] {
  const width = Math.max(...rows.map(([name]) => cells(name)))
  const digits = Math.max(...rows.map(([, count]) => grouped(count).length))
  return rows.map(([name, count]) => `  ${padTo(name, width)}  ${grouped(count).padStart(digits)}`)
}

function heading(page: Page, { file, kind, behaviour, rules, lists }: RuleFileInfo): string[] {
  const what =
    kind === 'provider'
      ? `a rule provider (${behaviour ?? 'classical'})`
      : kind === 'config'
        ? 'a configuration'
        : 'a list'
  const parts = [
    `${grouped(rules)} ${rules === 1 ? 'rule' : 'rules'}`,
    ...(lists > 0 ? [plural(lists, 'sub-rule list')] : []),
  ]
  return wrap(visible(`${file}: ${what}, ${parts.join(', ')}.`), page.columns, 2)
}

/** 150001 → 150,001 */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
