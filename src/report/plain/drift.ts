// What somebody else changed on the machine, as text, and the three ways to deal with it.
import type { Plan } from '../../model/plan.ts'
import { countCauses, diagnosticsOf, driftOf } from '../../model/plan-summary.ts'
import { asFound } from './as-found.ts'
import { visible, wrap } from './cells.ts'
import { baseName, columnsFor, renderChange } from './change.ts'
import { plural } from './diagnostic.ts'
import { type Page, paint } from './page.ts'
import { type NextArguments, renderFindings, renderUnknown, renderWarnings, wrapHints } from './plan.ts'

export function renderDrift(page: Page, plan: Plan, next: NextArguments): string[] {
  const { drift, pendingEdits } = driftOf(plan)
  const found = drift.map(asFound)
  const { findings } = plan
  const columns = columnsFor(page, found, false)
  const { drifted, missing, foreign } = countCauses(drift)
  const reported = findings.length === 0 ? '' : ` ${plural(findings.length, 'finding')} that gw only reports.`
  const blind = plan.unknown.length === 0 ? '' : ` ${plan.unknown.length} could not be read.`
  const counts = `${drifted} drifted, ${missing} missing, ${foreign} foreign.${reported}${blind}`
  const pending =
    pendingEdits === 0
      ? 'No edits pending.'
      : `${plural(pendingEdits, 'edit')} pending: gw plan${next.args} shows them.`
  return [
    ...renderHead(page, plan),
    ...(drift.length === 0 ? [] : ['']),
    ...found.flatMap((change) => renderChange(page, change, columns)),
    ...renderUnknown(page, plan.unknown),
    ...renderWarnings(page, diagnosticsOf(plan, drift)),
    ...renderFindings(page, findings),
    '',
    ...wrap(`${counts} ${pending}`, page.columns),
    ...renderWaysOut(page, plan, next),
  ]
}

function renderHead(page: Page, plan: Plan): string[] {
  const applied =
    plan.lastApplied === undefined
      ? 'never applied'
      : `last applied ${formatTime(plan.lastApplied.at)} by ${plan.lastApplied.by}`
  const text = visible(`${plan.gateway} on ${plan.machine.computerName} (${plan.host}), ${applied}`)
  return wrap(text, page.columns, 2).map((line) => paint(page, 'strong', line))
}

function renderWaysOut(page: Page, plan: Plan, next: NextArguments): string[] {
  const [first] = driftOf(plan).drift
  if (first === undefined) return []
  const position = first.properties.find((property) => property.position !== undefined)?.position ?? first.position
  const keep =
    position === undefined ? 'Keep it: change the file' : `Keep it: change ${baseName(position.file)}:${position.line}`
  return wrapHints(page, '', next.isRecorded ? [keep] : [`Put it back: gw apply${next.args}`, keep])
}

/** `2026-11-20 21:14`, with UTC when the machine's clock was read so. */
export function formatTime(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})[^Z]*(Z?)$/.exec(iso)
  return match === null ? iso : `${match[1]} ${match[2]}${match[3] === 'Z' ? ' UTC' : ''}`
}
