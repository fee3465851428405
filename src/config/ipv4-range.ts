// A range of addresses as the file writes it: first and last, both included.
import { parseIPv4 } from '../net/ipv4.ts'

export interface Range {
  readonly first: number
  readonly last: number
}

/** "192.168.1.3-192.168.1.126" → numbers, undefined when a part is no address or the first is above the last. */
export function parseRange(text: string): Range | undefined {
  const [first, last, more] = text.split('-').map((part) => parseIPv4(part.trim()))
  if (first === undefined || last === undefined || more !== undefined || text.split('-').length !== 2) return undefined
  return first <= last ? { first, last } : undefined
}
