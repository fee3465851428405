// What the kernel did with a packet, from what was seen of it alone: a verdict and a path in the words of the trace.
import type { Verdict } from '../../src/analysis/trace/answer.ts'
import type { PacketInput, TraceInput } from '../../src/analysis/trace/input.ts'
import { NOBODY } from './compile.ts'
import { CLIENTS, type Crossing, type Seen } from './lab.ts'

export interface Judged {
  readonly verdict: Verdict
  readonly path: readonly string[]
  readonly out?: string
}

/**
 * `hasRoute`: of a packet that came in and of which nothing more was seen, whether the kernel had a route for it: then it was
 * forwarding that stopped it.
 */
export function judge(
  house: TraceInput,
  packet: PacketInput,
  seen: Seen,
  asked: ReadonlyMap<string, string>,
  hasRoute: (packet: PacketInput, arrival: string) => boolean,
): Judged {
  const has = (event: Seen['events'][number]['event']) => seen.events.some((one) => one.event === event)
  const requests = seen.crossings.filter(({ kind }) => kind === 'req')
  const path = pathOf(packet, seen, requests)
  const dialled = seen.events.flatMap((event) => (event.event === 'dialled' ? event.stage : []))[0]
  const isThroughTun = requests.some(({ place, stage }) => place === 'tun' && stage === 0)
  const arrived = seen.events.find((event) => event.event === 'arrived')
  const isClient = CLIENTS.some((name) => name === packet.from)
  if (has('looped')) return { verdict: 'loop', path }
  if (has('dial-error')) return { verdict: 'blackhole', path }
  if (has('dns') || (has('dialled') && arrived !== undefined)) {
    const isLost = isClient && isThroughTun && !has('answered')
    const isBackInTun = seen.events.some((event) => event.event === 'in-tun' && event.isAnswer)
    const cut = path.slice(0, path.indexOf('tun') + 1)
    if (isLost) return { verdict: isBackInTun ? 'blackhole' : 'dropped', path: cut }
    const out = requests.find(
      ({ place, way, stage }) => stage === dialled && way === 'out' && place !== 'router',
    )?.place
    return { verdict: 'proxied', path, ...(has('dns') || out === undefined ? {} : { out }) }
  }
  // Handed to the router first: it does not use this gateway, and what is behind the router is not looked at.
  if (isClient && path[1] === 'router' && packet.to !== ROUTER) {
    return { verdict: 'direct', path: arrived === undefined ? [...path, packet.to] : path }
  }
  if (arrived !== undefined) return delivered(house, packet, requests, path, arrived.node, has('answered'))
  const before = requests.some(({ place }) => place !== 'router')
  const face = packet.to === NOBODY ? asked.get(NOBODY) : undefined
  if (before && face !== undefined) return { verdict: 'blackhole', path: [...path, face] }
  if (packet.from === 'gateway') return { verdict: 'blackhole', path: face === undefined ? path : [...path, face] }
  const last = requests.findLast(({ place }) => place !== 'router')
  return { verdict: last !== undefined && hasRoute(packet, last.place) ? 'dropped' : 'blackhole', path }
}

/** It arrived without the proxy. */
function delivered(
  { tun }: TraceInput,
  packet: PacketInput,
  requests: readonly Crossing[],
  path: readonly string[],
  node: string,
  isAnswered: boolean,
): Judged {
  const gateway = requests.filter(({ place }) => place !== 'router')
  const out = gateway.findLast(({ way }) => way === 'out')?.place
  if (node === 'router' && path.at(-1) !== 'router') return { verdict: 'leak', path, ...(out && { out }) }
  const isQuestion = packet.port === 53 && (tun?.dnsHijack ?? []).length > 0
  if (isQuestion && gateway.length > 0 && node !== 'gateway') return { verdict: 'leak', path }
  const needsAnswer = isClient(node) && (packet.from === 'internet' || isClient(packet.from))
  return { verdict: needsAnswer && !isAnswered ? 'broken-return' : 'delivered', path }
}

function isClient(node: string): boolean {
  return CLIENTS.some((name) => name === node)
}

/** Sender, then stage by stage the outbound that dialled and the places it crossed, then where it arrived. */
function pathOf(packet: PacketInput, { events }: Seen, requests: readonly Crossing[]): string[] {
  const path = packet.from === 'internet' ? ['internet', 'router'] : [packet.from]
  const last = Math.max(
    0,
    ...requests.map(({ stage }) => stage),
    ...events.map((event) => ('stage' in event ? event.stage : 0)),
  )
  for (let stage = 0; stage <= last; stage++) {
    for (const event of events) if (event.event === 'dialled' && event.stage === stage) path.push(event.name)
    const crossed = requests.filter((crossing) => crossing.stage === stage && isNode(packet, crossing))
    // Every hop takes one from the TTL, so this is their order, whoever saw it first.
    path.push(...crossed.sort((a, b) => b.ttl - a.ttl || rank(a) - rank(b)).map(({ place }) => place))
  }
  if (events.some(({ event }) => event === 'dns')) path.push('dns')
  for (const event of events) {
    if (event.event !== 'arrived') continue
    if (isClient(event.node)) path.push(event.node, ...event.tail.slice(1))
    else if (event.node === 'router' && (event.stage > 0 || path.at(-1) === 'router'))
      path.push(...event.tail.filter((node) => node !== ROUTER))
  }
  return path
}

const ROUTER = '10.0.0.1'

/** What leaves the gateway arrives at the router with the same TTL. */
function rank({ place }: Crossing): number {
  return place === 'router' ? 1 : 0
}

function isNode(packet: PacketInput, { place, way }: Crossing): boolean {
  if (place === 'router') return way === 'in' && packet.from !== 'internet'
  // What goes into a TUN comes to the proxy; what comes out of it is an answer.
  return place === 'tun' || place === 'wg' ? way === 'out' : true
}
