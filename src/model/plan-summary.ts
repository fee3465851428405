// Facts that follow from a finished plan: what every voice counts and announces. Pure.
import type { Diagnostic } from './diagnostic.ts'
import { CAUSES, type Cause, type Change, type Plan } from './plan.ts'

const DRIFT: readonly Cause[] = ['drifted', 'missing', 'foreign']

/** True for a change made on the machine, false for one made in the file. */
export function isDrift(cause: Cause): boolean {
  return DRIFT.includes(cause)
}

/** How many changes have each cause. */
export function countCauses(changes: readonly Change[]): Record<Cause, number> {
  const counts = Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Record<Cause, number> // keys are all causes
  for (const change of changes) counts[change.cause]++
  return counts
}

export interface ActionCounts {
  readonly create: number
  readonly change: number
  readonly replace: number
  readonly delete: number
  /** Written to the ledger only. */
  readonly record: number
}

/** How many changes do what; clearing an interface counts as a deletion. */
export function countActions(changes: readonly Change[]): ActionCounts {
  const count = (...actions: Change['action'][]) => changes.filter((change) => actions.includes(change.action)).length
  return {
    create: count('create'),
    change: count('update'),
    replace: count('replace'),
    delete: count('delete', 'clear'),
    record: count('record'),
  }
}

/** What becomes of something that leaves the file; `none`: there is nothing to do for it any more. */
export type Fate = 'delete' | 'restore' | 'keep' | 'none'

export function fateOf(change: Change): Fate {
  switch (change.action) {
    case 'delete':
    case 'clear':
      return 'delete'
    case 'create':
    case 'update':
    case 'replace':
      return 'restore'
    case 'record':
      return change.kept === true ? 'keep' : 'none'
  }
}

/** What a plan does to the people who use the network while it runs. */
export interface Outage {
  /** Sum of the expected outages, seconds. */
  readonly seconds: number
  /** Numbers of the steps that cut traffic, that need a restart, that gw cannot undo. */
  readonly cuts: readonly number[]
  readonly restarts: readonly number[]
  readonly oneWay: readonly number[]
}

export function outageOf(changes: readonly Change[]): Outage {
  const numbers = (matches: (change: Change) => boolean) => changes.filter(matches).map((change) => change.number)
  const cutting = changes.filter((change) => change.cost.outage === 'cuts traffic')
  return {
    seconds: cutting.reduce((sum, change) => sum + change.cost.seconds, 0),
    cuts: cutting.map((change) => change.number),
    restarts: numbers((change) => change.cost.outage === 'restart'),
    oneWay: numbers((change) => change.cost.oneWay),
  }
}

/** The part of a plan that somebody else caused, and how many edits of the file are still to be applied. */
export interface DriftOf {
  readonly drift: readonly Change[]
  readonly pendingEdits: number
}

/** A change of the file that meets a drifted property is drift in that property. */
export function driftOf(plan: Plan): DriftOf {
  const drift = plan.changes.flatMap((change) => {
    // A step that clears what another step will bring is no change that anybody has made.
    if (change.action === 'clear') return []
    if (isDrift(change.cause)) return [change]
    const properties = change.properties.filter((property) => isDrift(property.cause))
    return properties.length === 0 ? [] : [{ ...change, cause: 'drifted' as const, properties }]
  })
  const isPending = ({ cause, properties }: Change) =>
    !isDrift(cause) && (properties.length === 0 || properties.some((property) => !isDrift(property.cause)))
  return { drift, pendingEdits: plan.changes.filter(isPending).length }
}

/** What is said of these changes beside themselves: why they matter, and what they need. */
export function diagnosticsOf({ diagnostics }: Plan, changes: readonly Change[]): Diagnostic[] {
  const addresses = new Set(changes.map(({ address }) => address))
  return diagnostics.filter(({ address }) => address !== undefined && addresses.has(address))
}
