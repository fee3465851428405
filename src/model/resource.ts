// What the file wants, one object of the machine at a time.
import type { Position } from './diagnostic.ts'
import type { PropsOf } from './props.gen.ts'

export type Kind = keyof PropsOf
export type Props = PropsOf[Kind]
/** `Kind.name`, for example `NetIPInterface.vEthernet (vmbr0)/IPv4`. */
export type Address = string

/** The ways to name a network adapter. `hostAdapter` is the Hyper-V name of a host adapter, whose alias may differ. */
export type AdapterSelector =
  | { readonly alias: string }
  | { readonly guid: string }
  | { readonly mac: string }
  | { readonly description: string }
  | { readonly hostAdapter: string }

export interface Resource<K extends Kind = Kind> {
  /** Follows from the file alone, so it stays the same when the adapter is renamed. */
  readonly address: Address
  readonly kind: K
  /** As declared; a property that is left out stays as it is on the machine. */
  readonly props: PropsOf[K]
  /** How the adapter behind `props.interface` or `props.adapter` was named; without one it is an alias. */
  readonly adapter?: AdapterSelector
  readonly position: Position
  readonly positions: Readonly<Record<string, Position>>
  /** Addresses that the file says must come first. */
  readonly needs: readonly Address[]
  readonly role?: Role
  /**
   * Set where the props are not declared but remembered: the object as it was before gw. The address on whose account it
   * changed; that one is no longer declared.
   */
  readonly restores?: Address
}

/** What an interface does for the gateway: egress carries the proxy's own packets, ingress is where clients arrive. */
export type Role = 'egress' | 'ingress'

/** The declared IP plan of an interface owns all its IPv4 addresses and default routes: what else is there is foreign. */
export interface Authority {
  /** Address under which clearing the interface is shown: `NetIPAddress.<interface>/*`. */
  readonly address: Address
  readonly interface: string
  readonly adapter?: AdapterSelector
  readonly position: Position
  readonly needs: readonly Address[]
  readonly role?: Role
  /** Set where what counts is not the file but how the interface was before the resource of this address took it. */
  readonly restores?: Address
  /** What DHCP gives may stay. */
  readonly sparesDhcp?: true
}

/** What to do about interfaces that forward although nobody declared it. */
export interface ForwardingOthers {
  /** `ignored`: of a machine that is given back. */
  readonly mode: 'report' | 'disabled' | 'ignored'
  /** Aliases that may forward: a TUN has to, so that replies find their way back (forwarding.md, R9). */
  readonly allow: readonly string[]
  readonly position?: Position
}

/** Under which the originals of `forwarding.others: disabled` are kept. */
export const OTHERS: Address = 'forwarding.others'

export function addressOf(kind: Kind, key: string): Address {
  return `${kind}.${key}`
}
