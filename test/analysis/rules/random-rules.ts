// Random rule lists and connections over few names and few addresses, so that much of it meets.
import type { Meta } from '../../../src/analysis/index.ts'

/** A number from 0 to before `below`. */
export type Dice = (below: number) => number

/** Always the same sequence for a seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below) | 0
  }
}

export const TARGETS = ['A', 'B', 'C']
/** B has no UDP. */
export const NO_UDP = ['B']
export const PROVIDERS = ['set1', 'set2']

export interface RandomList {
  readonly rules: string[]
  readonly subRules: Record<string, string[]>
}

export function randomList(roll: Dice, length: number): RandomList {
  const rule = (lists: readonly string[]) => randomRule(roll, lists)
  const some = (most: number, lists: readonly string[]) => Array.from({ length: roll(most + 1) }, () => rule(lists))
  return {
    rules: Array.from({ length: roll(length) + 1 }, () => rule(['first', 'second'])),
    subRules: { first: some(4, ['second']), second: some(4, []) },
  }
}

function randomRule(roll: Dice, lists: readonly string[]): string {
  const target = pick(roll, ['A', 'A', 'B', 'B', 'C', 'DIRECT', 'REJECT', 'PASS', 'PASS-RULE'])
  const kind = roll(24)
  if (kind === 0) return `MATCH,${target}`
  if (kind <= 2 && lists.length > 0) return `SUB-RULE,(${randomPart(roll, 2)}),${pick(roll, lists)}`
  if (kind <= 5) return `${randomLogic(roll, 2)},${target}`
  const [type = '', payload = '', ...params] = randomLeaf(roll).split(',')
  return [type, payload, target, ...params].join(',')
}

function randomPart(roll: Dice, depth: number): string {
  return depth > 0 && roll(3) === 0 ? randomLogic(roll, depth - 1) : randomLeaf(roll)
}

function randomLogic(roll: Dice, depth: number): string {
  const type = pick(roll, ['AND', 'OR', 'NOT'])
  const count = type === 'NOT' ? 1 : roll(3) + 1
  const parts = Array.from({ length: count }, () => `(${randomPart(roll, depth)})`)
  return `${type},(${parts.join(',')})`
}

function randomLeaf(roll: Dice): string {
  const param = pick(roll, ['', ',no-resolve', ',src'])
  switch (roll(19)) {
    case 0:
    case 1:
      return `DOMAIN,${randomName(roll)}`
    case 2:
    case 3:
      return `DOMAIN-SUFFIX,${randomName(roll)}`
    case 4:
      return `DOMAIN-KEYWORD,${pick(roll, ['a', 'b', 'b.a', 'ab', 'a.', '.c', 'cc'])}`
    case 5:
      return `DOMAIN-WILDCARD,${pick(roll, ['*', '?', 'A.*', '*.b', 'a?b', '*a*'])}`
    case 6:
      return `DOMAIN-REGEX,${pick(roll, ['^a', 'b$', '.*', '^(?!a)', '[ab]\\.c', '^$', '(a|b)+\\.'])}`
    case 7:
    case 8:
    case 9:
      return `IP-CIDR,${randomPrefix(roll)}${param}`
    case 10:
      return `SRC-IP-CIDR,${randomPrefix(roll)}`
    case 11:
      return `IP-SUFFIX,0.0.${roll(4)}.${roll(4)}/${roll(12) + 1}${param}`
    case 12:
      return `GEOIP,${pick(roll, ['LAN', 'cn'])}${param}`
    case 13:
      return `DST-PORT,${pick(roll, ['80', '80-443', '443-80', '22/53'])}`
    case 14:
      return `NETWORK,${pick(roll, ['tcp', 'UDP'])}`
    case 15:
      return `PROCESS-NAME,${pick(roll, ['Game.exe', 'tool.exe'])}`
    case 16:
      return `PROCESS-PATH-REGEX,${pick(roll, ['game', '^$'])}`
    case 17:
      return `IN-NAME,${pick(roll, ['tun', 'tun/http'])}`
    default:
      return `RULE-SET,${pick(roll, PROVIDERS)}`
  }
}

export function randomMeta(roll: Dice): Meta {
  const some = <T>(chance: number, value: T): T | undefined => (roll(chance) === 0 ? value : undefined)
  const entries = Object.entries({
    host: roll(4) === 0 ? (some(2, randomIp(roll)) ?? '') : randomName(roll),
    sniffHost: some(6, randomName(roll)),
    dstIP: some(3, randomIp(roll)),
    resolvedIP: roll(4) === 0 ? undefined : randomIp(roll),
    srcIP: some(2, randomIp(roll)),
    dstPort: pick(roll, [22, 53, 80, 443]),
    network: pick(roll, ['tcp', 'udp', undefined]),
    process: some(3, pick(roll, ['game.EXE', 'tool.exe'])),
    processPath: some(3, 'C:\\Game.exe'),
    inName: some(2, pick(roll, ['tun', 'http'])),
    known: {
      geoip: roll(2) === 0 ? ['cn'] : [],
      srcGeoip: roll(3) === 0 ? ['cn'] : [],
      ruleSets: roll(3) === 0 ? ['set1'] : [],
    },
  })
  // Every value above has the type of its key; Object.fromEntries forgets that.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Meta
}

function randomName(roll: Dice): string {
  return Array.from({ length: roll(3) + 1 }, () => pick(roll, ['a', 'b', 'c', 'ab'])).join('.')
}

function randomIp(roll: Dice): string {
  if (roll(6) === 0) return pick(roll, ['fd00::1', '2001:db8::5', '2001:db8:1::5', '::1'])
  const mapped = roll(12) === 0 ? '::ffff:' : ''
  return `${mapped}${pick(roll, ['10', '11', '192'])}.${pick(roll, ['0', '168'])}.${roll(4)}.${roll(4)}`
}

function randomPrefix(roll: Dice): string {
  if (roll(6) === 0) return pick(roll, ['2001:db8::/32', '2001:db8:1::/48', 'fd00::/8', '::/0', '2001:db8::5/128'])
  return `${pick(roll, ['10', '11', '192'])}.${pick(roll, ['0', '168'])}.${roll(4)}.${roll(4)}/${pick(roll, [0, 7, 8, 16, 22, 24, 30, 31, 32])}`
}

export function pick<T>(roll: Dice, items: readonly T[]): T {
  const item = items[roll(items.length)]
  if (item === undefined && items.length === 0) throw new Error('nothing to pick from')
  // The index is below the length, so what is there is a T (which may itself be undefined).
  return item as T
}
