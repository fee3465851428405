// A house as commands for the Linux kernel, straight from the input of the trace: the model itself is not asked. Where Windows
// decides otherwise than Linux, its rule is set up with policy routing (forwarding.md R14).
import type { InterfaceInput, RouteInput, TraceInput } from '../../src/analysis/trace/input.ts'
import type { ProxySettings } from './protocol.ts'

export type Place = string

/** Sees all routes but those of the tunnel: the source of its outer packets (R32). */
const OUTER_SOURCE = '169.254.77.1'
const OUTER_TABLE = 150

/** Somebody on the Internet who sends first. */
export const STRANGER = '1.1.1.1'

/** The router has this address too, in the network of the ingress: for default routes left there (R18). */
export const SECOND_ROUTER = '10.0.0.180'

/** On the LAN, and nobody has it. */
export const NOBODY = '10.0.0.77'

interface Line {
  readonly dst: string
  readonly via?: string
  readonly dev: string
  readonly metric: number
}

export function gatewayScript(house: TraceInput): string {
  const faces = house.topology.gateway.interfaces
  const up = faces.filter((face) => face.up !== false)
  const lines = linesOf(house)
  const isTunUp = house.tun !== undefined && house.tun.running !== false
  return script([
    ...reset(['lan', 'in', 'tun', 'wg']),
    `for name in all lan in tun wg; do cd /proc/sys/net/ipv4/conf/$name; echo 1 > arp_ignore; echo 2 > arp_announce; echo 0 > rp_filter; echo 0 > send_redirects; echo 0 > forwarding; cd /; done`,
    ...up.map(({ name, forwarding }) => sysctl(name, forwarding === true)),
    sysctl('tun', house.tun?.forwarding !== false),
    `ip addr add ${OUTER_SOURCE}/32 dev lo`,
    ...batch([
      'link set lo up',
      ...up.flatMap(({ name, addresses = [] }) => [
        `link set ${name} up`,
        ...addresses.map((address) => `addr add ${address} dev ${name} noprefixroute`),
      ]),
      ...(isTunUp ? ['link set tun up', `addr add ${house.tun?.address} dev tun noprefixroute`] : []),
      ...lines.map((line) => addRoute(line)),
      ...refusals(up, isTunUp ? [house.tun?.address ?? ''] : []),
      ...up.flatMap((face, index) => (isStrict(face) ? strictHost(face, 100 + index, lines) : [])),
      ...limited(
        OUTER_TABLE,
        [`${OUTER_SOURCE}/32`],
        lines.filter(({ dev }) => dev !== 'wg'),
      ),
    ]),
  ])
}

/** R6: a strong host drops what arrives for the address of another interface, before Linux can take it for its own. */
function refusals(up: readonly InterfaceInput[], tun: readonly string[]): string[] {
  return up
    .filter(({ forwarding, weakHostReceive }) => forwarding !== true && weakHostReceive !== true)
    .flatMap(({ name }) => {
      const others = up.flatMap((face) => (face.name === name ? [] : (face.addresses ?? [])))
      return [...others, ...tun].map((address) => `rule add iif ${name} to ${address.split('/')[0]} blackhole pref 5`)
    })
}

/** R13: what is sent from an address of this interface sees its routes only, and never falls back to others. */
function strictHost({ name, addresses = [] }: InterfaceInput, table: number, lines: readonly Line[]): string[] {
  return limited(
    table,
    addresses,
    lines.filter(({ dev }) => dev === name),
  )
}

function limited(table: number, sources: readonly string[], lines: readonly Line[]): string[] {
  return [
    ...lines.map((line) => `${addRoute(line)} table ${table}`),
    `route add unreachable default metric 4294967295 table ${table}`,
    ...sources.map((source) => `rule add from ${source.split('/')[0]} lookup ${table} pref ${table}`),
  ]
}

function isStrict({ forwarding, weakHostSend }: InterfaceInput): boolean {
  return forwarding !== true && weakHostSend !== true
}

/** All routes with the sum of their metrics: on-link first, because the kernel checks next hops when a route is added. */
function linesOf({ topology, tun }: TraceInput): Line[] {
  const metrics = new Map(topology.gateway.interfaces.map(({ name, metric }) => [name, metric ?? 25]))
  const onLink = topology.gateway.interfaces.flatMap(({ name, addresses = [], metric = 25 }) =>
    addresses.map((address) => ({ dst: networkOf(address), dev: name, metric: 256 + metric })),
  )
  const given = (topology.gateway.routes ?? []).map((route) => lineOf(route, metrics))
  const sorted = [...given.filter(({ via }) => via === undefined), ...given.filter(({ via }) => via !== undefined)]
  if (tun === undefined) return [...onLink, ...sorted]
  const { address, routes = ['0.0.0.0/0'], interfaceMetric = 0, routeMetric = 0 } = tun
  const next = address.replace(/1\/30$/, '2')
  return [
    ...onLink,
    { dst: networkOf(address), dev: 'tun', metric: 256 + interfaceMetric },
    ...sorted,
    ...routes.map((dst) => ({ dst, via: next, dev: 'tun', metric: interfaceMetric + routeMetric })),
  ]
}

function lineOf({ dst, via, interface: dev, metric = 256 }: RouteInput, metrics: ReadonlyMap<string, number>): Line {
  return { dst, dev, metric: metric + (metrics.get(dev) ?? 25), ...(via === undefined || via === null ? {} : { via }) }
}

function addRoute({ dst, via, dev, metric }: Line): string {
  return `route add ${dst} ${via === undefined ? '' : `via ${via} `}dev ${dev}${via === undefined ? ' scope link' : ''} metric ${metric}`
}

/** The Internet is behind the router: it takes in whatever is not for the LAN. */
export function routerScript({ topology }: TraceInput): string {
  const { address } = topology.router
  const gateway = topology.gateway.interfaces.flatMap(({ name, addresses = [] }) =>
    name === 'lan' ? addresses : [],
  )[0]
  return script([
    ...reset(['r0']),
    'for name in all r0; do cd /proc/sys/net/ipv4/conf/$name; echo 0 > rp_filter; echo 1 > accept_local; echo 0 > send_redirects; echo 1 > forwarding; cd /; done',
    ...batch([
      'link set lo up',
      'link set r0 up',
      `addr add ${address} dev r0`,
      `addr add ${SECOND_ROUTER}/32 dev r0`,
      `addr add ${STRANGER}/32 dev lo`,
      'route flush table 200',
      'route add local default dev lo table 200',
      `rule add iif r0 to ${networkOf(address)} lookup main pref 10`,
      'rule add iif r0 lookup 200 pref 20',
      `route add ${OUTER_SOURCE} via ${gateway?.split('/')[0]} dev r0`,
    ]),
  ])
}

export function clientScript({ topology }: TraceInput, name: string): string {
  const client = topology.clients?.find((one) => one.name === name)
  return script([
    ...reset(['e0']),
    'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter; echo 0 > /proc/sys/net/ipv4/conf/e0/rp_filter',
    'echo 0 > /proc/sys/net/ipv4/conf/all/accept_redirects',
    ...batch([
      'link set lo up',
      'link set e0 up',
      ...(client === undefined ? [] : [`addr add ${client.address} dev e0`]),
      ...(client?.gateway === undefined ? [] : [`route add default via ${client.gateway} dev e0`]),
    ]),
  ])
}

export function proxySettings({ topology, tun, rules = [] }: TraceInput): ProxySettings {
  const sourceOf = (name: string | undefined) =>
    topology.gateway.interfaces.find((face) => face.name === name && face.up !== false)?.addresses?.[0]?.split('/')[0]
  const tunnel = topology.tunnels?.[0]
  const isBound = tun?.bind !== 'none'
  return {
    rules: rules.flatMap((rule) => {
      const [, network = '', bits = '', outbound = ''] = /^IP-CIDR,([^/]+)\/(\d+),(\w+)$/.exec(rule) ?? []
      if (network !== '') return [[network, Number(bits), outbound] as const]
      return rule.startsWith('MATCH,') ? [['0.0.0.0', 0, rule.slice(6)] as const] : []
    }),
    outbounds: Object.fromEntries(
      Object.entries(tun?.outbounds ?? {}).map(([name, outbound]) => {
        const source = sourceOf(outbound.interface ?? tun?.egress)
        const server = outbound.server?.split(':')[0]
        return [
          name,
          // An interface that is not there is no way out for a proxy, so it dials from an address that nobody has.
          {
            ...(server !== undefined && { server }),
            ...((isBound || source === undefined) && { source: source ?? '192.0.2.255' }),
          },
        ]
      }),
    ),
    hijacks: (tun?.dnsHijack ?? []).length > 0,
    ...(tunnel === undefined
      ? {}
      : { tunnel: { endpoint: tunnel.endpoint.split(':')[0] ?? '', source: OUTER_SOURCE } }),
  }
}

function reset(links: readonly string[]): string[] {
  return [
    ...batch([
      ...['lo', ...links].map((link) => `addr flush dev ${link}`),
      ...links.map((link) => `link set ${link} down`),
      'rule flush',
      'rule add lookup local pref 9',
      'rule del pref 0',
      'rule add lookup main pref 32766',
      ...[...Array.from({ length: 10 }, (_, index) => 100 + index), OUTER_TABLE].map(
        (table) => `route flush table ${table}`,
      ),
      'neigh flush all',
    ]),
  ]
}

function sysctl(name: string, isOn: boolean): string {
  return `echo ${isOn ? 1 : 0} > /proc/sys/net/ipv4/conf/${name}/forwarding`
}

function batch(lines: readonly string[]): string[] {
  return [`ip -force -batch - <<'END'\n${lines.join('\n')}\nEND`]
}

function script(parts: readonly string[]): string {
  return `${parts.join('\n')}\ntrue`
}

/** 10.0.0.129/25 → 10.0.0.128/25 */
function networkOf(address: string): string {
  const [ip = '', bits = '32'] = address.split('/')
  const value = ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const base = Number(bits) === 0 ? 0 : value - (value % 2 ** (32 - Number(bits)))
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${bits}`
}
