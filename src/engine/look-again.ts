// One change, seen on rows of now: what is still to do for it, and whether what is there can be used.

import { type Diagnostic, isError } from '../model/diagnostic.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Change, Plan } from '../model/plan.ts'
import type { Kind, Props } from '../model/resource.ts'
import type { ApplyInput } from './apply.ts'
import { compute } from './compute.ts'
import type { Draft } from './draft.ts'
import { withNeeds } from './graph.ts'
import { tablesOf, tablesOfHolders } from './plan.ts'

export interface View {
  /** What is left to do: nothing when it is so, several deletions for an interface that is being cleared. */
  readonly steps: readonly Change[]
  /** Why nothing can be said or done of it now. Then `steps` is empty and means nothing. */
  readonly blocked?: Diagnostic
  readonly desired?: Props
  readonly state: 'ready' | 'settling' | 'restart' | 'failed'
  readonly note?: string
}

/** Reads the tables of the change and of what it stands on, and computes it again. */
export async function lookAgain(input: ApplyInput, draft: Draft, ledger: Ledger, change: Change): Promise<View> {
  const { graph } = draft.inputs
  const kinds: Kind[] = change.action === 'clear' ? ['NetIPAddress', 'NetRoute'] : [change.kind]
  const holders = change.cause === 'left' ? tablesOfHolders(input.registry, [change.kind]) : []
  const read = await input.host.read([
    ...tablesOf(input.registry, [...kinds, 'NetIPInterface', 'HyperVSwitch', 'HyperVAdapter']),
    ...holders,
  ])
  const authorities = draft.inputs.gateway.authorities.map(({ address }) => address)
  const selected = withNeeds(
    graph,
    [change.address, ...authorities].filter((address) => graph.needs.has(address)),
  )
  const isLeft = change.cause === 'left' && !graph.needs.has(change.address)
  const options = { ...input.options, target: isLeft ? [change.address] : [], exclude: [] }
  const fresh = compute({ ...draft.inputs, snapshot: draft.inputs.snapshot.with(read), ledger, selected, options })
  const blocked = trouble(fresh, change) ?? heldNow(fresh, change)
  if (blocked !== undefined) return { steps: [], blocked, state: 'settling' }
  return { steps: stepsFor(change, fresh), ...readiness(change, fresh) }
}

function stepsFor(change: Change, fresh: Draft): Change[] {
  if (change.action !== 'clear')
    return fresh.changes.filter(({ address, action }) => address === change.address && action !== 'record')
  return fresh.changes.filter((item) => item.action === 'delete' && item.because === change.address)
}

/** What cannot be read is not "already so": it stops the apply. */
function trouble(fresh: Draft, change: Change): Diagnostic | undefined {
  const unknown = fresh.unknown.find(({ address }) => address === change.address)
  if (unknown !== undefined) return cannotRead(unknown)
  const blind =
    change.action === 'clear' ? (fresh.state.unknown('NetIPAddress') ?? fresh.state.unknown('NetRoute')) : undefined
  if (blind !== undefined && change.position !== undefined)
    return cannotRead({ address: change.address, position: change.position, ...blind })
  return fresh.diagnostics.find(
    (diagnostic) =>
      isError(diagnostic) && diagnostic.address === change.address && diagnostic.code !== 'ownership/foreign',
  )
}

/** What was to be deleted and is in use by now stays, and is not called done. */
function heldNow(fresh: Draft, change: Change): Diagnostic | undefined {
  const now = fresh.changeOf(change.address)
  if (change.action !== 'delete' || now?.action !== 'record' || now.kept !== true) return undefined
  return {
    severity: 'error',
    code: 'apply/not-announced',
    message: `${change.address} can no longer be deleted: ${now.note ?? 'it has to stay'}.`,
    why: 'The machine changed after the plan was made. Nothing of this step has been done.',
    fix: 'Look at the new plan.',
    address: change.address,
  }
}

function readiness(change: Change, fresh: Draft): Pick<View, 'desired' | 'state' | 'note'> {
  if (change.action === 'clear' || change.action === 'delete' || change.action === 'record') return { state: 'ready' }
  const desired = fresh.desired.get(change.address)
  const item = fresh.state.get(change.kind, desired ?? change.after)
  return {
    ...(desired && { desired }),
    state: item?.state ?? 'ready',
    ...(item?.note === undefined ? {} : { note: item.note }),
  }
}

export function cannotRead({ address, id, reason, position }: Plan['unknown'][number]): Diagnostic {
  return {
    severity: 'error',
    code: 'plan/unknown',
    message: `${address} could not be read: ${reason}`,
    why: `Reported as ${id}. What cannot be read is not changed.`,
    position,
    address,
  }
}
