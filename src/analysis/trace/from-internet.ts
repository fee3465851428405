// Somebody on the Internet reaches a device through a port forward of the router: does the answer go the same way back?
import type { Ip } from '../../net/ip.ts'
import type { Journey, Outcome } from './journey.ts'
import type { Face } from './network.ts'
import type { Packet } from './packet.ts'
import { reply } from './reply.ts'
import type { Walked } from './walk.ts'

export function fromInternet(journey: Journey, packet: Packet): Walked {
  journey.go('internet', 'router')
  const [owner] = journey.ownersOf(packet.to)
  if (owner === undefined) {
    journey.tell('R24', `The router hands it to ${packet.toName}, which nobody has.`)
    return { verdict: 'blackhole', reason: 'on-link-nobody' }
  }
  if (owner.kind === 'router') return { verdict: 'delivered' }
  journey.tell('R24', `The router hands it to ${owner.name} directly.`)
  journey.go(owner.name)
  if (owner.kind === 'face') return fromOwnAddress(journey, owner.face, packet)
  // Past the proxy or the router's own way: the router knows the connection, so the answer fits.
  return reply(journey, owner.client, stranger(journey, packet), packet.proto, ['delivered', 'direct', 'leak'])
}

/** R13, R14: the answer of a program of the gateway has the address that was asked as its source. */
function fromOwnAddress(journey: Journey, face: Face, packet: Packet): Outcome {
  const { model } = journey.ground
  const place = { ip: stranger(journey, packet), name: 'the answer' }
  const choice = journey.choose('R13', place, model.forSocketBoundTo(face))
  if (choice === undefined) return { verdict: 'broken-return', reason: 'reply-blackhole' }
  return choice.route.face.kind === 'tun'
    ? { verdict: 'broken-return', reason: 'reply-proxied' }
    : { verdict: 'delivered' }
}

/** An address of the Internet that only default routes lead to, if there is one among these. */
function stranger({ ground }: Journey, { to }: Packet): Ip {
  const candidates: readonly [Ip, ...Ip[]] = to.length === 4 ? STRANGERS_V6 : STRANGERS
  const isPlain = (ip: Ip) => [...ground.table.covering(ip)].every(({ prefix }) => prefix.bits <= 1)
  return candidates.find(isPlain) ?? candidates[0]
}

const STRANGERS = [[0x01010101], [0x4b4b4b4b], [0x97979797], [0xd3d3d3d3]] as const satisfies readonly Ip[]
const STRANGERS_V6 = [
  [0x20014860, 0, 0, 1],
  [0x2a000000, 0, 0, 1],
] as const satisfies readonly Ip[]
