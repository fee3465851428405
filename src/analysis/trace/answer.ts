// What a trace answers. Types only; forwarding.md section 3 has the table of verdicts.
import type { Evidence, RuleId } from './claims.ts'
import type { TraceProblem } from './problem.ts'

export type Verdict =
  | 'proxied'
  | 'direct'
  | 'delivered'
  | 'rejected'
  | 'leak'
  | 'loop'
  | 'dropped'
  | 'blackhole'
  | 'broken-return'

export interface Trace {
  readonly verdict: Verdict
  /** Names of nodes in order: client, interfaces of the gateway, rule target, `router`, upstream, destination. */
  readonly path: readonly string[]
  /** Outbound that dials, refuses or loops; `dns` when the TUN answers a question itself. */
  readonly via?: string
  /** Interface it leaves the gateway by. */
  readonly out?: string
  /** `forwarding-off:in`, `reentry:out`, `tun-down`, … */
  readonly reason?: string
  /** Why, decision by decision. */
  readonly hops: readonly Hop[]
}

export type TraceResult = Trace | { readonly error: TraceProblem }

/** One decision. */
export interface Hop {
  /** The node that decides. */
  readonly at: string
  /** `back`: on the way of the answer. */
  readonly direction: 'there' | 'back'
  /** One sentence. */
  readonly says: string
  /** Rule of forwarding.md. */
  readonly rule: RuleId
  readonly evidence: readonly Evidence[]
  readonly route?: RouteShown
  /** The best of the routes that lost. */
  readonly runnerUp?: RouteShown & {
    readonly lost: 'shorter prefix' | 'higher metric' | 'same metric, later in the table'
  }
  /** The flag that was asked, and its value. */
  readonly flag?: { readonly interface: string; readonly name: FlagName; readonly value: boolean }
  /** The line of the rules that decided, counted from 0. */
  readonly line?: { readonly index: number; readonly text: string }
}

export type FlagName = 'forwarding' | 'weakHostSend' | 'weakHostReceive'

export interface RouteShown {
  readonly dst: string
  /** Left out: on-link. */
  readonly via?: string
  readonly interface: string
  /** Route metric + interface metric. */
  readonly metric: number
}
