// What a kind has to know. Providers are pure: rows and props in, props and programs out.
import type { Program } from '../powershell/program.ts'
import type { Snapshot, TableName } from '../powershell/snapshot.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { PropsOf } from './props.gen.ts'
import type { Address, Kind, Resource } from './resource.ts'

/** One object of the machine, in the same shape as the file asks for it. */
export interface Observed<K extends Kind = Kind> {
  readonly kind: K
  readonly props: PropsOf[K]
  /**
   * `settling`: there, but not usable yet. `restart`: as far as it gets before Windows restarts. `failed`: will not
   * become usable by waiting.
   */
  readonly state: 'ready' | 'settling' | 'restart' | 'failed'
  /** Why it is not ready, for people. */
  readonly note?: string
}

/**
 * A declaration as it stands on this machine. Without `props` an error among the diagnostics says why; without an error
 * this machine has nothing that it is about, and that is fine.
 */
export interface Resolution<K extends Kind = Kind> {
  readonly props?: PropsOf[K]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What else moves when a change is made. `from` is what is there now, `to` what is expected after it. What `may go`
 * (nobody has verified it) is announced, and planned as if it stayed.
 */
export interface Touch {
  readonly effect: 'moves' | 'goes' | 'may go' | 'comes'
  readonly kind: Kind
  readonly from?: PropsOf[Kind]
  readonly to?: PropsOf[Kind]
}

export interface Cost {
  readonly outage: 'none' | 'cuts traffic' | 'restart'
  /** Expected length of the outage, seconds. */
  readonly seconds: number
  /** True when gw cannot undo it. */
  readonly oneWay: boolean
}

export const FREE: Cost = { outage: 'none', seconds: 0, oneWay: false }

/** An address that has to be there first, or an interface that some resource (or Windows) provides. */
export type Need = { readonly address: Address } | { readonly interface: string }

export type Pair<P> = [before: undefined, after: P] | [before: P, after: P] | [before: P, after: undefined]

export interface Provider<K extends Kind = Kind> {
  readonly kind: K
  /** Tables without which nothing can be said of this kind. */
  readonly reads: readonly TableName[]
  /** Tables that `resolve`, `actual` and `touches` use as far as they can be read. */
  readonly looksAt: readonly TableName[]
  /** Properties that Windows cannot change in place: a difference there is a replacement. */
  readonly fixed: readonly (keyof PropsOf[K] & string)[]
  /** Longest time after the steps until a re-read shows the change, seconds. */
  readonly settleSeconds: number
  /** Name of the object within its kind. */
  key(props: PropsOf[K]): string
  /** What has to exist before it. */
  needs(props: PropsOf[K]): readonly Need[]
  /** Aliases of the interfaces that exist because of it. */
  provides(props: PropsOf[K]): readonly string[]
  /** Adapter names to aliases, and what declaring the object implies; problems of live state point into the file. */
  resolve(resource: Resource<K>, snapshot: Snapshot): Resolution<K>
  /** Every object of this kind on the machine that gw may look at. */
  actual(snapshot: Snapshot): readonly Observed<K>[]
  /** Before and after → a small program. Plan calls it on planned rows, apply again on fresh ones. */
  steps(...change: Pair<PropsOf[K]>): Program
  touches(change: Pair<PropsOf[K]>, snapshot: Snapshot): readonly Touch[]
  cost(change: Pair<PropsOf[K]>): Cost
  /** Why an object of this kind stays when it leaves the file. Left out: it is deleted, or restored. */
  readonly stays?: string
  /** Who else uses an object, so that it must not be deleted. */
  readonly heldBy?: {
    readonly looksAt: readonly TableName[]
    /** A sentence, or undefined when nobody does. */
    holder(props: PropsOf[K], snapshot: Snapshot): string | undefined
  }
}

/** All kinds, each under its own name. */
export type Registry = { readonly [K in Kind]: Provider<K> }

/** The provider of a kind that is only known at run time; its props are then of that kind by construction. */
export function providerOf(registry: Registry, kind: Kind): Provider<Kind> {
  return registry[kind] as unknown as Provider<Kind>
}
