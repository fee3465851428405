// What a trace is asked: a house as plain JSON, as forwarding.md section 3 describes it. Names are the caller's own.
import type { KnownFacts } from '../rules/match-types.ts'
import type { Assumptions } from './assumptions.ts'

/** An interface of the gateway. What is left out is as Windows has it: no forwarding, strong host, metric 25, up. */
export interface InterfaceInput {
  readonly name: string
  /** With prefix length: `192.168.1.2/25`. */
  readonly addresses?: readonly string[]
  readonly forwarding?: boolean
  /** Interface metric; added to the route metric. */
  readonly metric?: number
  readonly weakHostSend?: boolean
  readonly weakHostReceive?: boolean
  readonly up?: boolean
  /** Wintun and the like: never chosen by `egress: auto`. */
  readonly virtual?: boolean
}

/** A route somebody made; on-link routes follow from the addresses and need not be given. */
export interface RouteInput {
  readonly dst: string
  /** Next hop; left out, null, `on-link` or the unspecified address: on-link. */
  readonly via?: string | null
  readonly interface: string
  /** Route metric; 256 when left out. */
  readonly metric?: number
}

export interface GatewayInput {
  readonly interfaces: readonly InterfaceInput[]
  readonly routes?: readonly RouteInput[]
}

export interface RouterInput {
  /** With the prefix of its LAN: `192.168.1.1/24`. */
  readonly address: string
  readonly ipv6?: string
  readonly dhcpPool?: string
}

/** A device of the LAN. */
export interface ClientInput {
  readonly name: string
  readonly address: string
  readonly gateway?: string
  /** `gateway` is `router` or an address. */
  readonly ipv6?: { readonly address: string; readonly gateway?: string }
}

/** A WireGuard tunnel of the operating system; its addresses may stand here or among the interfaces. */
export interface TunnelInput extends Partial<InterfaceInput> {
  /** Name of the interface; `name` says the same. */
  readonly interface?: string
  /** Address and UDP port of the peer: `203.0.113.9:51820`. */
  readonly endpoint: string
  /** Name of the peer, for rules by domain. */
  readonly host?: string
}

export interface TopologyInput {
  readonly gateway: GatewayInput
  readonly router: RouterInput
  readonly clients?: readonly ClientInput[]
  readonly tunnels?: readonly TunnelInput[]
}

export interface OutboundInput {
  /** `direct`, `reject`, or anything that dials its `server`. */
  readonly type: string
  /** Address or name with port. */
  readonly server?: string
  /** Interface its sockets are bound to, in place of `tun.egress`. */
  readonly interface?: string
  /** false: skipped for UDP by the rules. */
  readonly udp?: boolean
}

/** The proxy and its TUN. */
export interface TunInput {
  readonly interface: string
  /** First address of the fake-ip range with /30. */
  readonly address: string
  readonly address6?: string
  /** What it routes to itself; `0.0.0.0/0` when left out. */
  readonly routes?: readonly string[]
  readonly interfaceMetric?: number
  readonly routeMetric?: number
  readonly forwarding?: boolean
  readonly running?: boolean
  /** Interface its sockets are bound to; `auto`: the cheapest IPv4 default route. */
  readonly egress?: string
  readonly bind?: 'interface' | 'none'
  /** `any:53`, `udp://8.8.8.8:53`, … */
  readonly dnsHijack?: readonly string[]
  readonly fakeIpRange?: string
  readonly outbounds?: Readonly<Record<string, OutboundInput>>
}

export interface PacketInput {
  /** Name of a client, `gateway` (a program on it) or `internet`. */
  readonly from: string
  /** Destination address; of a flow by name, its fake address. */
  readonly to: string
  readonly host?: string
  /** Address behind a fake one. */
  readonly real?: string
  readonly proto: 'tcp' | 'udp' | 'icmp'
  readonly port?: number
  /** What databases and rule providers say of it; a rule that needs more than is known does not fit. */
  readonly known?: KnownFacts
}

export interface TraceInput {
  readonly topology: TopologyInput
  /** Left out: no proxy on this machine. */
  readonly tun?: TunInput
  /** mihomo rule lines, in order. */
  readonly rules?: readonly string[]
  readonly subRules?: Readonly<Record<string, readonly string[]>>
  readonly packet: PacketInput
  /** Answers to what nobody has verified on Windows. */
  readonly assume?: Partial<Assumptions>
}
