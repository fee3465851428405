// Questions about the state that every cmdlet asks: which adapter, is it connected, to what. Changes nothing.
import type { Adapter, Family, HostAdapter, IpAddress, IpInterface, Lan, MachineState, VirtualSwitch } from './state.ts'
import { isSameText } from './wildcard.ts'

export function adapterOf(state: MachineState, guid: string): Adapter | undefined {
  return state.adapters.find((adapter) => adapter.guid === guid)
}

/** Every adapter with this alias; two can differ in case only. */
export function adaptersNamed(state: MachineState, alias: string): Adapter[] {
  return state.adapters.filter((adapter) => isSameText(adapter.name, alias))
}

export function interfaceOf(state: MachineState, guid: string, family: Family): IpInterface | undefined {
  return state.interfaces.find((one) => one.adapter === guid && one.family === family)
}

export function activeAddresses(state: MachineState, guid: string): IpAddress[] {
  return state.addresses.filter((one) => one.adapter === guid && one.store === 'ActiveStore' && one.family === 'IPv4')
}

/** The switch that has bound this adapter. */
export function switchOnUplink(state: MachineState, guid: string): VirtualSwitch | undefined {
  return state.switches.find((one) => one.uplink === guid)
}

export function hostAdaptersOn(state: MachineState, switchId: string): HostAdapter[] {
  return state.hostAdapters.filter((one) => one.switch === switchId)
}

/** A host adapter is as connected as the uplink of its switch; without an uplink it always is. */
export function isConnected(state: MachineState, adapter: Adapter): boolean {
  const behind = wireOf(state, adapter)
  return behind === undefined || behind.link === 'up'
}

/** The network that packets of this adapter reach now. */
export function lanOf(state: MachineState, adapter: Adapter): Lan | undefined {
  const behind = wireOf(state, adapter)
  return behind?.link === 'up' && behind.lan !== undefined ? state.lans[behind.lan] : undefined
}

/** The adapter with the cable: the uplink for a host adapter, itself for any other. */
function wireOf(state: MachineState, adapter: Adapter): Adapter | undefined {
  const hostAdapter = state.hostAdapters.find((one) => one.adapter === adapter.guid)
  if (hostAdapter === undefined) return adapter
  const { uplink } = state.switches.find((one) => one.id === hostAdapter.switch) ?? {}
  return uplink === undefined ? undefined : adapterOf(state, uplink)
}
