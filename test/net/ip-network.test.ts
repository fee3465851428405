import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIp, formatIpPrefix, type Ip, type IpPrefix, parseIpPrefix, prefixContains } from '../../src/net/ip.ts'
import { compareIps, firstBehind, networkOfPrefix, sameIp, widthOf } from '../../src/net/ip-network.ts'
import { PrefixTable } from '../../src/net/prefix-table.ts'

test.each([
  ['192.168.1.129/25', '192.168.1.128/25', '192.168.2.0'],
  ['0.0.0.0/0', '0.0.0.0/0', undefined],
  ['255.255.255.255/32', '255.255.255.255/32', undefined],
  ['1.2.3.4/32', '1.2.3.4/32', '1.2.3.5'],
  ['2001:db8::40/64', '2001:db8::/64', '2001:db8:0:1::'],
  ['2001:db8::ffff:ffff/128', '2001:db8::ffff:ffff/128', '2001:db8::1:0:0'],
  ['fe00::/7', 'fe00::/7', undefined],
])('%s is in %s, behind it is %s', (text, network, behind) => {
  const prefix = parseIpPrefix(text)
  if (prefix === undefined) throw new Error(text)
  expect(formatIpPrefix(networkOfPrefix(prefix))).toBe(network)
  const next = firstBehind(prefix)
  expect(next && formatIp(next)).toBe(behind)
})

const word = fc.oneof(fc.constantFrom(0, 0xffffffff), fc.integer({ min: 0, max: 0xffffffff }))
const anyIp: fc.Arbitrary<Ip> = fc.oneof(fc.tuple(word), fc.tuple(word, word, word, word))
const anyPrefix = fc.tuple(anyIp, fc.nat(128)).map(([ip, bits]): IpPrefix => ({ ip, bits: bits % (widthOf(ip) + 1) }))

describe('properties', () => {
  test('a network ends where the next one begins', () => {
    fc.assert(
      fc.property(anyPrefix, (prefix) => {
        const behind = firstBehind(prefix)
        if (behind === undefined) return
        expect(prefixContains(prefix, behind)).toBe(false)
        expect(compareIps(behind, prefix.ip)).toBeGreaterThan(0)
        expect(sameIp(behind, networkOfPrefix({ ip: behind, bits: prefix.bits }).ip)).toBe(true)
      }),
    )
  })

  test('a table finds what a plain comparison finds, the longest prefix first', () => {
    fc.assert(
      fc.property(fc.array(anyPrefix), anyIp, (all, ip) => {
        const plain = all.filter((prefix) => prefixContains(prefix, ip)).sort((a, b) => b.bits - a.bits)
        const table = new PrefixTable<IpPrefix>(all, (prefix) => prefix)
        expect([...table.covering(ip)]).toEqual(plain)
        expect(table.covers(ip)).toBe(plain.length > 0)
      }),
    )
  })
})
