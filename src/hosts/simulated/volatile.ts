// Adapters that are made again at every start, with nothing remembered: a proxy's TUN, the Default Switch, WSL.
import { bareGuid, newGuid, newIndex, newMac } from './identity.ts'
import { freshConfiguration, giveConfiguration } from './ip-configuration.ts'
import { addRoute } from './route.ts'
import type { Adapter, Family, IpAddress, MachineState, Tun } from './state.ts'

/** The proxy sets metric 0 and forwarding on its TUN itself and routes everything there: forwarding.md, R4, R5 and R9. */
export function startTun(state: MachineState, tun: Tun): void {
  const { guid } = tun.adapter
  const adapter = { ...tun.adapter, index: newIndex(state) }
  state.adapters = [...state.adapters.filter((one) => one.guid !== guid), adapter]
  const settings = { InterfaceMetric: 0, AutomaticMetric: 'Disabled', Forwarding: 'Enabled', DadTransmits: 0 }
  const fresh = freshConfiguration(guid)
  giveConfiguration(state, guid, {
    ...fresh,
    interfaces: fresh.interfaces.map((one) => ({ ...one, dhcp: 'Disabled', active: { ...settings } })),
  })
  addStatic(state, guid, tun.address, tun.prefixLength, ['ActiveStore'])
  addRoute(state, guid, 'ActiveStore', { prefix: '0.0.0.0/0', nextHop: tun.nextHop, metric: 0 })
}

/** What has to be started again after a restart: found on the machine as it is now. */
export function tunOf(state: MachineState, adapter: Adapter): Tun {
  const address = state.addresses.find((one) => one.adapter === adapter.guid && one.family === 'IPv4')
  const route = state.routes.find((one) => one.adapter === adapter.guid && one.prefix === '0.0.0.0/0')
  return {
    adapter,
    address: address?.address ?? '198.18.0.1',
    prefixLength: address?.prefixLength ?? 30,
    nextHop: route?.nextHop ?? '198.18.0.2',
  }
}

/** WSL builds its switch and host adapter again, with new ids: windows.md, section 3. */
export function startWsl(state: MachineState, address: string): void {
  const id = bareGuid(newGuid(state))
  state.switches.push({ id, name: 'WSL', type: 'Internal', allowManagementOS: true, notes: '', system: 'wsl' })
  addNatAdapter(state, {
    name: 'WSL',
    switch: id,
    guid: newGuid(state),
    address,
    description: 'Hyper-V Virtual Ethernet Adapter #2',
  })
}

/** Fixed on every Windows: windows.md, section 3. */
const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444'

/** Comes with Hyper-V. */
export function addDefaultSwitch(state: MachineState): void {
  const name = 'Default Switch'
  if (state.switches.some(({ id }) => id === DEFAULT_SWITCH)) return
  state.switches.push({
    id: DEFAULT_SWITCH,
    name,
    type: 'Internal',
    allowManagementOS: true,
    notes: '',
    system: 'default',
  })
  addNatAdapter(state, {
    name,
    switch: DEFAULT_SWITCH,
    guid: '{5E4D0000-0000-4000-8000-0000000000A4}',
    address: '172.27.128.1',
    description: 'Hyper-V Virtual Ethernet Adapter',
  })
}

interface NatAdapter {
  readonly name: string
  readonly switch: string
  readonly guid: string
  readonly address: string
  readonly description: string
}

/** The host's side of a NAT network: an address of a /20, no DHCP, metric 5000 (captures.md, section 3). */
export function addNatAdapter(state: MachineState, nat: NatAdapter): void {
  const { guid, name } = nat
  const adapter: Adapter = {
    guid,
    name: `vEthernet (${name})`,
    description: nat.description,
    index: newIndex(state),
    mac: newMac(state),
    kind: 'hyper-v',
    link: 'up',
    volatile: true,
  }
  state.adapters.push(adapter)
  state.hostAdapters.push({ name, switch: nat.switch, adapter: guid, dynamicMac: true })
  const fresh = freshConfiguration(guid)
  giveConfiguration(state, guid, {
    ...fresh,
    interfaces: fresh.interfaces.map((one) => ({
      ...one,
      dhcp: one.family === 'IPv4' ? 'Disabled' : 'Enabled',
      active: { InterfaceMetric: 5000, AutomaticMetric: 'Disabled' },
    })),
  })
  addStatic(state, guid, nat.address, 20, ['ActiveStore'])
}

/** An address set by hand that is Preferred already. */
export function addStatic(
  state: MachineState,
  adapter: string,
  address: string,
  prefixLength: number,
  stores: readonly IpAddress['store'][],
): void {
  const family: Family = address.includes(':') ? 'IPv6' : 'IPv4'
  for (const store of stores) {
    state.addresses.push({
      adapter,
      family,
      store,
      address,
      prefixLength,
      prefixOrigin: 'Manual',
      suffixOrigin: 'Manual',
      state: store === 'ActiveStore' ? 'Preferred' : 'Invalid',
      skipAsSource: false,
    })
  }
}
