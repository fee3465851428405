// IP addresses of both families as 32-bit words: the text forms of Go's netip, which mihomo reads addresses with.
import { formatIPv4, parseIPv4 } from './ipv4.ts'

/** One word is IPv4, four words are IPv6; unsigned, most significant first. */
export type Ip = readonly number[]

/** Host bits of `ip` are kept as they were written. */
export interface IpPrefix {
  readonly ip: Ip
  readonly bits: number
}

/** An address without a zone, or undefined. IPv4 has no leading zeros; `::` stands for at least one group. */
export function parseIp(text: string): Ip | undefined {
  if (text.includes(':')) return parseIPv6(text)
  const value = parseIPv4(text)
  return value === undefined ? undefined : [value]
}

/** `address/bits`. The length is mandatory, has no leading zero and no sign; zones are refused. */
export function parseIpPrefix(text: string): IpPrefix | undefined {
  const slash = text.lastIndexOf('/')
  if (slash === -1) return undefined
  const ip = parseIp(text.slice(0, slash))
  const bits = text.slice(slash + 1)
  if (ip === undefined || !/^(0|[1-9][0-9]{0,2})$/.test(bits) || Number(bits) > ip.length * 32) return undefined
  return { ip, bits: Number(bits) }
}

/** IPv6 in the compressed form of RFC 5952; v4-mapped addresses end in dotted IPv4, as netip prints them. */
export function formatIp(ip: Ip): string {
  const [first = 0, second = 0, third = 0, last = 0] = ip
  if (ip.length === 1) return formatIPv4(first)
  if (isMapped(ip)) return `::ffff:${formatIPv4(last)}`
  const groups = [first, second, third, last].flatMap((word) => [word >>> 16, word & 0xffff])
  const [start, length] = longestZeros(groups)
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}

export function formatIpPrefix({ ip, bits }: IpPrefix): string {
  return `${formatIp(ip)}/${bits}`
}

/** ::ffff:a.b.c.d */
export function isMapped(ip: Ip): boolean {
  return ip.length === 4 && ip[0] === 0 && ip[1] === 0 && ip[2] === 0xffff
}

/** A v4-mapped address as the IPv4 address it stands for. */
export function unmapped(ip: Ip): Ip {
  return isMapped(ip) ? ip.slice(3) : ip
}

/** The two are of one family and agree in the first bits. */
export function prefixContains({ ip, bits }: IpPrefix, other: Ip): boolean {
  if (ip.length !== other.length) return false
  for (let index = 0; index * 32 < bits; index++) {
    const rest = Math.min(32, bits - index * 32)
    if (((ip[index] ?? 0) ^ (other[index] ?? 0)) >>> (32 - rest) !== 0) return false
  }
  return true
}

/** The two are of one family and agree in the last bits. */
export function suffixContains({ ip, bits }: IpPrefix, other: Ip): boolean {
  if (ip.length !== other.length) return false
  for (let left = bits, index = ip.length - 1; left > 0; left -= 32, index--) {
    const difference = (ip[index] ?? 0) ^ (other[index] ?? 0)
    if (left >= 32 ? difference !== 0 : difference << (32 - left) !== 0) return false
  }
  return true
}

function parseIPv6(text: string): Ip | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = '', tail] = halves
  const before = groupsOf(head, tail === undefined)
  const after = tail === undefined ? [] : groupsOf(tail, true)
  if (before === undefined || after === undefined) return undefined
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...before, ...new Array<number>(missing).fill(0), ...after]
  return [0, 2, 4, 6].map((at) => (groups[at] ?? 0) * 0x10000 + (groups[at + 1] ?? 0))
}

/** Groups of 16 bits; the last two may be written as an IPv4 address where the address ends. */
function groupsOf(text: string, mayEndInIPv4: boolean): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  if (parts.length > 8) return undefined
  const groups: number[] = []
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      const value = mayEndInIPv4 && index === parts.length - 1 ? parseIPv4(part) : undefined
      if (value === undefined) return undefined
      groups.push(value >>> 16, value & 0xffff)
    }
  }
  return groups
}

function longestZeros(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0]
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === 0) length++
    if (length > best[1]) best = [start, length]
  }
  return best
}
