// The kernel of the gateway: a packet arrives on an interface, or a program of the gateway sends one.
import type { Journey, Outcome } from './journey.ts'
import type { Face } from './network.ts'
import { onward } from './onward.ts'
import type { Packet } from './packet.ts'
import type { Step } from './step.ts'

export function arrives(journey: Journey, face: Face, packet: Packet): Step {
  const { model } = journey.ground
  journey.go(face.name)
  const owners = journey.ownersOf(packet.to).flatMap((owner) => (owner.kind === 'face' ? owner.face : []))
  if (owners.includes(face)) {
    journey.tell('R6', `${packet.toName} is an address of ${face.name} itself.`)
    return { verdict: 'delivered' }
  }
  if (owners[0] !== undefined) return forAnother(journey, face, owners[0], packet)
  const flag = { interface: face.name, name: 'forwarding', value: face.forwarding } as const
  if (!model.forwards(face)) {
    journey.tell('R7', `Forwarding is off on ${face.name}, where it arrives: Windows drops it.`, { flag })
    return { verdict: 'dropped', reason: `forwarding-off:${face.name}` }
  }
  journey.tell('R7', `Forwarding is on at ${face.name}, where it arrives: Windows routes it.`, { flag })
  const choice = journey.choose('R8', { ip: packet.to, name: packet.toName }, model.forForwarding)
  if (choice === undefined) return { verdict: 'blackhole', reason: 'no-route' }
  return onward(journey, choice.route, { packet, arrival: face, taken: choice.route, peers: [] })
}

function forAnother(journey: Journey, face: Face, owner: Face, packet: Packet): Outcome {
  const { model, assume } = journey.ground
  const accepts = model.acceptsForOthers(face, assume)
  const does = accepts ? 'takes it in for the other' : 'is a strong host and drops it'
  const by = face.weakHostReceive || !accepts ? 'weakHostReceive' : 'forwarding'
  const flag = { interface: face.name, name: by, value: face[by] } as const
  journey.tell('R6', `${packet.toName} is an address of ${owner.name}; ${face.name} ${does}.`, { flag })
  return accepts ? { verdict: 'delivered' } : { verdict: 'dropped', reason: `strong-host-receive:${face.name}` }
}

/** R12: a socket that is bound to nothing. */
export function fromGateway(journey: Journey, packet: Packet): Step {
  journey.go('gateway')
  const own = journey.ownersOf(packet.to).find(({ kind }) => kind === 'face')
  if (own !== undefined || isLoopback(packet.to)) {
    journey.tell('R6', `${packet.toName} is an address of the gateway itself.`)
    if (own !== undefined) journey.go(own.name)
    return { verdict: 'delivered' }
  }
  const choice = journey.choose('R12', { ip: packet.to, name: packet.toName }, journey.ground.model.forUnboundSocket)
  if (choice === undefined) return { verdict: 'blackhole', reason: 'no-route' }
  // Its source is an address of the interface that was chosen.
  const source = choice.route.face.addresses.find(({ ip }) => ip.length === packet.to.length)?.ip
  const sent = source === undefined ? packet : { ...packet, source }
  return onward(journey, choice.route, { packet: sent, taken: choice.route, peers: [] })
}

function isLoopback(ip: Packet['to']): boolean {
  const [first = 0, , , last] = ip
  return ip.length === 1 ? first >>> 24 === 127 : last === 1 && ip.slice(0, 3).every((word) => word === 0)
}
