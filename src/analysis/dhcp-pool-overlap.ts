/** A router that hands out a static address makes two devices share it: both fall off the network, now and then. */
import type { Lint } from '../model/lint.ts'
import { contains, formatIPv4, formatPrefix, lastOf, type Prefix } from '../net/ipv4.ts'
import { longestFree, type Range } from './free-range.ts'
import { lanOf } from './lan.ts'
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
    const taken = [...reached.map(rangeOf), ...[...hit.map(({ address }) => address), ...noHosts(topology)].map(only)]
    return [
      {
        message: `The DHCP pool ${showRange(pool)} ${what}.`,
        // forwarding.md, R27.
        why: 'The router gives such an address to another device as well, and then neither works.',
        fix: fixOf(longestFree(pool, taken)),
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
  return prefixesOf(ingress).filter((prefix) => !leaving.some((address) => contains(prefix, address)))
}

/** Addresses that this machine takes for a network or for everybody: no device should be given one. */
function noHosts({ interfaces }: Topology): number[] {
  return prefixesOf(interfaces).flatMap((prefix) => [prefix.base, lastOf(prefix)])
}

function prefixesOf(interfaces: Topology['interfaces']): Prefix[] {
  return interfaces
    .flatMap(({ addresses }) => addresses.map(({ value }) => value.prefix))
    .filter(({ length }) => length < 31)
}

function rangeOf(prefix: Prefix): Range {
  return { first: prefix.base, last: lastOf(prefix) }
}

function only(address: number): Range {
  return { first: address, last: address }
}

function showRange({ first, last }: Range): string {
  return `${formatIPv4(first)}-${formatIPv4(last)}`
}

function fixOf(free: Range | undefined): string {
  return free === undefined
    ? 'Choose another pool in the router, and write it here.'
    : `Set the pool in the router to ${showRange(free)}, and write that here.`
}
