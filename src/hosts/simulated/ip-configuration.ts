// All that is IP about one adapter, taken off one and put on another: what a switch does with its uplink.
import { assumed } from './assumptions.ts'
import { awaitLinkLocal, requestLease } from './dhcp.ts'
import { detectDuplicates } from './duplicate-detection.ts'
import { activeAddresses, adapterOf, interfaceOf } from './lookup.ts'
import type { IpConfiguration, MachineState } from './state.ts'

/** Takes it off the adapter, which then has no rows in either store: windows.md, section 2. */
export function takeConfiguration(state: MachineState, guid: string): IpConfiguration {
  const isHers = (one: { adapter: string }) => one.adapter === guid
  const isNot = (one: { adapter: string }) => one.adapter !== guid
  const taken = structuredClone({
    interfaces: state.interfaces.filter(isHers),
    addresses: state.addresses.filter(isHers),
    routes: state.routes.filter(isHers),
    dns: state.dns.filter(isHers),
  })
  state.interfaces = state.interfaces.filter(isNot)
  state.addresses = state.addresses.filter(isNot)
  state.routes = state.routes.filter(isNot)
  state.due = state.due.filter((due) => !('adapter' in due) || typeof due.adapter !== 'string' || due.adapter !== guid)
  return taken
}

/** Puts it on an adapter in place of what is there. Registry settings of DNS stay where no others come. */
export function giveConfiguration(state: MachineState, guid: string, configuration: IpConfiguration): void {
  takeConfiguration(state, guid)
  const { interfaces, addresses, routes, dns } = structuredClone(configuration)
  const move = <T extends { adapter: string }>(one: T): T => ({ ...one, adapter: guid })
  state.interfaces.push(...interfaces.map(move))
  state.addresses.push(...addresses.map(move))
  state.routes.push(...routes.map(move))
  state.dns = [...state.dns.filter((one) => one.adapter !== guid), ...dns.map(move)]
}

/** What an adapter starts with: DHCP on, nothing else (windows.md, section 3). */
export function freshConfiguration(guid: string): IpConfiguration {
  return {
    interfaces: [
      { adapter: guid, family: 'IPv4', dhcp: 'Enabled', active: {}, persistent: {} },
      { adapter: guid, family: 'IPv6', dhcp: 'Enabled', active: {}, persistent: {} },
    ],
    addresses: [],
    routes: [],
    dns: [{ adapter: guid, static: { IPv4: [], IPv6: [] }, dhcp: [] }],
  }
}

/** What of a NIC's configuration arrives on the host adapter: windows.md, section 3. */
export function onTheWayToHostAdapter(
  state: MachineState,
  configuration: IpConfiguration,
  guid: string,
): IpConfiguration {
  const what = assumed(state, 'ip-configuration-on-switch')
  const fresh = freshConfiguration(guid)
  if (what === 'wiped' || configuration.interfaces.length === 0) return fresh
  const settingsMove = assumed(state, 'interface-settings-on-switch') === 'move'
  const isSameMac = assumed(state, 'host-vnic-mac') === 'same'
  return {
    interfaces: configuration.interfaces.map((one) => (settingsMove ? one : { ...one, active: {}, persistent: {} })),
    // A lease belongs to a MAC address: with another one a new lease has to come.
    addresses: configuration.addresses.filter((one) => isSameMac || one.prefixOrigin !== 'Dhcp'),
    routes: configuration.routes.filter((one) => isSameMac || one.lease !== true),
    dns:
      what === 'dns-lost'
        ? fresh.dns.map((one) => ({ ...one, lost: true }))
        : configuration.dns.map((one) => ({ ...one, dhcp: isSameMac ? one.dhcp : [] })),
  }
}

/** After a configuration came: unfinished detection starts again, and without a lease although DHCP is on one is asked for. */
export function wake(state: MachineState, guid: string, seconds: number): void {
  const adapter = adapterOf(state, guid)
  if (adapter === undefined) return
  for (const one of state.addresses) {
    const ip = interfaceOf(state, guid, one.family)
    const isUnfinished = one.adapter === guid && one.store === 'ActiveStore' && one.state === 'Tentative'
    if (ip && isUnfinished && one.suffixOrigin !== 'Link') detectDuplicates(state, adapter, ip, one.address)
  }
  const isOn = state.interfaces.some((one) => one.adapter === guid && one.family === 'IPv4' && one.dhcp === 'Enabled')
  const isLeased = state.addresses.some((one) => one.adapter === guid && one.prefixOrigin === 'Dhcp')
  if (isOn && !isLeased) requestLease(state, guid, seconds)
  else if (activeAddresses(state, guid).length === 0) awaitLinkLocal(state, guid, seconds + 6)
}
