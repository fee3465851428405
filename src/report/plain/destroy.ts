// What destroying a gateway does, per resource, and what the machine is then: would it loop?
import type { Plan, Proof } from '../../model/plan.ts'
import { type Fate, fateOf } from '../../model/plan-summary.ts'
import { visible, wrap } from './cells.ts'
import { columnsFor, renderChange } from './change.ts'
import { renderLoops } from './loops.ts'
import { type Page, paint } from './page.ts'
import { renderHead, renderStakes, renderUnknown, renderWarnings } from './plan.ts'

export function renderDestroy(page: Page, plan: Plan): string[] {
  const columns = columnsFor(page, plan.changes, true)
  if (plan.changes.length === 0) return [...renderHead(page, plan), '', ...nothing(page, plan)]
  return [
    ...renderHead(page, plan),
    ...renderStakes(page, plan),
    '',
    ...plan.changes
      .filter((change) => fateOf(change) !== 'none')
      .flatMap((change) => renderChange(page, change, columns)),
    ...renderNothingToDo(page, plan),
    ...renderUnknown(page, plan.unknown),
    ...renderWarnings(page, plan.diagnostics),
    '',
    ...renderProof(page, plan.proof),
    ...wrap(summary(plan), page.columns),
  ]
}

/** What is left when all is done. */
export function renderGivenBack(page: Page, plan: Plan): string[] {
  const kept = plan.changes.filter((change) => fateOf(change) === 'keep').map(({ address }) => visible(address))
  const rest = kept.length === 0 ? '' : ` Kept, and no longer gw's: ${kept.join(', ')}.`
  const text = `The machine is given back: it was read again and is as it was before gw.${rest}`
  return ['', ...wrap(text, page.columns).map((line) => paint(page, 'good', line))]
}

/** What goes with its adapter, or is as it was: forgotten, and told in one sentence. */
function renderNothingToDo(page: Page, plan: Plan): string[] {
  const addresses = plan.changes.filter((change) => fateOf(change) === 'none').map(({ address }) => visible(address))
  if (addresses.length === 0) return []
  return ['', ...wrap(`Nothing has to be done for ${addresses.join(', ')}.`, page.columns)]
}

function nothing(page: Page, plan: Plan): string[] {
  const text = `Nothing to do: gw has nothing on ${visible(plan.machine.computerName)}.`
  return wrap(text, page.columns).map((line) => paint(page, 'good', line))
}

function renderProof(page: Page, proof: Proof | undefined): string[] {
  if (proof === undefined) return []
  if (proof.unproven === undefined && proof.loops.length === 0)
    return wrap(
      'The machine does not loop then: no interface with a default route leads back into a tunnel.',
      page.columns,
    )
  return renderLoops(page, proof)
}

function summary(plan: Plan): string {
  const count = (fate: Fate) => plan.changes.filter((change) => fateOf(change) === fate).length
  const parts = [
    [count('delete'), 'to delete'],
    [count('restore'), 'to restore'],
    [count('keep'), 'to keep'],
    [plan.unknown.length, 'unknown'],
  ] as const
  return `${parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ')}.`
}
