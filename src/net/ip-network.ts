// Networks of both families as parts of the address space: where they begin and what lies behind them.
import type { Ip, IpPrefix } from './ip.ts'

/** The prefix without host bits: 192.168.1.129/25 → 192.168.1.128/25. */
export function networkOfPrefix({ ip, bits }: IpPrefix): IpPrefix {
  return { ip: ip.map((word, index) => (word & maskOfWord(bits, index)) >>> 0), bits }
}

/** The first address behind a network; undefined where the address space ends. */
export function firstBehind({ ip, bits }: IpPrefix): Ip | undefined {
  const last = ip.map((word, index) => (word | ~maskOfWord(bits, index)) >>> 0)
  for (let index = last.length - 1; index >= 0; index--) {
    const next = (last[index] ?? 0) + 1
    last[index] = next >>> 0
    if (next < 2 ** 32) return last
  }
  return undefined
}

export function sameIp(a: Ip, b: Ip): boolean {
  return compareIps(a, b) === 0
}

/** IPv4 before IPv6, then by value. */
export function compareIps(a: Ip, b: Ip): number {
  if (a.length !== b.length) return a.length - b.length
  for (const [index, word] of a.entries()) {
    const other = b[index] ?? 0
    if (word !== other) return word - other
  }
  return 0
}

/** 0.0.0.0 or :: */
export function isUnspecified(ip: Ip): boolean {
  return ip.every((word) => word === 0)
}

/** Bits of an address: 32 or 128. */
export function widthOf(ip: Ip): number {
  return ip.length * 32
}

function maskOfWord(bits: number, index: number): number {
  const inWord = Math.min(32, Math.max(0, bits - index * 32))
  return inWord === 0 ? 0 : -1 << (32 - inWord)
}
