// A plan as text, in the reader's order: what is at stake, what changes and why, what to do next.
import { type Diagnostic, isError } from '../../model/diagnostic.ts'
import type { Finding, Plan, UnknownResource } from '../../model/plan.ts'
import { countActions, outageOf } from '../../model/plan-summary.ts'
import { spread, visible, wrap } from './cells.ts'
import { baseName, columnsFor, formatSeconds, renderChange } from './change.ts'
import { plural, renderDiagnostics } from './diagnostic.ts'
import { renderLoops } from './loops.ts'
import { type Page, paint } from './page.ts'

/** How the commands that come next are typed: the arguments that this run was given, with a space before each. */
export interface NextArguments {
  readonly args: string
  /** Only the file and the machine: what every verb takes. */
  readonly where: string
  /** The machine is a recording: there is nothing to apply to. */
  readonly isRecorded?: boolean
}

/** Everything up to the summary line; what to type next depends on the verb. */
export function renderPlan(page: Page, plan: Plan): string[] {
  const columns = columnsFor(page, plan.changes, true)
  return [
    ...renderHead(page, plan),
    ...renderStakes(page, plan),
    ...(plan.changes.length === 0 ? [] : ['']),
    ...plan.changes.flatMap((change) => renderChange(page, change, columns)),
    ...renderUnknown(page, plan.unknown),
    ...renderFindings(page, plan.findings),
    ...renderWarnings(page, plan.diagnostics),
    '',
    ...(plan.proof === undefined ? [] : renderLoops(page, plan.proof)),
    ...renderSummary(page, plan),
  ]
}

/** What `gw plan` says below the plan. */
export function renderPlanNext(page: Page, plan: Plan, next: NextArguments): string[] {
  if (plan.changes.length === 0) return []
  // An apply would refuse it: what is wrong comes first.
  if (plan.diagnostics.some(isError))
    return wrapHints(page, 'Nothing has been changed.', ['First mend the errors above.'])
  const script = `As PowerShell: gw plan${next.args} --script`
  const saved = plan.unknown.length === 0 ? [`Save for review: gw plan${next.args} -o plan.json`] : []
  const hints = next.isRecorded ? [script] : [`Apply: gw apply${next.args}`, script, ...saved]
  return wrapHints(page, 'Nothing has been changed.', hints)
}

/** After `gw plan -o`. */
export function renderSaved(page: Page, file: string, next: NextArguments): string[] {
  return wrapHints(page, `Saved to ${visible(file)}.`, [
    `Look again: gw show ${visible(file)}`,
    `Apply exactly this: gw apply ${visible(file)}${next.args}`,
  ])
}

/** After `gw plan --script FILE`. It is run by its path: PowerShell does not look in the current folder. */
export function renderScriptSaved(page: Page, file: string): string[] {
  const path = /\s/.test(file) ? `"${file}"` : file
  const run = `powershell -NoProfile -ExecutionPolicy Bypass -File ${visible(path)}`
  return wrapHints(page, `The script is in ${visible(file)}.`, ['Read it first.', `As administrator: ${run}`])
}

export function renderHead(page: Page, plan: Plan): string[] {
  const where = `${plan.gateway} on ${plan.machine.computerName} (${plan.host})`
  const reads = `${plural(plan.reads.tables, 'table')}, ${plural(plan.reads.roundTrips, 'round trip')}`
  return spread(visible(where), reads, page.columns).map((line, index) =>
    paint(page, index === 0 ? 'strong' : 'quiet', line),
  )
}

/** The line that somebody reads who reads only one. */
export function renderStakes(page: Page, plan: Plan): string[] {
  if (plan.changes.length === 0) return []
  const { seconds, cuts, restarts, oneWay } = outageOf(plan.changes)
  const cut = cuts.length > 0
  const sentences = [
    cut ? `Cuts the LAN for about ${formatSeconds(seconds)} at ${steps(cuts)}.` : 'Does not cut any traffic.',
    oneWay.length === 0 ? 'Nothing is one-way.' : `One-way, gw cannot undo it: ${steps(oneWay)}.`,
    restartSentence(plan, restarts),
  ]
  const alarm = cut || oneWay.length > 0 || restarts.length > 0 || plan.restarting.length > 0
  return wrap(`${alarm ? '! ' : ''}${sentences.join(' ')}`, page.columns, alarm ? 2 : 0).map((line) =>
    paint(page, alarm ? 'alarm' : 'plain', line),
  )
}

function restartSentence({ restarting }: Plan, restarts: readonly number[]): string {
  if (restarts.length > 0) return `Restart needed at ${steps(restarts)}; what is done by then stays.`
  return restarting.length === 0
    ? 'No restart.'
    : `Windows has yet to restart for ${restarting.map(visible).join(', ')}.`
}

function steps(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'step' : 'steps'} ${ranges(numbers)}`
}

/** 1, 2, 3, 7 → "1–3, 7". */
export function ranges(numbers: readonly number[]): string {
  const runs: { first: number; last: number }[] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run.last + 1 === number) run.last = number
    else runs.push({ first: number, last: number })
  }
  return runs
    .map(({ first, last }) => (first === last ? `${first}` : `${first}${last === first + 1 ? ', ' : '–'}${last}`))
    .join(', ')
}

export function renderUnknown(page: Page, unknown: readonly UnknownResource[]): string[] {
  if (unknown.length === 0) return []
  return [
    '',
    ...unknown.flatMap(({ address, position, id, reason }) => [
      `${paint(page, 'warning', '?')} ${paint(page, 'strong', visible(address))}  ${paint(
        page,
        'quiet',
        visible(`${baseName(position.file)}:${position.line}  unknown: ${id}`),
      )}`,
      ...wrap(visible(reason), page.columns - 4).map((line) => `    ${line}`),
    ]),
  ]
}

export function renderFindings(page: Page, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return []
  return [
    '',
    ...findings.flatMap(({ code, message, why, position }) => [
      ...wrap(`! ${code}  ${visible(message)}`, page.columns, 4).map((line) => paint(page, 'warning', line)),
      ...wrap(visible(why), page.columns - 4).map((line) => `    ${line}`),
      ...(position === undefined
        ? []
        : [paint(page, 'quiet', `    ${visible(`${baseName(position.file)}:${position.line}`)}`)]),
    ]),
  ]
}

export function renderWarnings(page: Page, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.length === 0 ? [] : ['', ...renderDiagnostics(page, diagnostics, new Map())]
}

function renderSummary(page: Page, plan: Plan): string[] {
  const counts = countActions(plan.changes)
  const parts = [
    [counts.create, 'to create'],
    [counts.change, 'to change'],
    [counts.replace, 'to replace'],
    [counts.delete, 'to delete'],
    [counts.record, 'to record in the ledger only'],
    [plan.unknown.length, 'unknown'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  if (said.length === 0) {
    const checked = `${plural(plan.inSync.length, 'resource')} checked`
    const text = `Nothing to do: the machine is as ${baseName(plan.config.file)} says. ${checked}.`
    return wrap(text, page.columns).map((line) => paint(page, 'good', line))
  }
  const rest = plan.inSync.length === 0 ? '' : ` ${plan.inSync.length} as declared.`
  return wrap(`${said.join(', ')}.${rest}`, page.columns)
}

/** One line of hints when they fit, else one hint a line. */
export function wrapHints(page: Page, lead: string, hints: readonly string[]): string[] {
  const one = [lead, ...hints].filter((part) => part !== '').join('   ')
  if (one.length <= page.columns) return [paintHints(page, one)]
  return [...(lead === '' ? [] : [lead]), ...hints.map((hint) => paintHints(page, `  ${hint}`))]
}

function paintHints(page: Page, text: string): string {
  return text.replace(/gw [a-z]+.*?(?= {3}|$)/g, (command) => paint(page, 'info', command))
}
