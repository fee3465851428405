// What the test and its agents say to each other.

/** Servers listen here in every namespace. */
export const PORTS = [9000, 53] as const

export interface ProxySettings {
  /** Addresses that a rule leads elsewhere, by longest prefix: `198.51.100.0/24` → `HK`. The rest goes to DIRECT. */
  readonly rules: readonly (readonly [network: string, bits: number, outbound: string])[]
  readonly outbounds: Readonly<Record<string, { readonly server?: string; readonly source?: string }>>
  readonly hijacks: boolean
  /** The tunnel: its peer, and the source address that sees all routes but its own. */
  readonly tunnel?: { readonly endpoint: string; readonly source: string }
}

export type Command =
  | { readonly do: 'send'; readonly id: number; readonly to: string; readonly port: number; readonly source?: string }
  | { readonly do: 'proxy'; readonly settings: ProxySettings }
  | { readonly do: 'reset' }

export type Event =
  | { readonly event: 'listening'; readonly port: number }
  | { readonly event: 'ready' }
  | { readonly event: 'failed'; readonly what: string }
  | { readonly event: 'send-error'; readonly id: number; readonly code: string }
  | { readonly event: 'answered'; readonly id: number }
  | { readonly event: 'arrived'; readonly id: number; readonly stage: number; readonly tail: readonly string[] }
  /** The proxy: something came into the TUN; `isAnswer`: what should have gone to a client. */
  | { readonly event: 'in-tun'; readonly id: number; readonly stage: number; readonly isAnswer: boolean }
  | { readonly event: 'dns'; readonly id: number }
  | { readonly event: 'dialled'; readonly id: number; readonly stage: number; readonly name: string }
  | { readonly event: 'dial-error'; readonly id: number; readonly code: string }
  | { readonly event: 'wrapped'; readonly id: number; readonly stage: number }
  | { readonly event: 'looped'; readonly id: number; readonly by: 'tun' | 'tunnel' }
