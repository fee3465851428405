// Proposes two prefixes that do not overlap, with everything the file knows of on the right side.
import type { Gateway } from '../model/gateway.ts'
import { contains, formatIPv4, formatPrefix, networkOf, type Prefix } from '../net/ipv4.ts'
import { lanOf } from './lan.ts'
import { showList, showShort } from './show.ts'
import { type HostAddress, topologyOf } from './topology.ts'

/** What to write instead, in one or two sentences. */
export function proposeSplit(gateway: Gateway, egress: HostAddress, ingress: HostAddress): string {
  const router = lanOf(gateway)?.router?.value
  const length = firstDifference(egress.address, ingress.address)
  const outside = prefixOf(egress.address, length)
  const inside = prefixOf(ingress.address, length)
  if (length <= 30 && isHost(egress.address, outside) && isHost(ingress.address, inside) && fits(outside, router)) {
    const write = `Write ${formatIPv4(egress.address)}/${length} and ${formatIPv4(ingress.address)}/${length}`
    return `${write}; ${otherThings(gateway, outside, inside)}.`
  }
  const other = otherHalf(egress, router)
  if (other === undefined) return 'Give them prefixes that do not overlap, with the router in that of the egress.'
  return `Write ${formatIPv4(egress.address)}/${other.length}, and move the ingress to ${formatIPv4(other.base + 1)}/${other.length}.`
}

/** Length of the shortest prefix in which the two addresses are apart. */
function firstDifference(a: number, b: number): number {
  return Math.clz32(a ^ b) + 1
}

function prefixOf(address: number, length: number): Prefix {
  return { base: networkOf(address, Math.min(length, 32)), length: Math.min(length, 32) }
}

function isHost(address: number, prefix: Prefix): boolean {
  const last = prefix.base + 2 ** (32 - prefix.length) - 1
  return address !== prefix.base && address !== last
}

function fits(prefix: Prefix, router: number | undefined): boolean {
  return router === undefined || contains(prefix, router)
}

/** The half of the egress network that the egress address and the router are not in. */
function otherHalf({ address, prefix }: HostAddress, router: number | undefined): Prefix | undefined {
  const length = prefix.length + 1
  const own = prefixOf(address, length)
  if (length > 30 || !isHost(address, own) || !fits(own, router)) return undefined
  return { base: own.base === prefix.base ? own.base + 2 ** (32 - length) : prefix.base, length }
}

/** Whether the DHCP pool and the clients fit the two halves already, or what has to move. */
function otherThings(gateway: Gateway, outside: Prefix, inside: Prefix): string {
  const pool = lanOf(gateway)?.pool
  const fine: string[] = []
  const wrong: string[] = []
  if (pool !== undefined) {
    const isFine = contains(outside, pool.first) && contains(outside, pool.last)
    if (isFine) fine.push(`your DHCP pool (${showShort(pool.first, outside)}–${showShort(pool.last, outside)})`)
    else wrong.push(`the DHCP pool has to stay in ${formatPrefix(outside)}`)
  }
  for (const { name, address } of topologyOf(gateway).clients) {
    if (contains(inside, address.value)) fine.push(`${name} (${showShort(address.value, inside)})`)
    else wrong.push(`${name} has to move into ${formatPrefix(inside)}`)
  }
  if (wrong.length > 0) return showList(wrong)
  return fine.length > 0 ? `${showList(fine)} already fit${fine.length === 1 ? 's' : ''}` : 'the router is in the first'
}
