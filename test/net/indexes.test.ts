// The tries and trees against plain loops over all entries.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatIp, formatIpPrefix, parseIp, parseIpPrefix, prefixContains } from '../../src/net/ip.ts'
import { LabelTrie } from '../../src/net/label-trie.ts'
import { NumberCover } from '../../src/net/number-cover.ts'
import { PairMap } from '../../src/net/pair-map.ts'
import { PrefixTree } from '../../src/net/prefix-tree.ts'
import { SubstringTrie } from '../../src/net/substring-trie.ts'
import { wildcardMatches } from '../../src/net/wildcard.ts'

const name = fc
  .array(fc.constantFrom('a', 'b', 'ab', ''), { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join('.'))

test('LabelTrie', () => {
  const entry = fc.record({ name, reach: fc.constantFrom('exact', 'below') })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), name, (entries, host) => {
      const trie = new LabelTrie()
      for (const [value, one] of entries.entries()) trie.add(one.name, one.reach, value)
      const isBelow = (suffix: string) => host === suffix || host.endsWith(`.${suffix}`)
      const first = (test: (one: (typeof entries)[number]) => boolean) => {
        const index = entries.findIndex(test)
        return index === -1 ? Infinity : index
      }
      expect(trie.find(host)).toBe(first((one) => (one.reach === 'below' ? isBelow(one.name) : host === one.name)))
      expect(trie.findBelow(host)).toBe(first((one) => one.reach === 'below' && isBelow(one.name)))
    }),
  )
})

test('SubstringTrie', () => {
  fc.assert(
    fc.property(
      fc.array(
        name.filter((word) => word !== ''),
        { maxLength: 20 },
      ),
      name,
      (words, host) => {
        const trie = new SubstringTrie()
        for (const [value, word] of words.entries()) trie.add(word, value)
        const index = words.findIndex((word) => host.includes(word))
        expect(trie.find(host)).toBe(index === -1 ? Infinity : index)
      },
    ),
  )
})

const octet = fc.constantFrom(0, 1, 2, 127, 128, 255)
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'))
const group = fc.constantFrom('0', '1', 'ffff', '8000', 'db8')
const ipv6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':'))
const prefix = fc
  .oneof(fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })), fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })))
  .map(([address, bits]) => parseIpPrefix(`${address}/${bits}`) ?? expect.fail(`${address}/${bits}`))

test('PrefixTree', () => {
  fc.assert(
    fc.property(fc.array(prefix, { maxLength: 40 }), prefix, fc.nat(10), (prefixes, wanted, from) => {
      const tree = new PrefixTree()
      for (const [value, one] of prefixes.entries()) tree.add(one, value)
      const index = prefixes.findIndex(
        (one, value) => value >= from && one.bits <= wanted.bits && prefixContains(one, wanted.ip),
      )
      expect(tree.find(wanted, from)).toBe(index === -1 ? Infinity : index)
    }),
    { numRuns: 2000 },
  )
})

test('NumberCover', () => {
  const range = fc
    .tuple(fc.integer({ min: 65500, max: 65535 }), fc.nat(8))
    .map(([low, more]): [number, number] => [low, Math.min(65535, low + more)])
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), range, (ranges, [low, high]) => {
      const cover = new NumberCover()
      for (const [value, one] of ranges.entries()) cover.add(...one, value)
      const owners = new Set<number>()
      for (let number = low; number <= high; number++)
        owners.add(ranges.findIndex(([from, to]) => from <= number && number <= to))
      expect(cover.cover(low, high)).toEqual(owners.has(-1) ? undefined : owners)
    }),
  )
})

test('PairMap', () => {
  const map = new PairMap()
  for (let number = 0; number < 5000; number++) map.set(number % 70, number, number * 2)
  for (let number = 0; number < 5000; number++) expect(map.get(number % 70, number)).toBe(number * 2)
  expect(map.get(70, 0)).toBeUndefined()
})

test.each([
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['::ffff:1.2.3.4', '::ffff:1.2.3.4'],
  ['::ffff:0102:0304', '::ffff:1.2.3.4'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ['1:0:2:0:3:0:4:0', '1:0:2:0:3:0:4:0'],
  ['FE80::A', 'fe80::a'],
  ['192.168.1.2', '192.168.1.2'],
])('%s is %s', (text, expected) => {
  expect(formatIp(parseIp(text) ?? [])).toBe(expected)
})

test.each([
  ...[
    '',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '::1.2.3',
    '::1.2.3.4:5',
    '1.2.3.4::',
  ],
  ...['::01.2.3.4', '256.1.1.1', '1.2.3', '01.2.3.4', 'fe80::1%eth0', ' ::1', '::1 '],
])('%j is no address', (text) => {
  expect(parseIp(text)).toBeUndefined()
})

test('what is printed reads the same', () => {
  fc.assert(
    fc.property(prefix, (one) => {
      expect(parseIpPrefix(formatIpPrefix(one))).toEqual(one)
    }),
  )
})

test('wildcards', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 8 })
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, text, (glob, host) => {
      const source = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')
      expect(wildcardMatches(glob, host)).toBe(new RegExp(`^${source}$`).test(host))
    }),
    { numRuns: 2000 },
  )
  expect(wildcardMatches('??', 'ü')).toBe(true)
  expect(wildcardMatches(`${'*a'.repeat(1000)}b`, 'a'.repeat(2000))).toBe(false)
})
