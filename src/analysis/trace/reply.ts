// The answer of a client, traced once and without its own answer (forwarding.md R24).
import { formatIp, type Ip } from '../../net/ip.ts'
import type { Verdict } from './answer.ts'
import { Journey } from './journey.ts'
import type { Client } from './network.ts'
import type { Packet } from './packet.ts'
import { type Walked, walk } from './walk.ts'

/** `delivered` when the answer ends in one of `arriving`, `broken-return` with its verdict otherwise. */
export function reply(
  journey: Journey,
  client: Client,
  to: Ip,
  proto: Packet['proto'],
  arriving: readonly Verdict[],
): Walked {
  const back = new Journey(journey.ground, 'back')
  const source = to.length === 4 ? client.ipv6?.address.ip : client.address.ip
  // It goes to a port that nobody chose, so no rule about ports and no hijacking is about it.
  const packet = { sender: client.name, to, toName: formatIp(to), proto, ...(source && { source }) }
  const outcome = walk(back, { at: 'client', client, packet })
  if ('problem' in outcome) return outcome
  journey.hops.push(...back.hops)
  if (arriving.includes(outcome.verdict)) {
    journey.tell('R24', `The answer of ${client.name} arrives.`)
    return { verdict: 'delivered' }
  }
  journey.tell('R24', `The answer of ${client.name} does not arrive: ${outcome.reason ?? outcome.verdict}.`)
  return { verdict: 'broken-return', reason: `reply-${outcome.verdict}` }
}
