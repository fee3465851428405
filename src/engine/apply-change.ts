// One change: computed again on fresh rows, held against what was announced, made, and waited for until the machine shows it.

import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import { HostLost } from '../model/host.ts'
import type { Change } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import { addressOf, type Props } from '../model/resource.ts'
import type { Announced } from './announced.ts'
import type { ApplyInput } from './apply.ts'
import { lost, notAnnounced, notSettled, refusedByWindows, unusable } from './apply-problems.ts'
import type { Bookkeeping } from './bookkeeping.ts'
import type { Draft } from './draft.ts'
import { fingerprint } from './fingerprint.ts'
import { lookAgain, type View } from './look-again.ts'
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
    const problem = problemOf(change, error)
    if (problem === undefined) throw error
    return { result: 'failed', problem, effect: await effectAfterLoss(context, change) }
  }
}

/** A machine that is lost, or a ledger that cannot be written, is an end that has to be told; anything else is a bug. */
function problemOf(change: Change, error: unknown): Diagnostic | undefined {
  if (error instanceof HostLost) return lost(change, error)
  return error instanceof Stop ? error.diagnostics[0] : undefined
}

async function makeSo(context: Context, change: Change): Promise<Outcome> {
  const { input, books, announced } = context
  const view = await look(context, change)
  if (view.blocked !== undefined) return { result: 'failed', problem: view.blocked, effect: 'none' }
  if (view.steps.length === 0) {
    await books.done(change, undefined, view.desired)
    return { result: 'already so' }
  }
  const surprises = view.steps.flatMap((step) => unannounced(step, announced, input.registry))
  if (surprises.length > 0) return { result: 'failed', problem: notAnnounced(change, surprises), effect: 'none' }
  await books.begin(change, view.steps)
  for (const step of view.steps) {
    const error = await runProgram(step.program, input.host)
    if (error === undefined) continue
    const now = await look(context, change)
    // Windows can say no and have done it all the same: what counts is what the machine shows.
    const isLeft = now.blocked !== undefined || now.steps.some(({ address }) => address === step.address)
    if (!isLeft) continue
    const effect = effectOf(step, now)
    if (effect === 'none' && step === view.steps[0]) await books.withdraw(change)
    return { result: 'failed', problem: refusedByWindows(change, error), effect }
  }
  const settled = await settle(context, change)
  if ('problem' in settled) return { result: 'failed', problem: settled.problem, effect: 'partly' }
  await books.done(change, view.steps, settled.desired)
  return { result: 'done' }
}

function look({ input, draft, books }: Context, change: Change): Promise<View> {
  return lookAgain(input, draft, books.ledger, change)
}

function unannounced(step: Change, announced: Announced, registry: ApplyInput['registry']): string[] {
  const gone = step.touches.flatMap(({ kind, from }) => (from === undefined ? [] : [{ kind, props: from }]))
  if (step.action === 'delete' || step.action === 'replace') gone.push({ kind: step.kind, props: step.before })
  return gone
    .filter(({ kind, props }) => !announced.covers(kind, props))
    .map(({ kind, props }) => addressOf(kind, providerOf(registry, kind).key(props)))
}

/** Waits until the machine shows the change and it is ready for use. */
async function settle(
  context: Context,
  change: Change,
): Promise<{ desired: Props | undefined } | { problem: Diagnostic }> {
  const { host, registry, on } = context.input
  const { settleSeconds } = providerOf(registry, change.kind)
  const end = host.now().getTime() + settleSeconds * 1000
  for (let isTold = false; ; isTold = true) {
    const { steps, blocked, desired, state, note } = await look(context, change)
    const isSo = blocked === undefined && steps.length === 0
    // The rest of what waits for a restart is not gw's to do.
    if (isSo && (state === 'ready' || state === 'restart')) return { desired }
    if (isSo && state === 'failed') return { problem: unusable(change, note ?? 'it failed') }
    if (host.now().getTime() >= end) return { problem: blocked ?? notSettled(change, settleSeconds, note) }
    if (!isTold) on({ type: 'waiting', change, for: note ?? 'the machine to show it' })
    await host.wait(SETTLE_POLL_SECONDS)
  }
}

function effectOf(before: Change, { steps, blocked }: View): 'none' | 'partly' | 'unknown' {
  if (blocked !== undefined) return 'unknown'
  const now = steps.find(({ address }) => address === before.address)
  if (now === undefined || now.action !== before.action) return 'partly'
  const propsOf = (change: Change) => fingerprint('before' in change ? change.before : undefined)
  return propsOf(now) === propsOf(before) ? 'none' : 'partly'
}

async function effectAfterLoss(
  context: Context,
  change: Change,
): Promise<'none' | 'partly' | 'took effect' | 'unknown'> {
  try {
    const view = await look(context, change)
    return view.blocked === undefined && view.steps.length === 0 ? 'took effect' : effectOf(change, view)
  } catch (error) {
    if (error instanceof HostLost || error instanceof Stop) return 'unknown'
    throw error
  }
}
