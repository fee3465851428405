// What --keep leaves on the machine: the addresses, and everything of gw's that they stand on.

import { type Ledger, remembered } from '../model/ledger.ts'
import type { PlanOptions } from '../model/plan.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import type { Address } from '../model/resource.ts'

/** Kept address → the address that was asked for, which may be itself. */
export function keptAddresses(ledger: Ledger, registry: Registry, { keep = [] }: PlanOptions): Map<Address, Address> {
  const resources = remembered(ledger)
  const makers = new Map<string, Address>()
  for (const [address, { kind, props }] of Object.entries(resources))
    for (const alias of providerOf(registry, kind).provides(props)) makers.set(alias.toLowerCase(), address)
  const kept = new Map<Address, Address>()
  const waiting = keep.map((address) => ({ address, asked: address }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { address, asked } = next
    const entry = resources[address]
    if (kept.has(address)) continue
    kept.set(address, asked)
    if (entry === undefined) continue
    for (const need of providerOf(registry, entry.kind).needs(entry.props)) {
      const needed = 'address' in need ? need.address : makers.get(need.interface.toLowerCase())
      if (needed !== undefined && needed in resources) waiting.push({ address: needed, asked })
    }
  }
  return kept
}
