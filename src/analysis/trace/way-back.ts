// What the proxy answers a client arrives on the TUN and has to find its way out again (forwarding.md R9, R10, R17).
import { formatIp, prefixContains } from '../../net/ip.ts'
import { Journey, type Outcome } from './journey.ts'
import type { Face } from './network.ts'

/** The outcome of a proxied flow, or why its answers do not reach the client. The path then ends at the TUN. */
export function wayBack(journey: Journey, proxied: Outcome): Outcome {
  const { entered, ground } = journey
  const tun = ground.house.tun
  if (entered === undefined || tun === undefined) return proxied
  const back = new Journey(ground, 'back')
  back.go(tun.face.name)
  const lost = lostOnTheWay(back, tun.face, entered)
  journey.hops.push(...back.hops)
  if (lost === undefined) return proxied
  if (lost.verdict !== 'broken-return') journey.path.length = entered.length
  return lost
}

function lostOnTheWay(
  back: Journey,
  tun: Face,
  { client, arrival }: NonNullable<Journey['entered']>,
): Outcome | undefined {
  const { model, assume } = back.ground
  const flag = { interface: tun.name, name: 'forwarding', value: tun.forwarding } as const
  if (!model.forwardsReplies(tun)) {
    back.tell('R9', `Forwarding is off on ${tun.name}, where the answers of the proxy arrive: they are dropped.`, {
      flag,
    })
    return { verdict: 'dropped', reason: `forwarding-off:${tun.name}` }
  }
  back.tell('R9', `Forwarding is on at ${tun.name}, where the answers of the proxy arrive.`, { flag })
  const choice = back.choose('R10', { ip: client, name: formatIp(client) }, model.forForwarding)
  if (!model.isWayBack(choice?.route)) {
    back.tell('R10', 'There is no way back to the client but the TUN or a tunnel.')
    return { verdict: 'blackhole', reason: 'no-return-route' }
  }
  if (choice === undefined || choice.route.face === arrival) return undefined
  const isRival = arrival.addresses.some(
    (address) => address.bits === choice.route.prefix.bits && prefixContains(address, client),
  )
  if (!isRival) return undefined
  back.tell(
    'R17',
    `Answers leave by ${choice.route.face.name}, though requests come in by ${arrival.name}: the prefixes are equal.`,
  )
  return assume.equalPrefixes === 'works'
    ? undefined
    : { verdict: 'broken-return', reason: `return-side:${choice.route.face.name}` }
}
