/** A router that hands out a static address makes two devices share it: both fall off the network, now and then. */
import type { Lint } from '../model/lint.ts'
import { contains, formatIPv4, formatPrefix, lastOf, type Prefix } from '../net/ipv4.ts'
import { lanOf, type Pool } from './lan.ts'
import { showList } from './show.ts'
import { type Topology, topologyOf } from './topology.ts'

export const dhcpPoolOverlap: Lint = {
  id: 'GW012',
  severity: 'error',
  check(gateway) {
    const lan = lanOf(gateway)
    const pool = lan?.pool
    if (pool === undefined) return []
    const topology = topologyOf(gateway)
    const fixed = staticAddresses(topology)
    if (lan?.router !== undefined) fixed.push({ address: lan.router.value, owner: 'the router' })
    const hit = fixed.filter(({ address }) => address >= pool.first && address <= pool.last)
    const reached = clientRanges(topology).filter((range) => range.base <= pool.last && lastOf(range) >= pool.first)
    if (hit.length === 0 && reached.length === 0) return []
    const what =
      hit.length > 0
        ? `hands out ${showList(hit.map(({ address, owner }) => `${formatIPv4(address)} (${owner})`))}`
        : `reaches into ${showList(reached.map(formatPrefix))}, where clients have static addresses`
    return [
      {
        message: `The DHCP pool ${showPool(pool)} ${what}.`,
        // forwarding.md, R27.
        why: 'The router gives such an address to another device as well, and then neither works.',
        fix: fixOf(
          largestFree(
            pool,
            reached,
            hit.map(({ address }) => address),
          ),
        ),
        position: pool.position,
      },
    ]
  },
}

function staticAddresses({ interfaces, clients }: Topology): { address: number; owner: string }[] {
  return [
    ...interfaces.flatMap(({ label, addresses }) =>
      addresses.map(({ value }) => ({ address: value.address, owner: label })),
    ),
    ...clients.map(({ name, address }) => ({ address: address.value, owner: name })),
  ]
}

/** Ingress prefixes that leave the egress out: clients live there, and nobody else. */
function clientRanges({ egress, ingress }: Topology): Prefix[] {
  const leaving = egress.flatMap(({ addresses }) => addresses.map(({ value }) => value.address))
  return ingress
    .flatMap(({ addresses }) => addresses.map(({ value }) => value.prefix))
    .filter((prefix) => prefix.length < 31 && !leaving.some((address) => contains(prefix, address)))
}

/** The longest part of the pool that is free. */
function largestFree(
  pool: Pool,
  ranges: readonly Prefix[],
  addresses: readonly number[],
): Omit<Pool, 'position'> | undefined {
  const taken = [
    ...ranges.map((range) => [range.base, lastOf(range)] as const),
    ...addresses.map((address) => [address, address] as const),
  ].sort(([a], [b]) => a - b)
  let best: Omit<Pool, 'position'> | undefined
  let from = pool.first
  for (const [first, last] of [...taken, [pool.last + 1, pool.last + 1] as const]) {
    const free = { first: from, last: Math.min(first - 1, pool.last) }
    if (free.last >= free.first && (best === undefined || size(free) > size(best))) best = free
    from = Math.max(from, last + 1)
  }
  return best
}

function size({ first, last }: Omit<Pool, 'position'>): number {
  return last - first + 1
}

function showPool({ first, last }: Omit<Pool, 'position'>): string {
  return `${formatIPv4(first)}-${formatIPv4(last)}`
}

function fixOf(free: Omit<Pool, 'position'> | undefined): string {
  return free === undefined
    ? 'Choose another pool in the router, and write it here.'
    : `Set the pool in the router to ${showPool(free)}, and write that here.`
}
