// An address that a first client could have: in the network of the ingress, and nobody else's.
import type { Gateway } from '../model/gateway.ts'
import { formatIPv4, lastOf } from '../net/ipv4.ts'
import { lanOf } from './lan.ts'
import { topologyOf } from './topology.ts'

/** Undefined without an ingress, or where nothing is free. */
export function suggestedClient(gateway: Gateway): string | undefined {
  const { interfaces, ingress } = topologyOf(gateway)
  const lan = lanOf(gateway)
  const own = interfaces.flatMap(({ addresses }) => addresses.map(({ value }) => value.address))
  const [first] = ingress.flatMap(({ addresses }) => addresses.map(({ value }) => value))
  if (first === undefined) return undefined
  for (let address = first.address + 1; address < lastOf(first.prefix); address++) {
    const isPooled = lan?.pool !== undefined && address >= lan.pool.first && address <= lan.pool.last
    if (!isPooled && !own.includes(address) && address !== lan?.router?.value) return formatIPv4(address)
  }
  return undefined
}
