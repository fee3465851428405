// What gw remembers of what it did to a machine.
import type { MachineIdentity } from './host.ts'
import type { Address, Kind, Props } from './resource.ts'

export interface LedgerEntry {
  readonly kind: Kind
  /** The declared properties as last applied, adapters resolved to aliases. */
  readonly props: Props
  /** True when gw made the object: then leaving the file deletes it. Otherwise it was taken over. */
  readonly created: boolean
  /** The object before it was taken over; restored when the resource leaves the file. */
  readonly original?: Props
}

/** Something that gw moved or removed without declaring it, as it was before. */
export interface Original {
  readonly kind: Kind
  readonly props: Props
  /** The resource on whose account it changed. */
  readonly because: Address
}

export interface Ledger {
  readonly formatVersion: 1
  readonly gateway: string
  readonly machine: Pick<MachineIdentity, 'machineGuid' | 'smbiosUuid'>
  /** Counts every apply; a plan rests on one serial. */
  readonly serial: number
  readonly lastApplied?: { readonly at: string; readonly by: string; readonly configHash: string }
  readonly resources: Readonly<Record<Address, LedgerEntry>>
  readonly originals: Readonly<Record<Address, Original>>
  /** Changes that were started and not seen finished: an object found afterwards is then known to be gw's own. */
  readonly pending: Readonly<Record<Address, LedgerEntry>>
}

/** Everything that gw made or took over, what it was interrupted at included. */
export function remembered({ pending, resources }: Ledger): Readonly<Record<Address, LedgerEntry>> {
  // Nearly always nothing is pending, and a copy of ten thousand is not free.
  return Object.keys(pending).length === 0 ? resources : { ...pending, ...resources }
}
