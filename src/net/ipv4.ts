// IPv4 addresses and prefixes: pure arithmetic on 32-bit numbers.

/** Network address and prefix length; `base` has no host bits. */
export interface Prefix {
  readonly base: number
  readonly length: number
}

/** "192.168.1.2" → number, undefined when it is not four decimal parts of 0–255 without leading zeros. */
export function parseIPv4(text: string): number | undefined {
  let value = 0
  let part = NO_DIGIT
  let parts = 1
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === DOT) {
      if (part === NO_DIGIT || ++parts > 4) return undefined
      value = value * 256 + part
      part = NO_DIGIT
    } else {
      // Another digit after a zero would be a leading zero, which some read as octal.
      if (code < ZERO || code > NINE || part === 0) return undefined
      part = Math.max(part, 0) * 10 + code - ZERO
      if (part > 255) return undefined
    }
  }
  return parts === 4 && part !== NO_DIGIT ? value * 256 + part : undefined
}

const [DOT, ZERO, NINE] = [46, 48, 57]
const NO_DIGIT = -1

export function formatIPv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
}

/** "192.168.1.2/25" → address and its prefix, host bits kept in `address`. */
export function parseCidr(text: string): { address: number; prefix: Prefix } | undefined {
  const match = /^([^/]+)\/(0|[1-9][0-9]?)$/.exec(text)
  const address = match?.[1] === undefined ? undefined : parseIPv4(match[1])
  const length = Number(match?.[2])
  if (address === undefined || !(length <= 32)) return undefined
  return { address, prefix: { base: networkOf(address, length), length } }
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatIPv4(prefix.base)}/${prefix.length}`
}

export function networkOf(address: number, length: number): number {
  return (address & maskOf(length)) >>> 0
}

/** The mask as a number: 25 → 255.255.255.128. */
export function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0
}

export function lastOf(prefix: Prefix): number {
  return (prefix.base | ~maskOf(prefix.length)) >>> 0
}

export function contains(prefix: Prefix, address: number): boolean {
  return networkOf(address, prefix.length) === prefix.base
}

export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b.base) || contains(b, a.base)
}
