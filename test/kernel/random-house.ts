// Houses and packets from a seed: most are healthy, each breaks a few things, and nothing in them is ambiguous.
import type {
  ClientInput,
  InterfaceInput,
  PacketInput,
  RouteInput,
  TraceInput,
} from '../../src/analysis/trace/input.ts'
import { NOBODY, SECOND_ROUTER } from './compile.ts'

export interface Case {
  readonly house: TraceInput
  readonly packets: readonly PacketInput[]
}

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function randomCase(random: () => number, size: number): Case {
  const chance = (percent: number) => random() * 100 < percent
  const pick = <T>(...items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]
  const hasTunnel = chance(40)
  const lanLength = pick(25, 25, 24)
  const lan: InterfaceInput = {
    name: 'lan',
    addresses: [`10.0.0.2/${lanLength}`],
    forwarding: chance(25),
    weakHostSend: chance(10),
    metric: pick(25, 5, 50),
  }
  const inside: InterfaceInput = {
    name: 'in',
    addresses: [`10.0.0.129/${pick(25, 25, 25, 26, 29)}`],
    forwarding: !chance(15),
    metric: pick(26, 6, 51),
    weakHostReceive: chance(10),
    up: !chance(6),
  }
  const wg: InterfaceInput = {
    name: 'wg',
    addresses: ['10.9.0.2/32'],
    virtual: true,
    metric: 7,
    forwarding: chance(10),
  }
  const routes: RouteInput[] = [
    ...maybe(chance(90), {
      dst: '0.0.0.0/0',
      via: chance(12) ? '10.7.7.1' : '10.0.0.1',
      interface: 'lan',
      metric: pick(0, 11, 300),
    }),
    ...maybe(chance(15), { dst: '0.0.0.0/0', via: SECOND_ROUTER, interface: 'in', metric: pick(1, 13, 500) }),
    ...maybe(chance(25), { dst: '192.0.2.0/24', via: '10.0.0.1', interface: 'lan', metric: pick(2, 9999) }),
    ...maybe(chance(30), { dst: '203.0.113.5/32', via: '10.0.0.1', interface: 'lan', metric: 256 }),
    ...maybe(hasTunnel && chance(80), { dst: '0.0.0.0/0', interface: 'wg', metric: 10000 }),
    ...maybe(hasTunnel && chance(25), { dst: '172.20.0.0/14', interface: 'wg', metric: 3 }),
    ...maybe(hasTunnel && chance(20), { dst: '203.0.113.0/24', interface: 'wg', metric: 5 }),
    ...maybe(hasTunnel && chance(25), { dst: '203.0.113.9/32', via: '10.0.0.1', interface: 'lan', metric: 4 }),
  ]
  const rules = [
    ...maybe(hasTunnel && !chance(30), 'IP-CIDR,203.0.113.9/32,DIRECT'),
    ...maybe(hasTunnel, 'IP-CIDR,172.20.0.0/14,WG'),
    ...maybe(hasTunnel && chance(20), 'IP-CIDR,203.0.113.0/24,WG'),
    'IP-CIDR,198.51.100.0/24,HK',
    `MATCH,${chance(80) ? 'DIRECT' : 'HK'}`,
  ]
  const clients: ClientInput[] = [
    { name: 'tv', address: '10.0.0.140/25', gateway: chance(92) ? '10.0.0.129' : '10.0.0.200' },
    {
      name: 'pc',
      address: `10.0.0.20/${pick(24, 25)}`,
      gateway: pick('10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.129'),
    },
    {
      name: 'box',
      address: `10.0.0.150/${pick(24, 26, 25)}`,
      gateway: pick('10.0.0.129', '10.0.0.129', '10.0.0.1', '10.0.0.2'),
    },
  ]
  const house: TraceInput = {
    topology: {
      gateway: { interfaces: [lan, inside, ...maybe(hasTunnel, wg)], routes },
      router: { address: '10.0.0.1/24' },
      clients,
      tunnels: maybe(hasTunnel, { interface: 'wg', endpoint: '203.0.113.9:9000' }),
    },
    tun: {
      interface: 'tun',
      address: '198.18.0.1/30',
      routes: pick(
        ['0.0.0.0/0'],
        ['0.0.0.0/0'],
        ['0.0.0.0/0'],
        ['0.0.0.0/1', '128.0.0.0/1'],
        ['198.51.100.0/24', '192.0.2.0/24'],
      ),
      routeMetric: chance(12) ? 402 : 0,
      forwarding: !chance(10),
      running: !chance(12),
      egress: pick('lan', 'lan', 'lan', 'lan', 'lan', 'in', 'gone'),
      bind: chance(88) ? 'interface' : 'none',
      dnsHijack: chance(80) ? ['any:53'] : [],
      outbounds: {
        DIRECT: { type: 'direct' },
        HK: { type: 'upstream', server: '203.0.113.5:443' },
        WG: { type: 'direct', interface: 'wg' },
      },
    },
    rules,
    packet: { from: 'tv', to: '192.0.2.10', proto: 'udp', port: 9000 },
  }
  return { house, packets: packetsOf(random, size, hasTunnel) }
}

/** No two packets of a house go to the same place from the same sender. */
function packetsOf(random: () => number, size: number, hasTunnel: boolean): PacketInput[] {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  const tunnelled = hasTunnel ? ['172.20.1.1', '172.21.2.2', '203.0.113.9', '203.0.113.50'] : []
  const chosen = new Map<string, PacketInput>()
  while (chosen.size < size) {
    const from = pick(['tv', 'tv', 'tv', 'pc', 'box', 'gateway', 'internet']) ?? 'tv'
    const to =
      from === 'internet' ? pick(Object.values(OWN)) : pick(random() < 0.65 ? [...INTERNET, ...tunnelled] : LAN)
    const port = random() < 0.15 ? 53 : 9000
    // What nobody has is asked for once: the gateway's question for it is not marked with a packet.
    const key = to === NOBODY ? NOBODY : `${from} ${to}`
    if (to !== undefined && OWN[from] !== to && !(from === 'gateway' && OWN_OF_GATEWAY.includes(to)))
      chosen.set(key, { from, to, proto: 'udp', port })
  }
  return [...chosen.values()]
}

const OWN: Readonly<Record<string, string>> = { tv: '10.0.0.140', pc: '10.0.0.20', box: '10.0.0.150' }
const OWN_OF_GATEWAY = ['10.0.0.129', '10.0.0.2']
const LAN = ['10.0.0.1', '10.0.0.140', '10.0.0.20', '10.0.0.150', NOBODY, ...OWN_OF_GATEWAY]
const INTERNET = ['192.0.2.10', '8.8.8.8', '9.9.9.9', '198.51.100.7', '198.51.100.8']

function maybe<T>(isThere: boolean, item: T): T[] {
  return isThere ? [item] : []
}
