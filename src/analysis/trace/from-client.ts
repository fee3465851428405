// A device of the LAN sends: is the destination next to it, and if not, whom does it hand the packet to?
import { formatIp, prefixContains } from '../../net/ip.ts'
import type { Journey } from './journey.ts'
import type { Client } from './network.ts'
import type { Packet } from './packet.ts'
import type { Step } from './step.ts'

export function fromClient(journey: Journey, client: Client, packet: Packet): Step {
  journey.go(client.name)
  if (packet.to.length === 4) return overIPv6(journey, client, packet)
  if (prefixContains(client.address, packet.to)) return onLink(journey, packet)
  const { gateway } = client
  if (!journey.ground.model.gatewayIsOnLink(client)) {
    const what = gateway === undefined ? 'has no gateway' : `cannot reach its gateway ${formatIp(gateway)}`
    journey.tell('R25', `${client.name} ${what}: it is outside its own network.`)
    return { verdict: 'blackhole', reason: gateway === undefined ? 'gateway-absent' : 'gateway-off-link' }
  }
  return gateway === undefined ? absent : toGateway(journey, formatIp(gateway), packet)
}

const absent = { verdict: 'blackhole', reason: 'gateway-absent' } as const

function onLink(journey: Journey, packet: Packet): Step {
  const owners = journey.ownersOf(packet.to)
  const owner = owners.find(({ kind }) => kind === 'face') ?? owners[0]
  if (owner === undefined) {
    journey.tell('R19', `${packet.toName} is on its own network, and nobody there has that address.`)
    return { verdict: 'blackhole', reason: 'on-link-nobody' }
  }
  journey.tell('R19', `${packet.toName} is on its own network: it is reached directly.`)
  if (owner.kind === 'face') return { at: 'interface', face: owner.face, packet }
  journey.go(owner.name)
  return { verdict: 'delivered' }
}

function toGateway(journey: Journey, gateway: string, packet: Packet): Step {
  const { owners, house, assume, model } = journey.ground
  const all = owners.get(gateway) ?? []
  if (all.some(({ kind }) => kind === 'router')) return direct(journey, gateway, packet)
  const owner = all.find(({ kind }) => kind === 'face')
  if (owner?.kind !== 'face') {
    journey.tell('R25', `No interface that is up has its gateway ${gateway}.`)
    return absent
  }
  const face = model.arrivesOn(owner.face, house.faces.values(), assume)
  journey.tell('R26', `Its gateway ${gateway} is an address of ${owner.name}; ${face.name} answers for it.`)
  return { at: 'interface', face, packet }
}

function direct(journey: Journey, gateway: string, packet: Packet): Step {
  journey.tell('R25', `Its gateway ${gateway} is the router: it is not covered.`)
  journey.go('router', journey.nameOf(packet.to))
  return { verdict: 'direct' }
}

/** R29: the gateway is for IPv4; what the router announces for IPv6 is a way around it. */
function overIPv6(journey: Journey, client: Client, packet: Packet): Step {
  const { owners, model } = journey.ground
  const { ipv6 } = client
  if (ipv6 === undefined) {
    journey.tell('R29', `${client.name} has no IPv6.`)
    return { verdict: 'blackhole', reason: 'no-ipv6' }
  }
  if (prefixContains(ipv6.address, packet.to)) return onLink(journey, packet)
  if (ipv6.gateway === undefined) return absent
  const gateway = ipv6.gateway === 'router' ? undefined : formatIp(ipv6.gateway)
  const isRouter = gateway === undefined || (owners.get(gateway) ?? []).some(({ kind }) => kind === 'router')
  if (!isRouter) return toGateway(journey, gateway, packet)
  const isCovered = model.isCovered(client, owners)
  journey.tell('R29', `The router announces IPv6 to ${client.name}${isCovered ? ', past the gateway' : ''}.`)
  journey.go('router', journey.nameOf(packet.to))
  return isCovered ? { verdict: 'leak', reason: 'ipv6' } : { verdict: 'direct' }
}
