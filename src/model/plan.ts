// A plan is data: it survives JSON, can be reviewed, saved and compared.
import type { Program } from '../powershell/program.ts'
import type { Diagnostic, Position } from './diagnostic.ts'
import type { MachineIdentity } from './host.ts'
import type { Cost, Touch } from './provider.ts'
import type { Address, Kind, Props } from './resource.ts'

/** Why something differs. The first four are edits of the file; the rest is drift of the machine. */
export type Cause = 'new' | 'adopt' | 'edited' | 'left' | 'drifted' | 'missing' | 'foreign'
export const CAUSES: readonly Cause[] = ['new', 'adopt', 'edited', 'left', 'drifted', 'missing', 'foreign']

export type Value = string | number | boolean | readonly string[]

export interface PropertyChange {
  readonly property: string
  /** Left out: the machine has none. */
  readonly before?: Value
  /** Left out: goes with the object. */
  readonly after?: Value
  readonly cause: Cause
  readonly position?: Position
}

interface ChangeCommon {
  /** Step number as shown, from 1. */
  readonly number: number
  readonly address: Address
  readonly kind: Kind
  readonly cause: Cause
  readonly position?: Position
  readonly properties: readonly PropertyChange[]
  /** The IP plan or the setting on whose account an object changes that is not declared itself. */
  readonly because?: Address
  /** Addresses of changes of this plan that come first. */
  readonly needs: readonly Address[]
  /** Numbers of the steps whose effect this one is computed on; empty when the machine already shows it. */
  readonly knownAfter: readonly number[]
  readonly cost: Cost
  readonly touches: readonly Touch[]
  /** For reading and comparing; apply computes it again. */
  readonly program: Program
  /** Shown to people; apply must not look at it. */
  readonly note?: string
}

/**
 * `record` writes only the ledger: an equal object becomes ours (adopt), a property or an object is forgotten; `kept`: it
 * stays on the machine although gw made or changed it.
 * `clear` removes whatever an interface that this plan makes turns out to carry beside its IP plan.
 */
export type Change = ChangeCommon &
  (
    | { readonly action: 'create'; readonly after: Props }
    | { readonly action: 'update'; readonly before: Props; readonly after: Props }
    | { readonly action: 'replace'; readonly before: Props; readonly after: Props }
    | { readonly action: 'delete'; readonly before: Props }
    | { readonly action: 'clear'; readonly interface: string }
    | { readonly action: 'record'; readonly before?: Props; readonly after?: Props; readonly kept?: true }
  )
export type Action = Change['action']

/** A managed resource of which the machine says nothing. */
export interface UnknownResource {
  readonly address: Address
  readonly position: Position
  readonly id: string
  readonly reason: string
}

/** Something on the machine that is not ours and should not be: reported, never touched. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly why: string
  readonly position?: Position
}

export interface PlanOptions {
  readonly target: readonly string[]
  readonly exclude: readonly string[]
  /** Addresses of foreign objects that may be replaced or deleted. */
  readonly accept: readonly string[]
  /** Addresses that stay on the machine when they leave the file. */
  readonly keep?: readonly string[]
}

/** A loop that the machine would have at the end. */
export interface Loop {
  readonly code: string
  /** The objects that close it. */
  readonly because: readonly Address[]
  readonly message: string
  readonly why: string
}

export interface Proof {
  readonly loops: readonly Loop[]
  /** Why nothing could be proven; then no loops mean nothing. */
  readonly unproven?: string
}

/** Looks for loops on a machine as it is expected to be. */
export type Prove = (objects: readonly ExpectedObject[]) => Proof

export interface ExpectedObject {
  readonly address: Address
  readonly kind: Kind
  readonly props: Props
}

export interface Plan {
  readonly formatVersion: 1
  readonly id: string
  /** ISO 8601, by the clock of the machine. */
  readonly createdAt: string
  readonly gateway: string
  readonly machine: MachineIdentity
  /** How the machine was reached, for people: `simulated: machine.sim.json`. */
  readonly host: string
  readonly config: { readonly file: string; readonly hash: string }
  readonly options: PlanOptions
  /** Serial number of the ledger it was computed on; the next apply makes a new one. */
  readonly ledgerSerial: number
  /** Address → hash of the normalised props it rests on, so that a stale plan can say what changed. */
  readonly fingerprints: Readonly<Record<Address, string>>
  readonly changes: readonly Change[]
  /** Managed resources that are as far as they get before Windows restarts. */
  readonly restarting: readonly Address[]
  /** Managed resources that are as declared. */
  readonly inSync: readonly Address[]
  readonly unknown: readonly UnknownResource[]
  readonly findings: readonly Finding[]
  /** What would loop at the end; left out when nothing is put back. */
  readonly proof?: Proof
  readonly diagnostics: readonly Diagnostic[]
  readonly reads: { readonly tables: number; readonly roundTrips: number }
  /** When and by whom it was applied last, if ever. */
  readonly lastApplied?: { readonly at: string; readonly by: string }
}
