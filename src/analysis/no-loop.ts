// The no-loop proof: does any interface that the proxy could dial from send its packets back into the TUN? It reads nothing
// and knows no file: a description of a Windows machine, observed or planned, goes in.
import { formatIp, formatIpPrefix, type Ip, type IpPrefix, prefixContains } from '../net/ip.ts'
import { compareIps, firstBehind } from '../net/ip-network.ts'
import type { PrefixTable } from '../net/prefix-table.ts'
import { chooseRoute } from './trace/choose-route.ts'
import type { GatewayInput, TunInput } from './trace/input.ts'
import type { Face, Route, Tun } from './trace/network.ts'
import type { TraceProblem } from './trace/problem.ts'
import { readFaces, readRoutes } from './trace/read-gateway.ts'
import { readTun, usualTun } from './trace/read-tun.ts'
import { Reader } from './trace/reader.ts'
import { compareRoutes, costOf, onLinkRoutes, routeExists, routeTable, tunRoutes } from './trace/routes.ts'
import { forSocketBoundTo } from './trace/visible-routes.ts'

/** A machine as it is or would be. */
export interface NoLoopInput extends GatewayInput {
  /**
   * The TUN, or the name of its interface. Left out: the interface with an address of 198.18.0.0/15, or else the one that
   * mihomo would make, because a machine without a running proxy must not loop when it starts. Whether it runs is not
   * asked, for the same reason.
   */
  readonly tun?: TunInput | string
}

export interface Loop {
  readonly interface: string
  /** One sentence with both routes and the flag that lets the packet choose. */
  readonly why: string
  /** Rule of forwarding.md. */
  readonly rule: 'R14'
  readonly flag: 'forwarding' | 'weakHostSend'
  /** An address of the Internet that it happens for. */
  readonly to: string
}

/**
 * Tries every interface that holds a default route (0.0.0.0/0, or halves of it) as the egress, with one destination for
 * each part of the address space that the routes tell apart. No loops: the proof holds. An input that cannot be read
 * answers a problem instead, never an empty list.
 */
export function noLoop(input: NoLoopInput): { readonly loops: readonly Loop[] } | { readonly error: TraceProblem } {
  const reader = new Reader()
  const fields = reader.fields(input, 'input')
  const faces = readFaces(reader, fields.interfaces, 'interfaces')
  const tun = tunOf(reader, fields.tun, faces)
  faces.set(tun.face.name, tun.face)
  const routes = readRoutes(reader, fields.routes, 'routes', faces)
  if (reader.problem !== undefined) return { error: reader.problem }

  const table = routeTable({ faces, routes, tun }, { onLinkRoutes, routeExists, tunRoutes })
  const destinations = destinationsOf([...routes.map(({ prefix }) => prefix), ...tun.routes], tun.face)
  const loops = [...faces.values()]
    .filter((face) => face.kind !== 'tun' && routes.some((route) => route.face === face && isDefault(route, table)))
    .flatMap((egress) => firstLoop(egress, destinations, table) ?? [])
  return { loops }
}

/** The TUN as it will be when it runs. */
function tunOf(reader: Reader, value: unknown, faces: ReadonlyMap<string, Face>): Tun {
  if (value !== undefined && value !== null && typeof value !== 'string') {
    const tun = readTun(reader, value, faces)
    return { ...tun, isRunning: true, face: { ...tun.face, isUp: true } }
  }
  const named = value ?? undefined
  const listed = named === undefined ? [...faces.values()].find(looksLikeTun) : faces.get(named)
  const usual = usualTun(named ?? listed?.name ?? 'the TUN')
  if (listed === undefined || listed.addresses.length === 0) return usual
  return { ...usual, face: { ...usual.face, addresses: listed.addresses } }
}

/** R5: its address is out of the fake-ip range, which mihomo takes from the networks for benchmarks (RFC 2544). */
function looksLikeTun({ addresses }: Face): boolean {
  return addresses.some(({ ip }) => prefixContains({ ip: [0xc6120000], bits: 15 }, ip))
}

function isDefault(route: Route, table: PrefixTable<Route>): boolean {
  return route.prefix.bits <= 1 && [...table.covering(route.prefix.ip)].includes(route)
}

function firstLoop(egress: Face, destinations: readonly Ip[], table: PrefixTable<Route>): Loop | undefined {
  for (const to of destinations) {
    const own = chooseRoute(table, to, (route) => route.face === egress, compareRoutes)
    const choice = chooseRoute(table, to, forSocketBoundTo(egress), compareRoutes)
    if (own === undefined || choice?.route.face.kind !== 'tun') continue
    const flag = egress.forwarding ? 'forwarding' : 'weakHostSend'
    const why = explain(egress, flag, choice.route, own.route)
    return { interface: egress.name, why, rule: 'R14', flag, to: formatIp(to) }
  }
  return undefined
}

function explain({ name }: Face, flag: Loop['flag'], taken: Route, own: Route): string {
  const show = (route: Route) => `${formatIpPrefix(route.prefix)} of ${route.face.name} (metric ${costOf(route)})`
  const what = flag === 'forwarding' ? 'Forwarding' : 'Weak-host send'
  return `${what} is on at ${name}, so what the proxy sends there may take any route: ${show(taken)} wins against ${show(own)}, and it comes back to the proxy.`
}

/** Networks that nobody dials through a proxy: this host, loopback, multicast and what lies above. */
const NOT_DIALLED: readonly IpPrefix[] = [
  { ip: [0], bits: 8 },
  { ip: [0x7f000000], bits: 8 },
  { ip: [0xe0000000], bits: 3 },
  { ip: [0, 0, 0, 0], bits: 8 },
  { ip: [0xfe000000, 0, 0, 0], bits: 7 },
]

/** The first address of each part of the address space that the routes tell apart, in order, without what nobody dials. */
function destinationsOf(routes: readonly IpPrefix[], tun: Face): Ip[] {
  const isLeftOut = [...NOT_DIALLED, ...tun.addresses]
  // A part begins where a network begins, and behind where one ends.
  const starts = [...routes, ...isLeftOut].flatMap((prefix) => [prefix.ip, firstBehind(prefix) ?? []])
  return starts
    .filter((ip) => ip.length > 0 && !isLeftOut.some((prefix) => prefixContains(prefix, ip)))
    .sort(compareIps)
    .filter((ip, index, all) => index === 0 || compareIps(ip, all[index - 1] ?? []) !== 0)
}
