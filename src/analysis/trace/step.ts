// The states of a walk: where a packet is and what it is (forwarding.md section 3 names them). Types only.
import type { Outcome } from './journey.ts'
import type { Client, Face, Outbound, Route, Tun, Tunnel } from './network.ts'
import type { Packet } from './packet.ts'
import type { TraceProblem } from './problem.ts'

export type State =
  | { readonly at: 'client'; readonly client: Client; readonly packet: Packet }
  | { readonly at: 'interface'; readonly face: Face; readonly packet: Packet }
  | { readonly at: 'gateway'; readonly packet: Packet }
  /** `arrival`: the interface that a client's packet came in by. */
  | { readonly at: 'tun'; readonly tun: Tun; readonly packet: Packet; readonly arrival?: Face }
  | {
      readonly at: 'dial'
      readonly tun: Tun
      readonly name: string
      readonly outbound: Outbound
      readonly packet: Packet
    }
  | { readonly at: 'tunnel'; readonly tunnel: Tunnel; readonly flow: Flow }
  | { readonly at: 'leaving'; readonly route: Route; readonly flow: Flow }

/** What leaves the gateway: a packet that the kernel forwards or sends, or one that the proxy dialled for it. */
export interface Flow {
  readonly packet: Packet
  readonly arrival?: Face
  readonly dialled?: Dialled
  /** The route it took itself, before any tunnel. */
  readonly taken: Route
  /** Peers of the tunnels it is in, the outermost first. */
  readonly peers: readonly string[]
}

export interface Dialled {
  /** Name of the outbound. */
  readonly name: string
  /** Interface that the socket is bound to. */
  readonly egress: string
  /** The address that was dialled, and what it relays to. */
  readonly nodes: readonly string[]
}

export type Step = State | Outcome | { readonly problem: TraceProblem }
