// Whatever it is given: an answer or a coded error, and never more time than the input is large.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClientInput, InterfaceInput, RouteInput, TunnelInput } from '../../../src/analysis/trace/input.ts'
import { traceRoute } from '../../../src/analysis/trace/trace-route.ts'
import { type Change, DEFAULT, inputOf, packetOf, TUNNEL } from './house.ts'
import { said } from './said.ts'

const WEB = packetOf('tv 192.0.2.10:443/tcp')
const traced = (change: Change, packet = WEB) => said(traceRoute(inputOf(change, packet)))
const NOBODY = { address: '10.0.0.130/25', gateway: '10.0.0.130' }

describe('an answer for a house that is broken', () => {
  test.each<[string, Change, string]>([
    ['its gateway is itself', { tv: { gateway: '10.0.0.140' } }, 'blackhole gateway-absent: tv'],
    ['its gateway is another device', { tv: { gateway: '10.0.0.150' } }, 'blackhole gateway-absent: tv'],
    ['an interface without addresses', { in: { addresses: [] } }, 'blackhole gateway-absent: tv'],
    ['an egress without addresses', { lan: { addresses: [] } }, 'blackhole no-route-on:lan: tv > in > tun > DIRECT'],
    [
      'one address on both interfaces',
      { lan: { addresses: ['10.0.0.129/25'] }, in: { forwarding: false } },
      'dropped forwarding-off:lan: tv > lan',
    ],
    [
      'the address of the ingress is the router',
      { in: { addresses: ['10.0.0.1/25'] } },
      'blackhole gateway-absent: tv',
    ],
    [
      'a device has the address of the ingress',
      { clients: [{ name: 'twin', address: '10.0.0.129/25' }] },
      'proxied: tv > in > tun > DIRECT > lan > router > 192.0.2.10 via DIRECT out lan',
    ],
    [
      'the default route is by the device that sends',
      { routes: [{ ...DEFAULT, via: '10.0.0.140', interface: 'in' }], tun: { running: false } },
      'leak tun-down: tv > in > in > tv > 192.0.2.10 out in',
    ],
    [
      'a next hop that is the interface itself',
      { routes: [{ ...DEFAULT, via: '10.0.0.2' }] },
      'proxied: tv > in > tun > DIRECT > lan > lan > 192.0.2.10 via DIRECT out lan',
    ],
    [
      'an egress that is the TUN',
      { tun: { egress: 'tun' } },
      'loop reentry:tun: tv > in > tun > DIRECT > tun via DIRECT',
    ],
    [
      'a TUN with the name of an interface',
      { tun: { interface: 'lan', egress: 'in' } },
      'loop reentry:in: tv > in > lan > DIRECT > lan via DIRECT',
    ],
    [
      'two tunnels, each in the other',
      {
        ...TUNNEL,
        interfaces: [
          { name: 'wg', addresses: ['10.9.0.2/32'] },
          { name: 'wh', addresses: ['10.9.1.2/32'] },
        ],
        more: [
          { dst: '203.0.113.9/32', interface: 'wh' },
          { dst: '203.0.113.8/32', interface: 'wg' },
          { dst: '192.0.2.0/24', interface: 'wg' },
        ],
        tunnels: [
          { interface: 'wg', endpoint: '203.0.113.9:51820' },
          { interface: 'wh', endpoint: '203.0.113.8:51820' },
        ],
      },
      'loop tunnel-in-itself: tv > in > wg > wh > wg',
    ],
  ])('%s', (_, change, expected) => {
    expect(traced(change)).toBe(expected)
  })

  test('a long chain of tunnels ends', () => {
    const names = Array.from({ length: 60 }, (_, index) => `wg${index}`)
    const interfaces: InterfaceInput[] = names.map((name, index) => ({ name, addresses: [`10.9.${index}.2/32`] }))
    const tunnels: TunnelInput[] = names.map((name, index) => ({ interface: name, endpoint: `203.0.${index}.1:51820` }))
    const more: RouteInput[] = names.map((name, index) => ({ dst: `203.0.${index - 1}.1/32`, interface: name }))
    const change = { interfaces, tunnels, more: [...more.slice(1), { dst: '192.0.2.0/24', interface: 'wg0' }] }
    expect(traced(change)).toMatch(/^loop too-many-hops: tv > in > wg0 > wg1 > /)
  })

  test('no proxy at all', () => {
    const { tun: _tun, ...input } = inputOf({}, WEB)
    expect(said(traceRoute(input))).toBe('leak tun-down: tv > in > lan > router > 192.0.2.10 out lan')
  })
})

describe('a coded error for what cannot be read', () => {
  const healthy = inputOf({}, WEB)
  test.each<[string, unknown, string]>([
    ['nothing', {}, 'trace/wrong-shape topology: Nothing is not an object.'],
    ['no gateway', { topology: { router: {} } }, 'trace/wrong-shape topology.gateway: Nothing is not an object.'],
    ['a list for an object', { ...healthy, topology: [] }, 'trace/wrong-shape topology: A list is not an object.'],
    [
      'an interface without a name',
      inputOf({ interfaces: [{ name: '' }] }, WEB),
      'trace/wrong-shape topology.gateway.interfaces[2].name: "" is not a short text.',
    ],
    [
      'two interfaces of one name',
      inputOf({ interfaces: [{ name: 'lan' }] }, WEB),
      'trace/duplicate-name topology.gateway.interfaces[2]: Two interfaces are named lan.',
    ],
    [
      'two tunnels of one name',
      inputOf({ ...TUNNEL, tunnels: [...(TUNNEL.tunnels ?? []), ...(TUNNEL.tunnels ?? [])] }, WEB),
      'trace/duplicate-name topology.tunnels[1]: Two tunnels are named wg.',
    ],
    [
      'a device with the name of something else',
      inputOf({ clients: [{ name: 'router', ...NOBODY }] }, WEB),
      'trace/duplicate-name topology.clients[2]: router means something else in a path.',
    ],
    [
      'a prefix that is too long',
      inputOf({ tv: { address: '10.0.0.140/33' } }, WEB),
      'trace/not-an-address topology.clients[0].address: "10.0.0.140/33" is not an IP address with a prefix length.',
    ],
    [
      'a zone',
      inputOf({ in: { addresses: ['fe80::1%12/64'] } }, WEB),
      'trace/not-an-address topology.gateway.interfaces[1].addresses[0]: "fe80::1%12/64" is not an IP address with a prefix length.',
    ],
    [
      'a next hop that is a name',
      inputOf({ more: [{ ...DEFAULT, via: 'router' }] }, WEB),
      'trace/not-an-address topology.gateway.routes[1].via: "router" is not an IP address.',
    ],
    [
      'an endpoint that is nothing',
      inputOf({ tunnels: [{ interface: 'wg', endpoint: ':51820' }] }, WEB),
      'trace/not-an-address topology.tunnels[0].endpoint: ":51820" is neither an address nor a name.',
    ],
    [
      'hijacking of a name',
      inputOf({ tun: { dnsHijack: ['dns.test:53'] } }, WEB),
      'trace/not-an-address tun.dnsHijack[0]: "dns.test" is neither an address nor "any".',
    ],
    [
      'a metric below zero',
      inputOf({ lan: { metric: -1 } }, WEB),
      'trace/wrong-shape topology.gateway.interfaces[0].metric: -1 is not a whole number from 0 to 4294967295.',
    ],
    [
      'a protocol that does not exist',
      { ...healthy, packet: { ...WEB, proto: 'sctp' } },
      'trace/wrong-shape packet.proto: "sctp" is not one of tcp, udp, icmp.',
    ],
    [
      'an assumption that does not exist',
      { ...healthy, assume: { arp: 'both' } },
      'trace/wrong-shape assume.arp: "both" is not one of owner, any.',
    ],
    [
      'a destination that is a name',
      { ...healthy, packet: { ...WEB, to: 'a.test' } },
      'trace/not-an-address packet.to: "a.test" is not an IP address.',
    ],
    [
      'a sender that nobody is',
      { ...healthy, packet: { ...WEB, from: 'x'.repeat(70) } },
      `trace/unknown-sender packet.from: There is no client named "${'x'.repeat(60)}".`,
    ],
    [
      'a line that is no rule',
      inputOf({ rules: ['MATCH,DIRECT', 'IP-CIDR,192.0.2.0,HK'] }, WEB),
      expect.stringMatching(/^trace\/bad-rule rules\[1\]: /),
    ],
    ['a line that is no text', { ...healthy, rules: [7] }, 'trace/wrong-shape rules: A line is not a text.'],
    [
      'an outbound that does not exist',
      inputOf({ rules: ['MATCH,Nowhere'] }, WEB),
      'trace/unknown-outbound rules[0]: The rules lead to "Nowhere", and there is no such outbound.',
    ],
  ])('%s', (_, input, expected) => {
    // What comes from JSON has no type: the reader is what is tested.
    expect(said(traceRoute(input as ReturnType<typeof inputOf>))).toEqual(expected)
  })
})

describe('whatever it is', () => {
  test('anything at all', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(Object.keys(traceRoute(input as ReturnType<typeof inputOf>))).toEqual(['error'])
      }),
    )
  })

  test('plain JSON of any kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (topology, tun, packet) => {
        const input = { topology, tun, rules: [], packet }
        expect(Object.keys(traceRoute(input as unknown as ReturnType<typeof inputOf>))).toEqual(['error'])
      }),
    )
  })

  test('a healthy house with one value in place of another', () => {
    const healthy = inputOf({ ...TUNNEL, tun: { egress: 'auto' } }, WEB)
    const places = placesOf(healthy)
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('10.0.0.129', '10.0.0.2/25', 'lan', 'tun', '0.0.0.0/0', '::/0', null, -1),
    )
    fc.assert(
      fc.property(fc.constantFrom(...places), values, (place, value) => {
        const input = structuredClone(healthy)
        put(input, place, value)
        const result = traceRoute(input)
        if ('error' in result)
          expect(result.error).toEqual({
            code: expect.stringMatching(/^trace\//),
            message: expect.any(String),
            at: expect.any(String),
          })
        else expect(result.path[0]).toBe(input.packet.from)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('large houses take no more than their size', () => {
  const many = <T>(make: (index: number) => T) => Array.from({ length: 50_000 }, (_, index) => make(index))
  const address = (index: number) => `100.${64 + (index >> 14)}.${(index >> 6) & 255}.${(index & 63) * 4 + 1}`

  test('routes by next hops of as many networks on one interface', () => {
    const lan = { addresses: ['10.0.0.2/25', ...many((index) => `${address(index)}/30`)] }
    const more = many((index) => ({ dst: `${address(index)}/32`, via: address(index), interface: 'lan' }))
    expect(traced({ lan, more })).toMatch(/^proxied/)
  })

  test('as many interfaces, devices and routes to one network', () => {
    const interfaces = many((index): InterfaceInput => ({ name: `i${index}`, addresses: [`${address(index)}/30`] }))
    const clients = many((index): ClientInput => ({ name: `c${index}`, address: '10.0.0.20/24' }))
    const more = many(
      (index): RouteInput => ({ dst: '192.0.2.0/24', via: '10.0.0.1', interface: 'lan', metric: index }),
    )
    expect(traced({ interfaces, clients, more })).toMatch(/^leak more-specific-route/)
    const hops = traceRoute(inputOf({ clients }, packetOf('tv 10.0.0.20:80/tcp')))
    expect(JSON.stringify(hops).length).toBeLessThan(10_000)
  })
})

/** Paths of all values in a JSON document. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, key]))
  return path.length === 0 ? inner : [path, ...inner]
}

function put(target: object, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) Reflect.set(target, key, value)
  else put(Reflect.get(target, key), rest, value)
}
