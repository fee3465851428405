// The account of an apply: what was done, what failed, what was not started, what the machine is now, what to type next.
import type { Account } from '../../model/apply-event.ts'
import { assertNever } from '../../model/assert-never.ts'
import type { Plan } from '../../model/plan.ts'
import type { Address } from '../../model/resource.ts'
import { visible, wrap } from './cells.ts'
import { baseName, columnsFor, renderChange } from './change.ts'
import { renderGivenBack } from './destroy.ts'
import { plural, renderDiagnostics } from './diagnostic.ts'
import { type Page, paint } from './page.ts'
import { type NextArguments, ranges, renderUnknown, wrapHints } from './plan.ts'

/** `verb` is the one to go on with. */
export function renderAccount(
  page: Page,
  account: Account,
  plan: Plan,
  next: NextArguments,
  verb: 'apply' | 'destroy' = 'apply',
): string[] {
  if (account.failed === undefined && account.notStarted.length === 0 && account.exitCode === 0) {
    return verb === 'destroy' ? renderGivenBack(page, plan) : renderSuccess(page, account, plan, next)
  }
  return [
    '',
    ...renderLists(page, account, plan),
    ...renderProblems(page, account),
    ...renderMachine(page, account),
    '',
    ...renderWayOn(page, account, next, verb),
  ]
}

function renderSuccess(page: Page, account: Account, plan: Plan, next: NextArguments): string[] {
  const count = account.done.length
  const done = count === 0 ? '' : count === 1 ? 'The step is done. ' : `All ${count} steps are done. `
  const { target, exclude } = plan.options
  const isPart = target.length > 0 || exclude.length > 0
  const is = isPart ? 'what was asked for is so' : `is as ${baseName(plan.config.file)} says`
  const text = `${done}The machine was read again${isPart ? ':' : ' and'} ${is}.`
  return [
    '',
    ...wrap(visible(text), page.columns).map((line) => paint(page, 'good', line)),
    ...(account.problems.length === 0 ? [] : ['', ...renderDiagnostics(page, account.problems, new Map())]),
    ...wrapHints(page, '', [`Watch it: gw drift${next.where}`]),
  ]
}

function renderLists(page: Page, account: Account, plan: Plan): string[] {
  const failed = account.failed === undefined ? [] : [`Failed: ${numbersOf(plan, [account.failed.address])}.`]
  const lists = [
    `Done: ${numbersOf(plan, account.done)}.`,
    ...failed,
    ...(account.restart.length > 0 && account.notStarted.length === 0
      ? []
      : [`Not started: ${numbersOf(plan, account.notStarted)}.`]),
    ...(account.postponed.length === 0 ? [] : [`After the restart: ${numbersOf(plan, account.postponed)}.`]),
  ]
  return wrap(lists.join('  '), page.columns).map((line) => paint(page, 'strong', line))
}

/** Step numbers as the plan showed them; an address that the plan did not number stays an address. */
function numbersOf(plan: Plan, addresses: readonly Address[]): string {
  if (addresses.length === 0) return 'none'
  const numbered = new Map(plan.changes.map((change) => [change.address, change.number]))
  const numbers = addresses.flatMap((address) => numbered.get(address) ?? [])
  const others = addresses.filter((address) => !numbered.has(address))
  return [...(numbers.length === 0 ? [] : [ranges(numbers.sort((a, b) => a - b))]), ...others].join(', ')
}

function renderProblems(page: Page, account: Account): string[] {
  const { failed, problems } = account
  const all = failed === undefined ? problems : [failed.problem, ...problems.filter((one) => one !== failed.problem)]
  if (all.length === 0) return []
  const effect =
    failed === undefined ? [] : wrap(effectText(failed.effect), page.columns - 6).map((line) => `      ${line}`)
  return ['', ...renderDiagnostics(page, all, new Map()), ...effect]
}

function effectText(effect: NonNullable<Account['failed']>['effect']): string {
  switch (effect) {
    case 'none':
      return 'The machine was read again: this step changed nothing.'
    case 'partly':
      return 'The machine was read again: a part of this step took effect.'
    case 'took effect':
      return 'The machine was read again: the step took effect although it was reported as failed.'
    case 'unknown':
      return 'The machine could not be read again: nobody knows whether this step took effect.'
    default:
      return assertNever(effect)
  }
}

function renderMachine(page: Page, account: Account): string[] {
  const { remaining } = account
  if (remaining === undefined) {
    return ['', ...wrap('The machine now: unknown, it could not be read again.', page.columns)]
  }
  if (remaining.changes.length === 0 && remaining.unknown.length === 0) {
    return ['', ...wrap('The machine now: read again, and it is as declared.', page.columns)]
  }
  const postponed = new Set(account.postponed)
  const changes = remaining.changes.filter(({ address }) => !postponed.has(address))
  if (changes.length === 0 && remaining.unknown.length === 0)
    return ['', ...wrap('The machine now: read again; what is left waits for the restart.', page.columns)]
  const columns = columnsFor(page, changes, false)
  const as = remaining.inSync.length === 0 ? '' : `${remaining.inSync.length} as declared, `
  const what = `The machine now, read again: ${as}${plural(changes.length, 'difference')} left:`
  return [
    '',
    ...wrap(what, page.columns),
    ...changes.flatMap((change) => renderChange(page, { ...change, touches: [], knownAfter: [] }, columns)),
    ...renderUnknown(page, remaining.unknown),
  ]
}

function renderWayOn(page: Page, account: Account, { args }: NextArguments, verb: string): string[] {
  const look = verb === 'apply' ? [`Look: gw plan${args}`] : []
  switch (account.exitCode) {
    case 7:
      return wrapHints(page, 'The machine is not what the plan was made on.', [...look, `Then: gw ${verb}${args}`])
    case 9:
      return wrapHints(page, `Restart Windows now: ${account.restart.map(visible).join(', ')} needs it.`, [
        account.postponed.length === 0 && verb === 'apply'
          ? `Then look: gw plan${args}`
          : `Then go on: gw ${verb}${args}`,
      ])
    default:
      return wrapHints(page, `What is done is written down; ${verb} continues from here.`, [
        ...look,
        `Go on: gw ${verb}${args}`,
      ])
  }
}

/** The answer to the question was no. */
export function renderDeclined(page: Page): string[] {
  return wrap('Nothing has been changed.', page.columns)
}
