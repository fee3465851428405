// What the proxy does with what enters its TUN, before and besides its rules (forwarding.md R18 to R21).
import { formatIp, prefixContains } from '../../net/ip.ts'
import { sameIp } from '../../net/ip-network.ts'
import type { Meta } from '../rules/match-types.ts'
import type { Face, Route, Tun } from './network.ts'
import type { Packet } from './packet.ts'
import { costOf } from './routes.ts'

/** R20: ICMP is answered or swallowed by the TUN, never passed on. */
export function relays({ proto }: Packet): boolean {
  return proto !== 'icmp'
}

/** R19: a question that enters the TUN is answered by the proxy's own DNS (mihomo.md, section 4). */
export function hijacks({ dnsHijack }: Tun, { to, proto, port }: Packet): boolean {
  return dnsHijack.some(
    (item) =>
      proto !== 'icmp' &&
      port === item.port &&
      (item.proto === undefined || item.proto === proto) &&
      (item.ip === undefined || sameIp(item.ip, to)),
  )
}

/** R21: a fake address stands for a name; rules see the name, and the real address when they ask for it. */
export function metaOf(packet: Packet, tun: Tun): Meta {
  const { source, host, real, port, proto, known } = packet
  const isByName = packet.isUnresolved === true || (isFake(packet, tun) && host !== undefined)
  const seen = isFake(packet, tun) ? real : packet.to
  return {
    network: proto === 'udp' ? 'udp' : 'tcp',
    inType: 'TUN',
    inName: 'DEFAULT-TUN',
    ...(isByName || seen === undefined ? {} : { dstIP: formatIp(seen) }),
    ...(host === undefined ? {} : { host }),
    ...(real === undefined ? {} : { resolvedIP: formatIp(real) }),
    ...(source === undefined ? {} : { srcIP: formatIp(source) }),
    ...(port === undefined ? {} : { dstPort: port }),
    ...(known === undefined ? {} : { known }),
  }
}

/** R5, R21: in the range that the proxy invents addresses from, or said to stand for another. */
export function isFake({ to, real }: Packet, tun: Tun): boolean {
  return real !== undefined || (tun.fakeRange !== undefined && prefixContains(tun.fakeRange, to))
}

/** R18: the cheapest IPv4 default route that is not of a tunnel; of several the first. */
export function autoEgress(routes: Iterable<Route>): Face | undefined {
  let best: Route | undefined
  for (const route of routes) {
    if (route.prefix.bits !== 0 || route.prefix.ip.length !== 1 || route.face.kind !== 'lan') continue
    if (best === undefined || costOf(route) < costOf(best)) best = route
  }
  return best?.face
}
