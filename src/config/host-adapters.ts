// Every host adapter that the file declares, and the resource that makes it.
import type { Address } from '../model/resource.ts'
import { addressOf } from '../model/resource.ts'
import type { Draft } from './draft.ts'

export interface HostAdapter {
  readonly name: string
  readonly madeBy: Address
}
/** By lower-case name. */
export type HostAdapters = ReadonlyMap<string, HostAdapter>

/** A switch that this machine shares makes one under its own name; the others are declared one by one. */
export function hostAdapters(draft: Draft): HostAdapters {
  const found = new Map<string, HostAdapter>()
  const add = (name: string, madeBy: Address) => {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), { name, madeBy })
  }
  for (const { value } of draft.list('switches')) {
    if (value.allowManagementOS) add(value.name, addressOf('HyperVSwitch', value.name))
  }
  for (const { value } of draft.list('adapters')) add(value.name, addressOf('HyperVAdapter', value.name))
  for (const { value } of draft.list('resources')) {
    if (value.kind === 'HyperVAdapter') add(value.name, addressOf(value.kind, value.name))
    if (value.kind === 'HyperVSwitch' && value.allowManagementOS) add(value.name, addressOf(value.kind, value.name))
  }
  return found
}
