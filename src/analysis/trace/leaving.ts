// A packet leaves the gateway by one of its interfaces, and nothing of the gateway sees it again.
import { prefixContains } from '../../net/ip.ts'
import { chooseRoute } from './choose-route.ts'
import type { Journey, Outcome } from './journey.ts'
import type { Route } from './network.ts'
import type { Packet } from './packet.ts'
import type { Flow } from './step.ts'

export function leaving(journey: Journey, route: Route, flow: Flow): Outcome {
  const { packet, dialled, taken, peers } = flow
  journey.go(route.face.name)
  if (dialled !== undefined) {
    goBeyond(journey, route, [...peers, ...dialled.nodes])
    return { verdict: 'proxied', via: dialled.name, out: taken.face.name }
  }
  if (peers.length === 0 && isOnLan(journey, route, packet)) return onLan(journey, route, packet)
  return past(journey, route, flow)
}

/** The next hop and the nodes behind it; a node that is itself the next hop stands once. */
function goBeyond(journey: Journey, { via }: Route, nodes: readonly string[]): void {
  const hop = via === undefined ? [] : [journey.nameOf(via)]
  journey.go(...hop, ...(nodes[0] === hop[0] ? nodes.slice(1) : nodes))
}

/** On-link, or in the network of the router, which then hands it over. */
function isOnLan({ ground }: Journey, { via, face }: Route, { to }: Packet): boolean {
  const { address, ipv6 } = ground.house.router
  if (via === undefined) return face.kind === 'lan'
  return prefixContains(address, to) || (ipv6 !== undefined && prefixContains(ipv6, to))
}

function onLan(journey: Journey, route: Route, packet: Packet): Outcome {
  const { tun } = journey.ground.house
  const [owner] = journey.ownersOf(packet.to)
  if (owner === undefined) {
    goBeyond(journey, route, [])
    journey.tell('R19', `${packet.toName} is an address of the LAN that nobody has.`)
    return { verdict: 'blackhole', reason: 'on-link-nobody' }
  }
  goBeyond(journey, route, [owner.name])
  if (tun !== undefined && journey.ground.model.hijacks(tun, packet)) {
    journey.tell('R19', `A question to ${owner.name} stays on the LAN, where the hijacking of the TUN cannot see it.`)
    return { verdict: 'leak', reason: 'dns-not-hijacked' }
  }
  journey.tell('R19', `${packet.toName} is on the LAN: the kernel delivers it, the proxy never sees it.`)
  return { verdict: 'delivered' }
}

/** Past the TUN although it is no LAN traffic. */
function past(journey: Journey, route: Route, { packet, taken, peers }: Flow): Outcome {
  const { house, table, model } = journey.ground
  const wanted = chooseRoute(table, packet.to, ({ face }) => face.kind === 'tun', model.compareRoutes)
  const isFake = house.tun !== undefined && model.isFake(packet, house.tun)
  const { verdict, reason, rule } = model.bypass(house.tun, taken, wanted?.route, isFake)
  journey.tell(rule, `It leaves by ${taken.face.name}, past the rules of the proxy: ${reason}.`)
  goBeyond(journey, route, verdict === 'leak' ? [...peers, packet.toName] : peers)
  return verdict === 'leak' ? { verdict, reason, out: route.face.name } : { verdict, reason }
}
