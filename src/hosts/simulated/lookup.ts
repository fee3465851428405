// Questions about the state that every cmdlet asks: which adapter, is it connected, to what. Changes nothing.
import { indexed } from './indexed.ts'
import type {
  Adapter,
  DnsSettings,
  Family,
  HostAdapter,
  IpAddress,
  IpInterface,
  Lan,
  MachineState,
  VirtualSwitch,
} from './state.ts'
import { isSameText } from './wildcard.ts'

const adaptersByGuid = indexed((one: Adapter) => one.guid)
const interfacesByAdapter = indexed((one: IpInterface) => one.adapter)
const addressesByAdapter = indexed((one: IpAddress) => one.adapter)
const dnsByAdapter = indexed((one: DnsSettings) => one.adapter)
const hostsByAdapter = indexed((one: HostAdapter) => one.adapter)
const hostsBySwitch = indexed((one: HostAdapter) => one.switch)
const switchesById = indexed((one: VirtualSwitch) => one.id)

export function adapterOf(state: MachineState, guid: string): Adapter | undefined {
  return adaptersByGuid(state.adapters, guid)[0]
}

/** Every adapter with this alias; two can differ in case only. */
export function adaptersNamed(state: MachineState, alias: string): Adapter[] {
  return state.adapters.filter((adapter) => isSameText(adapter.name, alias))
}

export function interfaceOf(state: MachineState, guid: string, family: Family): IpInterface | undefined {
  return interfacesByAdapter(state.interfaces, guid).find((one) => one.family === family)
}

export function activeAddresses(state: MachineState, guid: string): IpAddress[] {
  return addressesByAdapter(state.addresses, guid).filter((one) => one.store === 'ActiveStore' && one.family === 'IPv4')
}

export function dnsOf(state: MachineState, guid: string): DnsSettings | undefined {
  return dnsByAdapter(state.dns, guid)[0]
}

/** The switch that has bound this adapter. */
export function switchOnUplink(state: MachineState, guid: string): VirtualSwitch | undefined {
  return state.switches.find((one) => one.uplink === guid)
}

export function switchOf(state: MachineState, hostAdapter: HostAdapter): VirtualSwitch | undefined {
  return switchesById(state.switches, hostAdapter.switch)[0]
}

export function hostAdaptersOn(state: MachineState, switchId: string): readonly HostAdapter[] {
  return hostsBySwitch(state.hostAdapters, switchId)
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
  const [hostAdapter] = hostsByAdapter(state.hostAdapters, adapter.guid)
  if (hostAdapter === undefined) return adapter
  const { uplink } = switchOf(state, hostAdapter) ?? {}
  return uplink === undefined ? undefined : adapterOf(state, uplink)
}
