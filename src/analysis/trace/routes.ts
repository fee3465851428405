// The route table as Windows makes it: which routes there are, and which of two wins (forwarding.md R1 to R5).
import type { Ip, IpPrefix } from '../../net/ip.ts'
import { networkOfPrefix } from '../../net/ip-network.ts'
import { PrefixTable } from '../../net/prefix-table.ts'
import type { Face, Machine, Route, Tun } from './network.ts'

/** R1: each address makes its network on-link; such routes have metric 256. */
export function onLinkRoutes(face: Face): Route[] {
  return face.addresses.map((address) => ({ prefix: networkOfPrefix(address), face, metric: 256 }))
}

/** R2: the longest prefix, then the lowest sum of metrics. Negative when `a` wins, 0 when nobody can say. */
export function compareRoutes(a: Route, b: Route): number {
  return b.prefix.bits - a.prefix.bits || costOf(a) - costOf(b)
}

/** R3: the interface is up, and the next hop is on-link there. */
export function routeExists({ face, via }: Route, isOnLink: (face: Face, ip: Ip) => boolean): boolean {
  return face.isUp && (via === undefined || isOnLink(face, via))
}

/** R4: while it runs the TUN holds the routes it was told to; those of a family it has no address of are left out. */
export function tunRoutes({ face, routes, routeMetric, isRunning }: Tun): Route[] {
  if (!isRunning) return []
  const isServed = ({ ip }: IpPrefix) => face.addresses.some((address) => address.ip.length === ip.length)
  return routes.filter(isServed).map((prefix) => ({ prefix, face, metric: routeMetric }))
}

/** R2: route metric + interface metric. */
export function costOf({ metric, face }: Route): number {
  return metric + face.metric
}

export interface RouteModel {
  readonly onLinkRoutes: typeof onLinkRoutes
  readonly routeExists: typeof routeExists
  readonly tunRoutes: typeof tunRoutes
}

export function routeTable({ faces, routes, tun }: Machine, model: RouteModel): PrefixTable<Route> {
  const up = [...faces.values()].filter(({ isUp }) => isUp)
  const onLink = up.flatMap((face) => model.onLinkRoutes(face))
  const direct = onLinkTables([...onLink, ...routes.filter(({ via }) => via === undefined)])
  const isOnLink = (face: Face, ip: Ip) => direct.get(face)?.covers(ip) ?? false
  const made = routes.filter((route) => model.routeExists(route, isOnLink))
  return new PrefixTable([...onLink, ...made, ...(tun === undefined ? [] : model.tunRoutes(tun))], prefixOfRoute)
}

function onLinkTables(routes: readonly Route[]): Map<Face, PrefixTable<Route>> {
  const groups = Map.groupBy(routes, ({ face }) => face)
  return new Map([...groups].map(([face, group]) => [face, new PrefixTable(group, prefixOfRoute)]))
}

function prefixOfRoute({ prefix }: Route): IpPrefix {
  return prefix
}
