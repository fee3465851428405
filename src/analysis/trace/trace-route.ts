// traceRoute: where would this packet go through this house, and why? Pure: it asks no machine and never throws.
import type { TraceResult } from './answer.ts'
import { fromInternet } from './from-internet.ts'
import type { TraceInput } from './input.ts'
import { type Ground, Journey, type Outcome } from './journey.ts'
import { type Model, windows } from './model.ts'
import type { Client } from './network.ts'
import { ownersOf } from './owners.ts'
import type { Packet } from './packet.ts'
import { readAssumptions, readHouse } from './read-house.ts'
import { readPacket } from './read-packet.ts'
import { readLines, readSubRules } from './read-rules.ts'
import { Reader } from './reader.ts'
import { reply } from './reply.ts'
import { routeTable } from './routes.ts'
import { type Walked, walk } from './walk.ts'

/**
 * Follows one packet through a side-router, from a client, a program of the gateway or the Internet, to a verdict. The model is
 * that of Windows (docs/trace.md); every hop says which of its rules decided and what that rests on. An input that cannot be
 * read answers `{ error }` with the place in it. Time and memory grow with the size of the input and no faster.
 */
export function traceRoute(input: TraceInput): TraceResult {
  return traceWith(windows, input)
}

/** The same with other decisions. Only the tests have any. */
export function traceWith(model: Model, input: TraceInput): TraceResult {
  const reader = new Reader()
  const { topology, tun, rules, subRules, packet, assume } = reader.fields(input, 'input')
  const house = readHouse(reader, topology, tun)
  const lists = { rules: readLines(reader, rules, 'rules'), subRules: readSubRules(reader, subRules) }
  const assumed = readAssumptions(reader, assume)
  const asked = readPacket(reader, packet)
  if (reader.problem !== undefined || asked === undefined) return { error: reader.problem ?? NOTHING_ASKED }
  const table = routeTable(house, model)
  return trace({ house, owners: ownersOf(house), table, rules: lists, model, assume: assumed }, asked)
}

const NOTHING_ASKED = { code: 'trace/wrong-shape', message: 'There is no packet.', at: 'packet' } as const

function trace(ground: Ground, packet: Packet): TraceResult {
  const journey = new Journey(ground, 'there')
  const outcome = packet.sender === 'internet' ? fromInternet(journey, packet) : sent(journey, packet)
  if ('problem' in outcome) return { error: outcome.problem }
  const { verdict, via, out, reason } = outcome
  return {
    verdict,
    path: journey.path,
    ...(via === undefined ? {} : { via }),
    ...(out === undefined ? {} : { out }),
    ...(reason === undefined ? {} : { reason }),
    hops: journey.hops,
  }
}

function sent(journey: Journey, packet: Packet): Walked {
  const client = journey.ground.house.clients.get(packet.sender)
  if (client === undefined) {
    if (packet.sender === 'gateway') return walk(journey, { at: 'gateway', packet })
    const message = `There is no client named ${JSON.stringify(packet.sender.slice(0, 60))}.`
    return { problem: { code: 'trace/unknown-sender', message, at: 'packet.from' } }
  }
  const source = packet.to.length === 4 ? client.ipv6?.address.ip : client.address.ip
  const outcome = walk(journey, { at: 'client', client, packet: { ...packet, ...(source && { source }) } })
  return 'verdict' in outcome && outcome.verdict === 'delivered' ? answered(journey, client, packet, outcome) : outcome
}

/** Delivered on the LAN: does the answer get back? */
function answered(journey: Journey, client: Client, packet: Packet, delivered: Outcome): Walked {
  const { owners, model } = journey.ground
  const sender = { kind: 'client', name: client.name, client } as const
  const receiver = owners.get(packet.toName)?.find(({ name }) => name === journey.path.at(-1))
  const target = packet.to.length === 4 ? client.ipv6?.address.ip : client.address.ip
  if (receiver?.kind !== 'client' || target === undefined || !model.needsAnswer(sender, receiver)) return delivered
  return reply(journey, receiver.client, target, packet.proto, ['delivered', 'direct'])
}
