// The model with one rule broken at a time. Whatever proves the model has to notice each of them.
import { type Model, windows } from '../../../src/analysis/trace/model.ts'
import type { Route } from '../../../src/analysis/trace/network.ts'
import { costOf } from '../../../src/analysis/trace/routes.ts'

export interface Mutant {
  readonly rule: string
  /** What is wrong with it. */
  readonly broken: string
  readonly model: Model
  /** Whether packets on a Linux kernel can show it; what they cannot rests on the cited facts alone (docs/trace.md). */
  readonly inKernel: boolean
}

const kernel = (rule: string, broken: string, change: Partial<Model>): Mutant => ({
  rule,
  broken,
  model: { ...windows, ...change },
  inKernel: true,
})
const facts = (rule: string, broken: string, change: Partial<Model>): Mutant => ({
  ...kernel(rule, broken, change),
  inKernel: false,
})

const byMetric = (a: Route, b: Route) => costOf(a) - costOf(b)
const byPrefix = (a: Route, b: Route) => b.prefix.bits - a.prefix.bits

export const MUTANTS: readonly Mutant[] = [
  kernel('R1', 'addresses make no on-link routes', { onLinkRoutes: () => [] }),
  facts('R1', 'on-link routes cost more', {
    onLinkRoutes: (face) => windows.onLinkRoutes(face).map((route) => ({ ...route, metric: 999 })),
  }),
  kernel('R2', 'the metric beats the prefix', { compareRoutes: (a, b) => byMetric(a, b) || byPrefix(a, b) }),
  kernel('R2', 'the higher sum wins', { compareRoutes: (a, b) => byPrefix(a, b) || byMetric(b, a) }),
  facts('R2', 'interface metrics do not count', { compareRoutes: (a, b) => byPrefix(a, b) || a.metric - b.metric }),
  kernel('R2', 'the shorter prefix wins', { compareRoutes: (a, b) => byPrefix(b, a) || byMetric(a, b) }),
  kernel('R3', 'a next hop may be anywhere', { routeExists: ({ face }) => face.isUp }),
  facts('R3', 'an interface may be down', {
    routeExists: ({ face, via }, isOnLink) => via === undefined || !face.isUp || isOnLink(face, via),
  }),
  facts('R3', 'only the networks of the addresses are on-link', {
    routeExists: ({ face, via }) =>
      face.isUp && (via === undefined || face.addresses.some(({ ip }) => (ip[0] ?? 0) >>> 8 === (via[0] ?? 0) >>> 8)),
  }),
  kernel('R4', 'the TUN makes no routes', { tunRoutes: () => [] }),
  kernel('R4', 'the TUN routes everything', {
    tunRoutes: (tun) => windows.tunRoutes({ ...tun, routes: [{ ip: [0], bits: 0 }] }),
  }),
  kernel('R22', 'a stopped TUN keeps its routes', {
    tunRoutes: (tun) => windows.tunRoutes({ ...tun, isRunning: true }),
  }),
  facts('R4', 'routes of a family without an address', {
    tunRoutes: (tun) => tun.routes.map((prefix) => ({ prefix, face: tun.face, metric: tun.routeMetric })),
  }),
  kernel('R6', 'nobody takes packets for other interfaces', { acceptsForOthers: () => false }),
  facts('R6', 'everybody does', { acceptsForOthers: () => true }),
  facts('R6', 'forwarding always counts', { acceptsForOthers: (face) => face.forwarding || face.weakHostReceive }),
  facts('R6', 'weak-host receive does not count', {
    acceptsForOthers: (face, assume) => face.forwarding && assume.forwardingAcceptsForOthers,
  }),
  kernel('R7', 'everything is forwarded', { forwards: () => true }),
  kernel('R7', 'nothing is forwarded', { forwards: () => false }),
  facts('R7', 'weak-host receive forwards', { forwards: (face) => face.weakHostReceive }),
  kernel('R8', 'forwarded packets see on-link routes only', { forForwarding: ({ via }) => via === undefined }),
  kernel('R9', 'the TUN needs no forwarding', { forwardsReplies: () => true }),
  kernel('R9', 'the TUN never forwards', { forwardsReplies: () => false }),
  kernel('R10', 'the TUN is a way back', { isWayBack: (route) => route !== undefined }),
  kernel('R10', 'nothing is a way back', { isWayBack: () => false }),
  kernel('R12', 'unbound sockets see on-link routes only', { forUnboundSocket: ({ via }) => via === undefined }),
  kernel('R13', 'a bound socket falls back to other routes', { forSocketBoundTo: () => () => true }),
  kernel('R14', 'forwarding does not free the socket', {
    forSocketBoundTo: (egress) => windows.forSocketBoundTo({ ...egress, forwarding: false }),
  }),
  kernel('R14', 'weak-host send does not free the socket', {
    forSocketBoundTo: (egress) => windows.forSocketBoundTo({ ...egress, weakHostSend: false }),
  }),
  facts('R18', 'the first default route, whatever it costs', {
    autoEgress: (routes) => [...routes].find(({ prefix, face }) => prefix.bits === 0 && face.kind === 'lan')?.face,
  }),
  facts('R18', 'also one of a tunnel', {
    autoEgress: (routes) => [...routes].filter(({ prefix }) => prefix.bits === 0).sort(byMetric)[0]?.face,
  }),
  facts('R18', 'none is found', { autoEgress: () => undefined }),
  facts('R19', 'no question is hijacked', { hijacks: () => false }),
  facts('R19', 'every question to port 53 is hijacked', { hijacks: (_, { port }) => port === 53 }),
  facts('R19', 'only over UDP', { hijacks: (tun, packet) => packet.proto === 'udp' && windows.hijacks(tun, packet) }),
  facts('R20', 'ICMP is relayed', { relays: () => true }),
  facts('R20', 'TCP is not', { relays: ({ proto }) => proto === 'udp' }),
  facts('R21', 'rules see the fake address', {
    metaOf: (packet, tun) => ({ ...windows.metaOf(packet, tun), dstIP: packet.toName }),
  }),
  facts('R21', 'rules do not see the name', {
    metaOf: (packet, tun) => {
      const { host: _host, ...meta } = windows.metaOf(packet, tun)
      return meta
    },
  }),
  facts('R21', 'rules do not get the real address', {
    metaOf: (packet, tun) => {
      const { resolvedIP: _resolved, ...meta } = windows.metaOf(packet, tun)
      return meta
    },
  }),
  facts('R21', 'rules do not see the sender', {
    metaOf: (packet, tun) => {
      const { srcIP: _source, ...meta } = windows.metaOf(packet, tun)
      return meta
    },
  }),
  facts('R21', 'everything is TCP', { metaOf: (packet, tun) => ({ ...windows.metaOf(packet, tun), network: 'tcp' }) }),
  facts('R5', 'no address is fake', { isFake: () => false }),
  facts('R2', 'a more specific route counts as preferred', {
    bypass: (tun, taken, wanted, isFake) => {
      const told = windows.bypass(tun, taken, wanted, isFake)
      return told.reason === 'more-specific-route' ? { ...told, reason: 'tun-not-preferred' } : told
    },
  }),
  facts('R22', 'a TUN that is down is only not preferred', {
    bypass: (tun, taken, wanted, isFake) => {
      const told = windows.bypass(tun, taken, wanted, isFake)
      return told.rule === 'R22' ? { verdict: 'leak', reason: 'tun-not-preferred', rule: 'R2' } : told
    },
  }),
  facts('R22', 'a fake address outside the proxy leads somewhere', {
    bypass: (tun, taken, wanted) => windows.bypass(tun, taken, wanted, false),
  }),
  facts('R29', 'IPv6 is like IPv4 here', {
    bypass: (tun, taken, wanted, isFake) => {
      const told = windows.bypass(tun, taken, wanted, isFake)
      return told.rule === 'R29' ? { verdict: 'leak', reason: 'tun-not-preferred', rule: 'R2' } : told
    },
  }),
  kernel('R25', 'a gateway may be anywhere', { gatewayIsOnLink: ({ gateway }) => gateway !== undefined }),
  facts('R29', 'everybody is covered', { isCovered: () => true }),
  facts('R29', 'nobody is covered', { isCovered: () => false }),
  kernel('R24', 'answers always arrive', { needsAnswer: () => false }),
  kernel('R26', 'every interface answers for every address', {
    arrivesOn: (owner, faces, assume) => windows.arrivesOn(owner, faces, { ...assume, arp: 'any' }),
  }),
  facts('R26', 'only the owner ever answers', { arrivesOn: (owner) => owner }),
  kernel('R32', 'outer packets may take the tunnel', { forOuterPacketsOf: () => () => true }),
  kernel('R32', 'outer packets never pass the TUN', {
    forOuterPacketsOf: (tunnel) => (route) => route.face !== tunnel && route.face.kind !== 'tun',
  }),
]
