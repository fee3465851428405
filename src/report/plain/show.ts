// A saved plan as text: when it was made and on what, then the plan.
import type { Plan } from '../../model/plan.ts'
import { visible, wrap } from './cells.ts'
import { formatTime } from './drift.ts'
import { type Page, paint } from './page.ts'
import { type NextArguments, renderPlan, wrapHints } from './plan.ts'

export function renderShow(page: Page, plan: Plan, next: NextArguments): string[] {
  const options = [
    ...plan.options.target.map((address) => `only ${address}`),
    ...plan.options.exclude.map((address) => `without ${address}`),
    ...plan.options.accept.map((address) => `accepting ${address}`),
  ]
  const made = `Saved plan of ${formatTime(plan.createdAt)} by ${plan.machine.user}, from ${plan.config.file}${
    options.length === 0 ? '' : ` (${options.join(', ')})`
  }.`
  return [
    ...wrap(visible(made), page.columns, 2).map((line) => paint(page, 'quiet', line)),
    ...renderPlan(page, plan),
    ...(plan.changes.length === 0
      ? []
      : wrapHints(page, 'The machine was not looked at.', [`Apply exactly this: gw apply${next.args}`])),
  ]
}
