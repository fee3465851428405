// Makes a plan so: locks, compares the plan with the machine, takes one change at a time, and gives an exact account.

import type { Account, ApplyEvent } from '../model/apply-event.ts'
import { type Diagnostic, isError, Stop } from '../model/diagnostic.ts'
import { type Host, HostLost, type LockHolder } from '../model/host.ts'
import type { Change, Plan } from '../model/plan.ts'
import type { Address } from '../model/resource.ts'
import { Announced } from './announced.ts'
import { applyChange, type Outcome } from './apply-change.ts'
import { interrupted, locked, notConverged, remainingRound } from './apply-problems.ts'
import { Bookkeeping } from './bookkeeping.ts'
import { cannotRead } from './look-again.ts'
import { type PlanInput, type Planned, planFirst, planMachine } from './plan.ts'
import { comparePlans } from './plan-file.ts'
import { postponedBy } from './restart.ts'

export interface ApplyInput extends PlanInput {
  /** The plan that was shown, or saved. Its steps are computed again; a difference is refused. */
  readonly plan: Plan
  readonly verb: string
  on(event: ApplyEvent): void
  /** Aborted: the step under way is finished, then apply stops. */
  readonly signal: AbortSignal
}

/** Rounds after the plan for what a step was announced to disturb, for example a route that went with its prefix. */
const EXTRA_ROUNDS = 2

/**
 * Throws Stop before anything is changed: 6 locked, 7 the plan is stale, 1 it has errors or a resource could not be read.
 * After the first change every end is an Account.
 */
export async function applyPlan(input: ApplyInput): Promise<Account> {
  const { host } = input
  const machine = await host.identify()
  const holder: LockHolder = {
    by: machine.user,
    verb: input.verb,
    since: host.now().toISOString(),
    pid: process.pid,
    computerName: machine.computerName,
  }
  const other = await host.store.lock(holder)
  if (other !== undefined) throw new Stop([locked(other)], 6)
  try {
    const planned = await planFirst(input)
    refuse(input.plan, planned.plan)
    input.on({ type: 'started', plan: planned.plan })
    const account = await run(input, planned)
    input.on({ type: 'finished', account })
    return account
  } finally {
    await unlock(host)
  }
}

function refuse(saved: Plan, fresh: Plan): void {
  const stale = comparePlans(saved, fresh)
  if (stale.length > 0) throw new Stop(stale, 7)
  const errors = fresh.diagnostics.filter(isError)
  if (errors.length > 0) throw new Stop(errors, 1)
  if (fresh.unknown.length > 0) throw new Stop(fresh.unknown.map(cannotRead), 1)
}

async function run(input: ApplyInput, planned: Planned): Promise<Account> {
  const progress: Progress = { done: [], postponed: new Set(), restarting: new Set() }
  // A machine that is given back keeps no ledger, even where nothing else is to be done.
  const isGivenBack = input.gateway.resources.length === 0
  const isRenamed = input.takeOver !== undefined && planned.ledger.serial > 0
  if (planned.plan.changes.length === 0 && !isRenamed && !(isGivenBack && planned.ledger.serial > 0))
    return accountOf(progress, { remaining: planned.plan })
  const books = new Bookkeeping(input.host, input.registry, planned.ledger)
  const announced = new Announced(planned.plan, input.registry)
  let current = planned
  for (let round = 0; ; round++) {
    books.start(current.plan.changes)
    const failure = await runChanges(input, current, books, announced, progress)
    if (failure !== undefined) return failed(input, failure, current.plan, progress)
    const unwritten = await stopped(() => books.finish(input.gateway, planned.machine.user, current.plan))
    if (unwritten !== undefined) return failed(input, unwritten, current.plan, progress)
    current = await planMachine(input)
    const left = withoutPostponed(current, progress)
    // An object that cannot be told apart or read any more is not as declared, although nothing can be planned for it.
    const trouble = [...left.diagnostics.filter(isError), ...left.unknown.map(cannotRead)]
    if (trouble.length > 0) return accountOf(progress, { remaining: current.plan, problems: trouble, exitCode: 5 })
    if (left.changes.length === 0) {
      const kept = isGivenBack ? await stopped(() => books.retire()) : undefined
      if (kept !== undefined) return failed(input, kept, current.plan, progress)
      return accountOf(progress, { remaining: current.plan })
    }
    if (round === EXTRA_ROUNDS || !remainingRound(left, announced))
      return accountOf(progress, { remaining: current.plan, problems: [notConverged(left)], exitCode: 5 })
  }
}

/** How far an apply has come. */
interface Progress {
  readonly done: Change[]
  /** Left for after the restart that `restarting` needs. */
  readonly postponed: Set<Address>
  readonly restarting: Set<Address>
}

function accountOf({ done, postponed, restarting }: Progress, rest: Partial<Account>): Account {
  const isDone = new Set(done.map(({ address }) => address))
  return {
    done: [...isDone],
    notStarted: [],
    postponed: [...postponed],
    restart: [...restarting],
    problems: [],
    exitCode: restarting.size > 0 ? 9 : 0,
    ...rest,
  }
}

function withoutPostponed({ plan, draft }: Planned, { restarting }: Progress): Plan {
  const postponed = postponedBy(draft.inputs.graph, new Set([...restarting, ...plan.restarting]))
  const isNow = ({ address }: { readonly address?: Address }) => address === undefined || !postponed.has(address)
  const { changes, unknown, diagnostics } = plan
  return {
    ...plan,
    changes: changes.filter(isNow),
    unknown: unknown.filter(isNow),
    diagnostics: diagnostics.filter(isNow),
  }
}

interface Failure {
  /** Undefined when apply was interrupted between two changes. */
  readonly change: Change | undefined
  readonly problem: Diagnostic
  readonly effect: 'none' | 'partly' | 'took effect' | 'unknown'
}

/** After the first change also a ledger that cannot be written ends in an account. */
async function stopped(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    const [problem] = error instanceof Stop ? error.diagnostics : []
    if (problem === undefined) throw error
    return { change: undefined, problem, effect: 'unknown' }
  }
}

async function runChanges(
  input: ApplyInput,
  { plan, draft }: Planned,
  books: Bookkeeping,
  announced: Announced,
  progress: Progress,
): Promise<Failure | undefined> {
  const context = { input, draft, books, announced }
  const numbered = numbering(progress)
  const { graph } = draft.inputs
  for (const address of plan.restarting) progress.restarting.add(address)
  let postponed = postponedBy(graph, progress.restarting)
  for (const change of plan.changes) {
    if (input.signal.aborted) return { change: undefined, problem: interrupted(), effect: 'none' }
    if (postponed.has(change.address)) {
      progress.postponed.add(change.address)
      continue
    }
    const shown = numbered(change)
    input.on({ type: 'step-started', change: shown })
    const start = input.host.now().getTime()
    const outcome = await applyChange(context, change)
    const seconds = (input.host.now().getTime() - start) / 1000
    if (outcome.result === 'failed') {
      input.on({ type: 'step-failed', change: shown, problem: outcome.problem, seconds })
      return { change, problem: outcome.problem, effect: outcome.effect }
    }
    input.on(doneEvent(shown, outcome, seconds))
    progress.done.push(change)
    if (change.cost.outage === 'restart') {
      progress.restarting.add(change.address)
      postponed = postponedBy(graph, progress.restarting)
    }
  }
  return undefined
}

/** What a later round adds is counted on, so that no number is said twice. */
function numbering({ done }: Progress): (change: Change) => Change {
  const before = done.length
  return (change) => (before === 0 ? change : { ...change, number: before + change.number })
}

function doneEvent(change: Change, outcome: Exclude<Outcome, { result: 'failed' }>, seconds: number): ApplyEvent {
  return {
    type: 'step-done',
    change,
    outcome: outcome.result,
    seconds,
    ...(outcome.note === undefined ? {} : { note: outcome.note }),
  }
}

/** What was done, what was not, and what the machine is now, as far as it still answers. */
async function failed(
  input: ApplyInput,
  { change, problem, effect }: Failure,
  plan: Plan,
  progress: Progress,
): Promise<Account> {
  const told = new Set([...progress.done.map(({ address }) => address), ...progress.postponed])
  const notStarted = plan.changes
    .map(({ address }) => address)
    .filter((address) => !told.has(address) && address !== change?.address)
  const remaining = await replan(input)
  return accountOf(progress, {
    notStarted,
    problems: [problem],
    exitCode: problem.code === 'apply/not-announced' ? 7 : 5,
    ...(change === undefined ? {} : { failed: { address: change.address, problem, effect } }),
    ...(remaining === undefined ? {} : { remaining }),
  })
}

async function replan(input: ApplyInput): Promise<Plan | undefined> {
  try {
    return (await planMachine(input)).plan
  } catch (error) {
    if (error instanceof HostLost || error instanceof Stop) return undefined
    throw error
  }
}

async function unlock(host: Host): Promise<void> {
  try {
    await host.store.unlock()
  } catch (error) {
    // A machine that is lost keeps its lock; it names this process, so the next gw can tell that nobody holds it.
    // The same where its folder refuses.
    if (!(error instanceof HostLost || error instanceof Stop)) throw error
  }
}
