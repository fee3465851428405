// Why, decision by decision: the route chosen and the one that lost, the flag that was asked, the line, and what it rests on.
import { describe, expect, test } from 'vitest'
import type { Hop } from '../../../src/analysis/trace/answer.ts'
import { CLAIMS } from '../../../src/analysis/trace/claims.ts'
import type { PacketInput } from '../../../src/analysis/trace/input.ts'
import { traceRoute } from '../../../src/analysis/trace/trace-route.ts'
import { EXAMPLES } from './examples.ts'
import { type Change, DEFAULT, inputOf, packetOf } from './house.ts'

function hopsOf(change: Change, packet: string): readonly Hop[] {
  const result = traceRoute(inputOf(change, packetOf(packet)))
  if ('error' in result) throw new Error(result.error.message)
  return result.hops
}

test('the loop, told from the device to the egress', () => {
  expect(hopsOf({ lan: { forwarding: true } }, 'tv 198.51.100.7:443/tcp')).toEqual([
    {
      at: 'tv',
      direction: 'there',
      says: 'Its gateway 10.0.0.129 is an address of in; in answers for it.',
      rule: 'R26',
      evidence: ['reproduced', 'assumed'],
    },
    {
      at: 'in',
      direction: 'there',
      says: 'Forwarding is on at in, where it arrives: Windows routes it.',
      rule: 'R7',
      evidence: ['documented', 'reproduced'],
      flag: { interface: 'in', name: 'forwarding', value: true },
    },
    {
      at: 'in',
      direction: 'there',
      says: '198.51.100.7 takes 0.0.0.0/0 of tun (metric 0); 0.0.0.0/0 of lan (metric 25) loses by its higher metric.',
      rule: 'R8',
      evidence: ['assumed', 'reproduced'],
      route: { dst: '0.0.0.0/0', interface: 'tun', metric: 0 },
      runnerUp: { dst: '0.0.0.0/0', via: '10.0.0.1', interface: 'lan', metric: 25, lost: 'higher metric' },
    },
    {
      at: 'tun',
      direction: 'there',
      says: expect.stringContaining('It goes to HK.'),
      rule: 'R21',
      evidence: ['source'],
      line: { index: 0, text: 'IP-CIDR,198.51.100.0/24,HK' },
    },
    { at: 'HK', direction: 'there', says: 'The proxy dials from lan.', rule: 'R18', evidence: ['source'] },
    {
      at: 'HK',
      direction: 'there',
      says: 'Forwarding is on at lan: the socket is bound there, and still every route counts.',
      rule: 'R14',
      evidence: ['reported', 'assumed'],
      flag: { interface: 'lan', name: 'forwarding', value: true },
    },
    {
      at: 'HK',
      direction: 'there',
      says: '203.0.113.5 takes 0.0.0.0/0 of tun (metric 0); 0.0.0.0/0 of lan (metric 25) loses by its higher metric.',
      rule: 'R14',
      evidence: ['reported', 'assumed'],
      route: { dst: '0.0.0.0/0', interface: 'tun', metric: 0 },
      runnerUp: { dst: '0.0.0.0/0', via: '10.0.0.1', interface: 'lan', metric: 25, lost: 'higher metric' },
    },
    {
      at: 'tun',
      direction: 'there',
      says: 'What the proxy sent comes back to it: this repeats until nothing works any more.',
      rule: 'R14',
      evidence: ['reported', 'assumed'],
    },
  ])
})

describe('the way back', () => {
  test('of a proxied flow: the flag of the TUN, and the route to the client', () => {
    expect(hopsOf({}, 'tv 192.0.2.10:443/tcp').filter(({ direction }) => direction === 'back')).toMatchObject([
      { at: 'tun', rule: 'R9', flag: { interface: 'tun', name: 'forwarding', value: true } },
      {
        at: 'tun',
        rule: 'R10',
        route: { dst: '10.0.0.128/25', interface: 'in', metric: 281 },
        runnerUp: { interface: 'tun', lost: 'shorter prefix' },
      },
    ])
  })

  test('of a device: traced like any other packet', () => {
    const back = hopsOf({ in: { forwarding: false } }, 'pc 10.0.0.140:445/tcp').filter(
      ({ direction }) => direction === 'back',
    )
    expect(back.map(({ at, rule }) => `${at} ${rule}`)).toEqual(['tv R26', 'in R7'])
  })
})

test.each<[string, Change, string, string]>([
  [
    'routes that are the same but for their place in the table',
    { more: [{ dst: '0.0.0.0/0', via: '10.0.0.130', interface: 'in', metric: 0 }], tun: { running: false } },
    'tv 192.0.2.10:443/tcp',
    'ambiguous',
  ],
  ['an address that two have', { pc: { address: '10.0.0.140/24' } }, 'tv 10.0.0.140:80/tcp', 'tv and pc have the same'],
  [
    'a server that is a name',
    { tun: { outbounds: { HK: { type: 'vless', server: 'hk.test:443' } } } },
    'tv 198.51.100.7:443/tcp',
    'Its address is not known',
  ],
  ['an egress found by itself', { tun: { egress: 'auto' } }, 'tv 192.0.2.10:443/tcp', 'the cheapest default route'],
  ['an egress that is gone', { tun: { egress: 'gone' } }, 'tv 192.0.2.10:443/tcp', 'gone is not there or down'],
  ['no route', { routes: [DEFAULT].slice(1) }, 'tv 192.0.2.10:443/tcp', 'No route leads to 192.0.2.10.'],
])('%s is told', (_, change, packet, words) => {
  expect(hopsOf(change, packet).some(({ says }) => says.includes(words))).toBe(true)
})

test('every hop of every example rests on something, is at a node and says a sentence', () => {
  const told = new Set<string>()
  for (const { change, packet } of EXAMPLES) {
    for (const { at, says, rule, evidence } of hopsOf(change, packet)) {
      told.add(rule)
      expect(evidence).toEqual(CLAIMS[rule])
      expect(at).not.toBe('')
      expect(says).toMatch(/^\S.*\.$/)
    }
  }
  // Addresses that two have are in no example.
  expect(Object.keys(CLAIMS).filter((rule) => !told.has(rule))).toEqual(['R27'])
})

describe('databases and rule providers', () => {
  const rules = ['GEOIP,CN,HK', 'GEOIP,LAN,HK', 'RULE-SET,games,HK', 'MATCH,DIRECT']
  const packet = packetOf('tv 192.0.2.10:443/tcp')

  test('what they would say is not made up, and that is told', () => {
    const open = hopsOf({ rules }, 'tv 192.0.2.10:443/tcp').find(({ says }) => says.includes('is not known'))
    expect(open).toMatchObject({
      rule: 'R21',
      evidence: ['assumed'],
      says: expect.stringContaining('2 lines before it'),
    })
  })

  test.each<[string, PacketInput['known'], string]>([
    ['a country', { geoip: ['CN'] }, 'HK'],
    ['another country', { geoip: ['DE'] }, 'DIRECT'],
    ['a rule provider', { ruleSets: ['games'] }, 'HK'],
  ])('%s that is given decides', (_, known, via) => {
    const result = traceRoute({ ...inputOf({ rules }, packet), packet: { ...packet, ...(known && { known }) } })
    expect(result).toMatchObject({ via })
    expect(JSON.stringify(result)).not.toContain('is not known')
  })
})
