// The proxy and its TUN, from plain JSON, with the defaults of mihomo (mihomo.md, sections 4 and 5).
import { type IpPrefix, parseIp } from '../../net/ip.ts'
import { isUnspecified, networkOfPrefix } from '../../net/ip-network.ts'
import type { Face, HijackedPort, Outbound, Tun } from './network.ts'
import { readPlace } from './read-place.ts'
import type { Reader } from './reader.ts'

/** The face of the TUN replaces an interface of that name; what the TUN does not say of flags is kept from there. */
export function readTun(reader: Reader, value: unknown, known: ReadonlyMap<string, Face>): Tun {
  const fields = reader.fields(value, 'tun')
  const name = reader.text(fields.interface, 'tun.interface')
  const listed = known.get(name)
  const addresses = [fields.address, fields.address6].flatMap((address, index) => {
    if (index === 1 && (address === undefined || address === null)) return []
    const read = reader.prefix(address, index === 0 ? 'tun.address' : 'tun.address6')
    return read === undefined ? [] : [read]
  })
  const isRunning = reader.flag(fields.running, 'tun.running', true)
  const fakeRange = readFakeRange(reader, fields.fakeIpRange)
  const egress = fields.egress === undefined || fields.egress === null ? undefined : fields.egress
  return {
    face: {
      name,
      kind: 'tun',
      addresses,
      // mihomo switches it on itself (R9).
      forwarding: reader.flag(fields.forwarding, 'tun.forwarding', listed?.forwarding ?? true),
      weakHostSend: listed?.weakHostSend ?? false,
      weakHostReceive: listed?.weakHostReceive ?? false,
      metric: reader.count(fields.interfaceMetric, 'tun.interfaceMetric', 0, 0xffffffff),
      isUp: isRunning && (listed?.isUp ?? true),
    },
    routes: readPrefixes(reader, fields.routes),
    routeMetric: reader.count(fields.routeMetric, 'tun.routeMetric', 0, 0xffffffff),
    isRunning,
    isBound: reader.oneOf(fields.bind, 'tun.bind', ['interface', 'none'], 'interface') === 'interface',
    dnsHijack: reader.list(fields.dnsHijack, 'tun.dnsHijack').flatMap((item, index) => readHijack(reader, item, index)),
    outbounds: readOutbounds(reader, fields.outbounds),
    ...(egress === undefined ? {} : { egress: reader.text(egress, 'tun.egress') }),
    ...(fakeRange === undefined ? {} : { fakeRange }),
  }
}

function readPrefixes(reader: Reader, value: unknown): IpPrefix[] {
  return reader.list(value ?? ['0.0.0.0/0'], 'tun.routes').flatMap((item, index) => {
    const read = reader.prefix(item, `tun.routes[${index}]`)
    return read === undefined ? [] : [networkOfPrefix(read)]
  })
}

function readFakeRange(reader: Reader, value: unknown): IpPrefix | undefined {
  if (value === undefined || value === null) return undefined
  return reader.prefix(value, 'tun.fakeIpRange')
}

const PROTOCOLS = ['udp', 'tcp'] as const

/** `[udp://|tcp://]addr:port`; `any` and the unspecified address stand for every server. */
function readHijack(reader: Reader, value: unknown, index: number): HijackedPort[] {
  const at = `tun.dnsHijack[${index}]`
  const match = /^(?:(udp|tcp):\/\/)?(.+?)(?::([0-9]{1,5}))?$/.exec(reader.text(value, at))
  const server = match?.[2] ?? ''
  const ip = server === 'any' ? undefined : parseIp(server.replace(/^\[|\]$/g, ''))
  if (server !== 'any' && ip === undefined) {
    reader.found('trace/not-an-address', at, `${JSON.stringify(server)} is neither an address nor "any".`)
    return []
  }
  const proto = PROTOCOLS.find((word) => word === match?.[1])
  const port = Number(match?.[3] ?? 53)
  return [{ port, ...(proto === undefined ? {} : { proto }), ...(ip === undefined || isUnspecified(ip) ? {} : { ip }) }]
}

function readOutbounds(reader: Reader, value: unknown): Map<string, Outbound> {
  if (value === undefined || value === null) return new Map()
  return new Map(
    Object.entries(reader.fields(value, 'tun.outbounds')).map(([name, item]) => [
      name,
      readOutbound(reader, name, item),
    ]),
  )
}

function readOutbound(reader: Reader, name: string, value: unknown): Outbound {
  const at = `tun.outbounds.${name}`
  const fields = reader.fields(value, at)
  const type = reader.text(fields.type, `${at}.type`).toLowerCase()
  const server = fields.server === undefined || fields.server === null ? undefined : fields.server
  const bound = fields.interface === undefined || fields.interface === null ? undefined : fields.interface
  return {
    kind: type.startsWith('reject') ? 'reject' : server === undefined ? 'direct' : 'upstream',
    hasUdp: reader.flag(fields.udp, `${at}.udp`, true),
    ...(server === undefined ? {} : { server: readPlace(reader, server, `${at}.server`) }),
    ...(bound === undefined ? {} : { interface: reader.text(bound, `${at}.interface`) }),
  }
}

/** The TUN that mihomo makes when nothing else is said (R4, R5). */
export function usualTun(name: string): Tun {
  return {
    face: {
      name,
      kind: 'tun',
      addresses: [{ ip: [0xc6120001], bits: 30 }],
      forwarding: true,
      weakHostSend: false,
      weakHostReceive: false,
      metric: 0,
      isUp: true,
    },
    routes: [{ ip: [0], bits: 0 }],
    routeMetric: 0,
    isRunning: true,
    isBound: true,
    dnsHijack: [],
    outbounds: new Map(),
  }
}
