// The proxy dials: from which interface, and by which routes. This is where a flow comes back into the TUN, or does not.
import { formatIp } from '../../net/ip.ts'
import type { Journey } from './journey.ts'
import type { Face, Outbound, Place, Tun } from './network.ts'
import { onward } from './onward.ts'
import type { Packet } from './packet.ts'
import type { Step } from './step.ts'

export function dial(journey: Journey, tun: Tun, name: string, outbound: Outbound, packet: Packet): Step {
  const { model } = journey.ground
  journey.lastDialled = name
  const egress = egressOf(journey, tun, outbound)
  if (egress === undefined) return { verdict: 'blackhole', reason: 'no-egress' }
  const meant = packet.real === undefined ? packet.toName : formatIp(packet.real)
  const own: Place = packet.isUnresolved ? { name: meant } : { ip: packet.real ?? packet.to, name: meant }
  const target = outbound.server ?? own
  const sees = tun.isBound ? model.forSocketBoundTo(egress) : model.forUnboundSocket
  const rule = tellBinding(journey, egress, tun.isBound)
  const choice = journey.choose(rule, target, sees)
  if (choice === undefined) return { verdict: 'blackhole', reason: `no-route-on:${egress.name}` }
  const at = target.ip === undefined ? target.name : journey.nameOf(target.ip)
  const nodes = outbound.server === undefined ? [at] : [at, meant]
  const dialled = { name, egress: egress.name, nodes }
  return onward(journey, choice.route, { packet, dialled, taken: choice.route, peers: [] })
}

/** The interface of the outbound, then that of the proxy, then the one it finds itself (mihomo.md, section 3). */
function egressOf(journey: Journey, tun: Tun, outbound: Outbound): Face | undefined {
  const { house, table, model } = journey.ground
  const named = outbound.interface ?? (tun.egress === 'auto' ? undefined : tun.egress)
  const egress = named === undefined ? model.autoEgress(table.covering([0])) : house.faces.get(named)
  if (egress?.isUp) {
    journey.tell(
      'R18',
      `The proxy dials from ${egress.name}${named === undefined ? ', the cheapest default route' : ''}.`,
    )
    return egress
  }
  journey.tell(
    'R18',
    `The proxy has no interface to dial from${named === undefined ? '' : `: ${named} is not there or down`}.`,
  )
  return undefined
}

/** Says which flag makes the socket keep to its interface or not, and answers the rule. */
function tellBinding(journey: Journey, egress: Face, isBound: boolean): 'R12' | 'R13' | 'R14' {
  if (!isBound) {
    journey.tell('R12', 'The socket is bound to no interface: every route counts.')
    return 'R12'
  }
  const name = egress.forwarding || !egress.weakHostSend ? 'forwarding' : 'weakHostSend'
  const flag = { interface: egress.name, name, value: egress[name] } as const
  if (!egress[name]) {
    journey.tell('R13', `Forwarding and weak-host send are off on ${egress.name}: only its own routes count.`, { flag })
    return 'R13'
  }
  const what = name === 'forwarding' ? 'Forwarding' : 'Weak-host send'
  journey.tell('R14', `${what} is on at ${egress.name}: the socket is bound there, and still every route counts.`, {
    flag,
  })
  return 'R14'
}
