// The house after reading: addresses are numbers, every default is filled in, every name leads somewhere.
import type { Ip, IpPrefix } from '../../net/ip.ts'

/** An interface of the gateway. */
export interface Face {
  readonly name: string
  /** `tunnel` has a peer among the tunnels; `virtual` is any other that leads to no wire. */
  readonly kind: 'lan' | 'virtual' | 'tunnel' | 'tun'
  /** Each with the length of its network. */
  readonly addresses: readonly IpPrefix[]
  readonly forwarding: boolean
  readonly weakHostSend: boolean
  readonly weakHostReceive: boolean
  readonly metric: number
  readonly isUp: boolean
}

export interface Route {
  readonly prefix: IpPrefix
  /** Next hop; undefined is on-link. */
  readonly via?: Ip
  readonly face: Face
  readonly metric: number
}

export interface Machine {
  readonly faces: ReadonlyMap<string, Face>
  /** As given; which of them exist is decided by the model (R3). */
  readonly routes: readonly Route[]
  readonly tun?: Tun
}

/** An address, or a name that nobody has resolved. */
export interface Place {
  readonly ip?: Ip
  readonly port?: number
  /** As in a path: the address without its port, or the name. */
  readonly name: string
}

export interface Tun {
  readonly face: Face
  /** What it routes to itself while it runs. */
  readonly routes: readonly IpPrefix[]
  readonly routeMetric: number
  readonly isRunning: boolean
  readonly egress?: string
  readonly isBound: boolean
  readonly dnsHijack: readonly HijackedPort[]
  readonly fakeRange?: IpPrefix
  readonly outbounds: ReadonlyMap<string, Outbound>
}

/** What is left out stands for any. */
export interface HijackedPort {
  readonly proto?: 'tcp' | 'udp'
  readonly ip?: Ip
  readonly port: number
}

export interface Outbound {
  readonly kind: 'direct' | 'upstream' | 'reject'
  readonly server?: Place
  readonly interface?: string
  readonly hasUdp: boolean
}

export interface Tunnel {
  readonly face: Face
  readonly endpoint: Place
  readonly host?: string
}

export interface Client {
  readonly name: string
  readonly address: IpPrefix
  readonly gateway?: Ip
  readonly ipv6?: { readonly address: IpPrefix; readonly gateway?: Ip | 'router' }
}

export interface Router {
  readonly address: IpPrefix
  readonly ipv6?: IpPrefix
}

export interface House extends Machine {
  readonly router: Router
  readonly clients: ReadonlyMap<string, Client>
  readonly tunnels: ReadonlyMap<string, Tunnel>
}
