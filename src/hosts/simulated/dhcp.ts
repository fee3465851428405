// Leases: asked for when DHCP is on and the LAN has a server, dropped when it is turned off.
import { formatIPv4, parseIPv4 } from '../../net/ipv4.ts'
import { assumed } from './assumptions.ts'
import { activeAddresses, adapterOf, dnsOf, interfaceOf, isConnected, lanOf } from './lookup.ts'
import { schedule } from './schedule.ts'
import type { Lan, MachineState } from './state.ts'

/** Asks for a lease after so many seconds, and for a link-local address should none come. */
export function requestLease(state: MachineState, guid: string, seconds: number): void {
  state.due = state.due.filter((due) => !(due.what === 'lease' && due.adapter === guid))
  schedule(state, seconds, { what: 'lease', adapter: guid })
  awaitLinkLocal(state, guid, seconds + 6)
}

/** Without any address an interface takes one from 169.254.0.0/16 after a while: windows.md, section 2. */
export function awaitLinkLocal(state: MachineState, guid: string, seconds: number): void {
  if (assumed(state, 'link-local') === 'assigned') schedule(state, seconds, { what: 'link-local', adapter: guid })
}

/** The lease arrives: address, default route and DNS servers, in the active store only. */
export function takeLease(state: MachineState, guid: string): void {
  const adapter = adapterOf(state, guid)
  const lan = adapter && lanOf(state, adapter)
  if (adapter === undefined || lan === undefined || lan.dhcp === null) return
  if (interfaceOf(state, guid, 'IPv4')?.dhcp !== 'Enabled') return
  if (state.addresses.some((one) => one.adapter === guid && one.prefixOrigin === 'Dhcp' && one.store === 'ActiveStore'))
    return
  const address = leaseFor(state, lan, adapter.mac)
  // A NIC with a cloned MAC picks the same lease and gets nothing: windows.md, section 5.11.
  if (address === undefined || isOnMachine(state, address)) return
  if (adapter.mac !== '') lan.leases[adapter.mac] = address
  dropLinkLocal(state, guid)
  state.addresses.push({
    adapter: guid,
    family: 'IPv4',
    store: 'ActiveStore',
    address,
    prefixLength: lan.prefixLength,
    prefixOrigin: 'Dhcp',
    suffixOrigin: 'Dhcp',
    state: 'Preferred',
    skipAsSource: false,
  })
  // Route metric 0: route-print-en-hyperv.txt shows the interface metric alone on the default of a lease.
  state.routes.push({
    adapter: guid,
    family: 'IPv4',
    store: 'ActiveStore',
    prefix: '0.0.0.0/0',
    nextHop: lan.router,
    metric: 0,
    protocol: assumed(state, 'lease-route-protocol'),
    publish: 'No',
    lease: true,
  })
  refreshLeasedServers(state, guid)
}

/** Takes over the DNS servers of a lease that is there, unless the client settings are lost. */
export function refreshLeasedServers(state: MachineState, guid: string): void {
  const adapter = adapterOf(state, guid)
  const dns = dnsOf(state, guid)
  const isLeased = activeAddresses(state, guid).some((one) => one.prefixOrigin === 'Dhcp')
  if (dns && adapter && !dns.lost && isLeased) dns.dhcp = [...(lanOf(state, adapter)?.dhcp?.dns ?? dns.dhcp)]
}

/** DHCP was turned off: the leased address and its default route go: windows.md, section 5.5. */
export function dropLease(state: MachineState, guid: string): void {
  state.due = state.due.filter((due) => !(due.what === 'lease' && due.adapter === guid))
  if (assumed(state, 'lease-after-dhcp-off') === 'stays') return
  forgetLease(state, guid)
  awaitLinkLocal(state, guid, 6)
}

/** Removes what a lease brought. */
export function forgetLease(state: MachineState, guid: string): void {
  state.addresses = state.addresses.filter((one) => !(one.adapter === guid && one.prefixOrigin === 'Dhcp'))
  state.routes = state.routes.filter((one) => !(one.adapter === guid && one.lease))
  const dns = dnsOf(state, guid)
  if (dns) dns.dhcp = []
}

/** A connected interface without an address gives itself one; a disconnected one shows it as Tentative. */
export function takeLinkLocal(state: MachineState, guid: string): void {
  const adapter = adapterOf(state, guid)
  if (adapter === undefined || interfaceOf(state, guid, 'IPv4') === undefined) return
  if (activeAddresses(state, guid).length > 0) return
  const tail = [...guid].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 65024, 7) + 256
  state.addresses.push({
    adapter: guid,
    family: 'IPv4',
    store: 'ActiveStore',
    address: formatIPv4(0xa9fe0000 + tail),
    prefixLength: 16,
    prefixOrigin: 'WellKnown',
    suffixOrigin: 'Link',
    skipAsSource: false,
    state: isConnected(state, adapter) ? 'Preferred' : 'Tentative',
  })
}

/** IPv4 keeps a link-local address only while no other exists: windows.md, section 2. */
export function dropLinkLocal(state: MachineState, guid: string): void {
  state.addresses = state.addresses.filter(
    (one) => !(one.adapter === guid && one.family === 'IPv4' && one.suffixOrigin === 'Link'),
  )
}

function leaseFor(state: MachineState, lan: Lan, mac: string): string | undefined {
  const before = lan.leases[mac]
  if (before !== undefined) return before
  const first = parseIPv4(lan.dhcp?.first ?? '')
  const last = parseIPv4(lan.dhcp?.last ?? '')
  if (first === undefined || last === undefined) return undefined
  const used = new Set([...lan.taken, ...Object.values(lan.leases)])
  for (let value = first; value <= last; value++) {
    const address = formatIPv4(value)
    if (!used.has(address) && !isOnMachine(state, address)) return address
  }
  return undefined
}

function isOnMachine(state: MachineState, address: string): boolean {
  return state.addresses.some((one) => one.address === address && one.store === 'ActiveStore')
}
