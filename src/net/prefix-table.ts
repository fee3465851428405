// Everything that is filed under a prefix, found by address, the longest prefix first: at most one look for each length.
import type { Ip, IpPrefix } from './ip.ts'
import { networkOfPrefix } from './ip-network.ts'

export class PrefixTable<T> {
  /** Bits → network → entries; IPv6 has longer keys, so the families never meet. */
  private readonly byBits = new Map<number, Map<number | string, T[]>>()
  private readonly longestFirst: readonly number[]

  constructor(entries: Iterable<T>, prefixOf: (entry: T) => IpPrefix) {
    for (const entry of entries) {
      const prefix = prefixOf(entry)
      const networks = this.byBits.get(prefix.bits) ?? new Map<number | string, T[]>()
      const filed = networks.get(keyOf(prefix))
      if (filed === undefined) networks.set(keyOf(prefix), [entry])
      else filed.push(entry)
      this.byBits.set(prefix.bits, networks)
    }
    this.longestFirst = [...this.byBits.keys()].sort((a, b) => b - a)
  }

  /** All entries whose prefix covers the address: longest prefix first, within a prefix in the order they were given. */
  *covering(ip: Ip): Generator<T> {
    for (const bits of this.longestFirst) {
      if (bits <= ip.length * 32) yield* this.byBits.get(bits)?.get(keyOf({ ip, bits })) ?? []
    }
  }

  covers(ip: Ip): boolean {
    return !this.covering(ip).next().done
  }
}

function keyOf(prefix: IpPrefix): number | string {
  const { ip } = networkOfPrefix(prefix)
  return ip.length === 1 ? (ip[0] ?? 0) : ip.join(' ')
}
