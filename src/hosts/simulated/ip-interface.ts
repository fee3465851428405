// Get- and Set-NetIPInterface: one object per adapter and family, in two stores.
import type { OutputRow } from './answer.ts'
import { assumed } from './assumptions.ts'
import { type Context, storesToWrite, storeToRead } from './context.ts'
import { dropLease, requestLease } from './dhcp.ts'
import { type Shown, select } from './filter.ts'
import { defaultSettings } from './interface-defaults.ts'
import { adapterOf, isConnected } from './lookup.ts'
import type { Adapter, IpInterface, MachineState, Settings, Store } from './state.ts'

export function getNetIPInterface(context: Context): readonly OutputRow[] {
  const { state, cmdlet, set, bound } = context
  return select(cmdlet, set, bound, interfaceRows(state, storeToRead(context))).map(({ row }) => row)
}

// Parameters of Set-NetIPInterface that set something, and the property each one sets: windows.md, section 2.
const SETTERS: Readonly<Record<string, string>> = {
  Forwarding: 'Forwarding',
  ClampMss: 'ClampMss',
  Advertising: 'Advertising',
  NlMtuBytes: 'NlMtu',
  InterfaceMetric: 'InterfaceMetric',
  AutomaticMetric: 'AutomaticMetric',
  NeighborUnreachabilityDetection: 'NeighborUnreachabilityDetection',
  BaseReachableTimeMs: 'BaseReachableTime',
  RetransmitTimeMs: 'RetransmitTime',
  DadTransmits: 'DadTransmits',
  DadRetransmitTimeMs: 'DadRetransmitTime',
  RouterDiscovery: 'RouterDiscovery',
  ManagedAddressConfiguration: 'ManagedAddressConfiguration',
  OtherStatefulConfiguration: 'OtherStatefulConfiguration',
  WeakHostSend: 'WeakHostSend',
  WeakHostReceive: 'WeakHostReceive',
  IgnoreDefaultRoutes: 'IgnoreDefaultRoutes',
  AdvertiseDefaultRoute: 'AdvertiseDefaultRoute',
  CurrentHopLimit: 'CurrentHopLimit',
  ForceArpNdWolPattern: 'ForceArpNdWolPattern',
  DirectedMacWolPattern: 'DirectedMacWolPattern',
  EcnMarking: 'EcnMarking',
}

/** Without -AddressFamily both families change, without an interface all of them: windows.md, section 2. */
export function setNetIPInterface(context: Context): readonly OutputRow[] {
  const { state, cmdlet, set, bound } = context
  const stores = storesToWrite(context)
  const seen: Store = stores.includes('ActiveStore') ? 'ActiveStore' : 'PersistentStore'
  const chosen = select(cmdlet, set, bound, interfaceRows(state, seen))
  const wanted = wantedSettings(bound)
  for (const { object } of chosen) {
    if (stores.includes('ActiveStore')) write(state, object, 'active', wanted)
    if (stores.includes('PersistentStore')) write(state, object, 'persistent', wanted)
    // The DHCP flag lives in the active store only; writing it to the other one has no effect: windows.md, section 2.
    if (stores.includes('ActiveStore')) setDhcp(state, object, bound.Dhcp)
  }
  if (bound.PassThru !== true) return []
  const changed = new Set(chosen.map(({ object }) => object))
  return interfaceRows(state, seen).flatMap(({ row, object }) => (changed.has(object) ? [row] : []))
}

/** The rows of one store, with what is behind each. */
export function interfaceRows(state: MachineState, store: Store): Shown<IpInterface>[] {
  return state.interfaces.flatMap((object) => {
    const adapter = adapterOf(state, object.adapter)
    if (adapter === undefined) return []
    const changedOnly = assumed(state, 'persistent-interface-rows') === 'changed-only'
    if (store === 'PersistentStore' && changedOnly && Object.keys(object.persistent).length === 0) return []
    return [{ object, row: toRow(state, adapter, object, store) }]
  })
}

/** The settings in force now, defaults included. */
export function activeSettings(adapter: Adapter, one: IpInterface): Settings {
  return { ...defaultSettings(adapter.kind, one.family), ...one.active }
}

function toRow(state: MachineState, adapter: Adapter, one: IpInterface, store: Store): OutputRow {
  const kept = store === 'ActiveStore' ? one.active : one.persistent
  const stale = store === 'PersistentStore' && assumed(state, 'dhcp-in-persistent-row') === 'enabled'
  return {
    InterfaceIndex: adapter.index,
    InterfaceAlias: adapter.name,
    ifIndex: adapter.index,
    ifAlias: adapter.name,
    AddressFamily: one.family,
    ...defaultSettings(adapter.kind, one.family),
    ...kept,
    Dhcp: stale ? 'Enabled' : one.dhcp,
    ConnectionState: isConnected(state, adapter) ? 'Connected' : 'Disconnected',
    NeighborDiscoverySupported: adapter.kind === 'loopback' ? 'No' : 'Yes',
    CompartmentId: 1,
    Store: store,
  }
}

function wantedSettings(bound: Context['bound']): Settings {
  const wanted: Settings = {}
  for (const [parameter, property] of Object.entries(SETTERS)) {
    const value = bound[parameter]
    if (typeof value === 'string' || typeof value === 'number') wanted[property] = value
  }
  return wanted
}

function write(state: MachineState, one: IpInterface, store: 'active' | 'persistent', wanted: Settings): void {
  const settings = { ...one[store], ...wanted }
  // A number turns the automatic metric off by itself; turning that on forgets the number: windows.md, section 5.12.
  if (wanted.InterfaceMetric !== undefined && wanted.AutomaticMetric === undefined)
    settings.AutomaticMetric = 'Disabled'
  if (wanted.AutomaticMetric === 'Enabled') delete settings.InterfaceMetric
  if (wanted.AutomaticMetric === 'Disabled' && settings.InterfaceMetric === undefined) {
    const adapter = adapterOf(state, one.adapter)
    if (adapter) settings.InterfaceMetric = defaultSettings(adapter.kind, one.family).InterfaceMetric ?? 25
  }
  one[store] = settings
}

function setDhcp(state: MachineState, one: IpInterface, wanted: unknown): void {
  if (wanted !== 'Enabled' && wanted !== 'Disabled') return
  if (wanted === one.dhcp) return
  one.dhcp = wanted
  if (one.family !== 'IPv4') return
  if (wanted === 'Disabled') dropLease(state, one.adapter)
  else {
    if (assumed(state, 'manual-addresses-after-dhcp-on') === 'go') {
      state.addresses = state.addresses.filter(
        (address) => address.adapter !== one.adapter || address.family !== 'IPv4',
      )
    }
    requestLease(state, one.adapter, 2)
  }
}
