// One change: computed again on fresh rows, held against what was announced, made, and waited for until the machine shows it.

import type { Diagnostic } from '../model/diagnostic.ts'
import { HostLost } from '../model/host.ts'
import type { Change } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import { addressOf, type Kind } from '../model/resource.ts'
import type { TableName } from '../powershell/snapshot.ts'
import type { Announced } from './announced.ts'
import type { ApplyInput } from './apply.ts'
import { lost, notAnnounced, notSettled, refusedByWindows, unusable } from './apply-problems.ts'
import type { Bookkeeping } from './bookkeeping.ts'
import { compute } from './compute.ts'
import type { Draft } from './draft.ts'
import { fingerprint } from './fingerprint.ts'
import { withNeeds } from './graph.ts'
import { kindsOf, tablesOf } from './plan.ts'
import { runProgram } from './run-program.ts'

/** Time between two looks at a change that has yet to show, seconds. */
const SETTLE_POLL_SECONDS = 0.5

export interface Context {
  readonly input: ApplyInput
  readonly draft: Draft
  readonly books: Bookkeeping
  readonly announced: Announced
}

export type Outcome =
  | { readonly result: 'done' | 'already so' | 'recorded'; readonly note?: string }
  | {
      readonly result: 'failed'
      readonly problem: Diagnostic
      readonly effect: 'none' | 'partly' | 'took effect' | 'unknown'
    }

export async function applyChange(context: Context, change: Change): Promise<Outcome> {
  const { books } = context
  if (change.action === 'record') {
    books.record(change)
    return { result: 'recorded' }
  }
  try {
    return await makeSo(context, change)
  } catch (error) {
    if (!(error instanceof HostLost)) throw error
    return { result: 'failed', problem: lost(change, error), effect: await effectAfterLoss(context, change) }
  }
}

async function makeSo(context: Context, change: Change): Promise<Outcome> {
  const { input, books, announced } = context
  const before = await recompute(context, change)
  if (before.length === 0) {
    await books.done(change, undefined, await desiredOf(context, change))
    return { result: 'already so' }
  }
  const surprises = before.flatMap((fresh) => unannounced(fresh, announced, input.registry))
  if (surprises.length > 0) return { result: 'failed', problem: notAnnounced(change, surprises), effect: 'none' }
  await books.begin(change, before)
  for (const fresh of before) {
    const error = await runProgram(fresh.program, input.host)
    if (error === undefined) continue
    const left = await recompute(context, change)
    // Windows can say no and have done it all the same: what counts is what the machine shows.
    if (left.some(({ address }) => address === fresh.address))
      return { result: 'failed', problem: refusedByWindows(change, error), effect: effectOf(fresh, left) }
  }
  const problem = await settle(context, change)
  if (problem !== undefined) return { result: 'failed', problem, effect: 'partly' }
  await books.done(change, before, await desiredOf(context, change))
  return { result: 'done' }
}

/** What the change is on the rows of now: nothing when it is so already, several deletions for an interface to be cleared. */
async function recompute(context: Context, change: Change): Promise<Change[]> {
  const fresh = await readAgain(context, change)
  if (change.action === 'clear') {
    return fresh.changes.filter(
      (item) =>
        item.action === 'delete' &&
        item.cause === 'foreign' &&
        'interface' in item.before &&
        item.before.interface.toLowerCase() === change.interface.toLowerCase(),
    )
  }
  return fresh.changes.filter((item) => item.address === change.address && item.action !== 'record')
}

async function readAgain({ input, draft, books }: Context, change: Change): Promise<Draft> {
  const { graph } = draft.inputs
  const kinds: Kind[] = change.action === 'clear' ? ['NetIPAddress', 'NetRoute', 'NetIPInterface'] : [change.kind]
  const read = await input.host.read(tablesFor(input, kinds))
  const authorities = input.gateway.authorities.map(({ address }) => address)
  const selected = withNeeds(
    graph,
    [change.address, ...authorities].filter((address) => graph.needs.has(address)),
  )
  const isLeft = !graph.needs.has(change.address) && change.cause === 'left'
  const options = { ...input.options, target: isLeft ? [change.address] : [], exclude: [] }
  return compute({
    ...draft.inputs,
    snapshot: draft.inputs.snapshot.with(read),
    ledger: books.ledger,
    selected,
    options,
  })
}

/** Everything a resource stands on is looked at again too, so that nothing is decided on rows from before the first step. */
function tablesFor({ registry }: ApplyInput, kinds: readonly Kind[]): TableName[] {
  return kinds.length === 0
    ? tablesOf(registry, kindsOf(registry))
    : tablesOf(registry, [...kinds, 'NetIPInterface', 'HyperVSwitch', 'HyperVAdapter'])
}

function unannounced(fresh: Change, announced: Announced, registry: ApplyInput['registry']): string[] {
  const gone = fresh.touches.flatMap(({ kind, from }) => (from === undefined ? [] : [{ kind, props: from }]))
  if (fresh.action === 'delete' || fresh.action === 'replace') gone.push({ kind: fresh.kind, props: fresh.before })
  return gone
    .filter(({ kind, props }) => !announced.covers(kind, props))
    .map(({ kind, props }) => addressOf(kind, providerOf(registry, kind).key(props)))
}

/** Waits until the machine shows the change and it is ready for use. */
async function settle(context: Context, change: Change): Promise<Diagnostic | undefined> {
  const { host, registry, on } = context.input
  const { settleSeconds } = providerOf(registry, change.kind)
  const end = host.now().getTime() + settleSeconds * 1000
  for (let isTold = false; ; isTold = true) {
    const { isSo, state, note } = await look(context, change)
    if (isSo && state === 'ready') return undefined
    if (isSo && state === 'failed') return unusable(change, note ?? 'it failed')
    if (host.now().getTime() >= end) return notSettled(change, settleSeconds, note)
    if (!isTold) on({ type: 'waiting', change, for: note ?? 'the machine to show it' })
    await host.wait(SETTLE_POLL_SECONDS)
  }
}

interface Look {
  readonly isSo: boolean
  readonly state: 'ready' | 'settling' | 'failed'
  readonly note?: string
}

async function look(context: Context, change: Change): Promise<Look> {
  if ((await recompute(context, change)).length > 0) return { isSo: false, state: 'settling' }
  if (change.action === 'clear' || change.action === 'delete' || change.action === 'record')
    return { isSo: true, state: 'ready' }
  const fresh = await readAgain(context, change)
  const item = fresh.state.get(change.kind, fresh.desired.get(change.address) ?? change.after)
  return item === undefined
    ? { isSo: true, state: 'ready' }
    : { isSo: true, state: item.state, ...(item.note === undefined ? {} : { note: item.note }) }
}

async function desiredOf(context: Context, change: Change): Promise<ReturnType<Draft['desired']['get']>> {
  if (change.action === 'delete' || change.action === 'clear') return undefined
  return (await readAgain(context, change)).desired.get(change.address)
}

function effectOf(before: Change, left: readonly Change[]): 'none' | 'partly' {
  const now = left.find(({ address }) => address === before.address)
  if (now === undefined || now.action !== before.action) return 'partly'
  const propsOf = (change: Change) => fingerprint('before' in change ? change.before : undefined)
  return propsOf(now) === propsOf(before) ? 'none' : 'partly'
}

async function effectAfterLoss(
  context: Context,
  change: Change,
): Promise<'none' | 'partly' | 'took effect' | 'unknown'> {
  try {
    const left = await recompute(context, change)
    return left.length === 0 ? 'took effect' : effectOf(change, left)
  } catch (error) {
    if (error instanceof HostLost) return 'unknown'
    throw error
  }
}
