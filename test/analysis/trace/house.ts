// A healthy house for the tests of the trace: two halves of a /24, egress `lan`, ingress `in`, two devices.
import type {
  ClientInput,
  InterfaceInput,
  PacketInput,
  RouteInput,
  TraceInput,
  TunInput,
  TunnelInput,
} from '../../../src/analysis/trace/input.ts'

/** What is different from the healthy house. */
export interface Change {
  readonly lan?: Partial<InterfaceInput>
  readonly in?: Partial<InterfaceInput>
  readonly interfaces?: readonly InterfaceInput[]
  /** In place of the default route by the router. */
  readonly routes?: readonly RouteInput[]
  /** Besides it. */
  readonly more?: readonly RouteInput[]
  readonly tv?: Partial<ClientInput>
  readonly pc?: Partial<ClientInput>
  readonly clients?: readonly ClientInput[]
  readonly tunnels?: readonly TunnelInput[]
  readonly tun?: Partial<TunInput>
  readonly rules?: readonly string[]
  readonly assume?: TraceInput['assume']
}

export const DEFAULT: RouteInput = { dst: '0.0.0.0/0', via: '10.0.0.1', interface: 'lan', metric: 0 }
/** The tunnel of the article: its own default route is the last resort (R31). */
export const TUNNEL: Change = {
  interfaces: [{ name: 'wg', addresses: ['10.9.0.2/32'], virtual: true, metric: 5 }],
  more: [{ dst: '0.0.0.0/0', interface: 'wg', metric: 10000 }],
  tunnels: [{ interface: 'wg', endpoint: '203.0.113.9:51820' }],
  rules: ['IP-CIDR,203.0.113.9/32,DIRECT', 'IP-CIDR,172.20.0.0/14,WG', 'MATCH,DIRECT'],
}

export function inputOf(change: Change, packet: PacketInput): TraceInput {
  return {
    topology: {
      gateway: {
        interfaces: [
          { name: 'lan', addresses: ['10.0.0.2/25'], forwarding: false, metric: 25, ...change.lan },
          { name: 'in', addresses: ['10.0.0.129/25'], forwarding: true, metric: 25, ...change.in },
          ...(change.interfaces ?? []),
        ],
        routes: [...(change.routes ?? [DEFAULT]), ...(change.more ?? [])],
      },
      router: { address: '10.0.0.1/24' },
      clients: [
        { name: 'tv', address: '10.0.0.140/25', gateway: '10.0.0.129', ...change.tv },
        { name: 'pc', address: '10.0.0.20/24', gateway: '10.0.0.1', ...change.pc },
        ...(change.clients ?? []),
      ],
      ...(change.tunnels && { tunnels: change.tunnels }),
    },
    tun: {
      interface: 'tun',
      address: '198.18.0.1/30',
      routes: ['0.0.0.0/0'],
      egress: 'lan',
      dnsHijack: ['any:53'],
      outbounds: {
        DIRECT: { type: 'direct' },
        HK: { type: 'upstream', server: '203.0.113.5:443' },
        WG: { type: 'direct', interface: 'wg' },
      },
      ...change.tun,
    },
    rules: change.rules ?? ['IP-CIDR,198.51.100.0/24,HK', 'MATCH,DIRECT'],
    packet,
    ...(change.assume && { assume: change.assume }),
  }
}

/** `tv 192.0.2.10:443/tcp`, `gateway 10.0.0.1:53/udp`, `tv 192.0.2.10/icmp`, behind it a name: `tv 198.18.0.9:443/tcp a.test=192.0.2.7`. */
export function packetOf(text: string): PacketInput {
  const [, from = '', to = '', port, proto, host, real] =
    /^(\S+) (.*?)(?::(\d+))?\/(tcp|udp|icmp)(?: ([^=\s]+)(?:=(\S+))?)?$/.exec(text) ?? []
  if (proto !== 'tcp' && proto !== 'udp' && proto !== 'icmp') throw new Error(`no packet: ${text}`)
  return {
    from,
    to,
    proto,
    ...(port !== undefined && { port: Number(port) }),
    ...(host !== undefined && { host }),
    ...(real !== undefined && { real }),
  }
}
