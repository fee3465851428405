// New ids, indexes, MAC addresses and aliases: counted in the state, so that a run repeats exactly.
import { assumed } from './assumptions.ts'
import { adaptersNamed } from './lookup.ts'
import type { MachineState } from './state.ts'
import { isSameText } from './wildcard.ts'

/** {UPPER-CASE}, as adapters carry it: captures.md, section 3. Its fourth group is never that of a machine we ship. */
export function newGuid(state: MachineState): string {
  state.counters.guid += 1
  return `{5E4D0000-0000-4000-9000-${hex(state.counters.guid, 12)}}`
}

/** Lower case without braces, as switches carry it: captures.md, section 3. */
export function bareGuid(guid: string): string {
  return guid.replace(/[{}]/g, '').toLowerCase()
}

/** One that no adapter has, whatever somebody wrote into the file. */
export function newIndex(state: MachineState): number {
  do state.counters.index += 1
  while (state.adapters.some(({ index }) => index === state.counters.index))
  return state.counters.index
}

/** Hyper-V gives further host adapters MAC addresses from 00155D: captures.md, section 3. */
export function newMac(state: MachineState): string {
  for (;;) {
    state.counters.mac += 1
    const mac = `00155D${hex(state.counters.mac, 6)}`
    if (!state.adapters.some((one) => one.mac === mac)) return mac
  }
}

/** `00155D0A4600` as `00-15-5D-0A-46-00`; empty stays empty. */
export function dashedMac(mac: string): string {
  return mac.replace(/(..)(?=.)/g, '$1-')
}

/** The alias of a new host adapter; a taken one gets a number: windows.md, section 3. */
export function newAlias(state: MachineState, hostAdapterName: string): string {
  const alias = `vEthernet (${hostAdapterName})`
  const isTaken = (name: string) =>
    adaptersNamed(state, name).length > 0 ||
    (assumed(state, 'alias-after-recreate') === 'suffix' && state.ghosts.some((ghost) => isSameText(ghost.alias, name)))
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? alias : `${alias} ${number}`
    if (!isTaken(candidate)) return candidate
  }
}

/** The description of a new host adapter: captures.md, section 3. */
export function newHostAdapterDescription(state: MachineState): string {
  const base = 'Hyper-V Virtual Ethernet Adapter'
  const taken = new Set(state.adapters.map(({ description }) => description))
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base} #${number}`
    if (!taken.has(candidate)) return candidate
  }
}

function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0')
}
