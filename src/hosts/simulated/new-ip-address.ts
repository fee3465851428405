// New-NetIPAddress and what it brings along: DHCP off, duplicate detection, perhaps a default route.
import { type OutputRow, type Refusal, systemError } from './answer.ts'
import { flagOf, numberOf, textOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import { type Context, storesToWrite } from './context.ts'
import { dropLease, dropLinkLocal } from './dhcp.ts'
import { detectDuplicates } from './duplicate-detection.ts'
import { addressRows } from './ip-address.ts'
import { isConnected } from './lookup.ts'
import { addRoute } from './route.ts'
import type { Family, Store } from './state.ts'
import { familyOf, type Target, targetInterface } from './target-interface.ts'

/** Answers two objects, one per store: captures.md, section 4. */
export function newNetIPAddress(context: Context): readonly OutputRow[] {
  const { state, bound } = context
  const address = textOf(bound, 'IPAddress') ?? ''
  const family = familyOf(context, 'IPAddress', address)
  const target = targetInterface(context, family)
  const prefixLength = prefixLengthFor(context, family)
  const stores = storesToWrite(context)
  refuseImpossible(context, target, stores, address)

  const { adapter, ip } = target
  const gateway = textOf(bound, 'DefaultGateway')
  const hasDefault = state.routes.some((one) => one.adapter === adapter.guid && one.prefix === '0.0.0.0/0')
  const gatewayExists = systemError(87, context.cmdlet.name, 'Instance DefaultGateway already exists')
  const isRefused = gateway !== undefined && hasDefault
  // With a default route on the interface the call fails, and the address may exist already: windows.md, section 5.1.
  if (isRefused && assumed(state, 'gateway-exists') === 'nothing-made') throw gatewayExists

  // Adding an address to a DHCP interface turns DHCP off: windows.md, section 5.3.
  if (family === 'IPv4' && ip.dhcp === 'Enabled' && assumed(state, 'dhcp-on-address-add') === 'turned-off') {
    ip.dhcp = 'Disabled'
    dropLease(state, adapter.guid)
  }
  // Setting an address while unplugged leaves a flag that defeats a later return to DHCP: windows.md, section 5.4.
  if (!isConnected(state, adapter) && assumed(state, 'static-while-unplugged') === 'leaves-flag')
    ip.dhcpOffOnConnect = true
  if (family === 'IPv4') dropLinkLocal(state, adapter.guid)
  for (const store of stores) {
    // The persistent row reads Invalid: list-newnetipaddress-both-stores.txt.
    const isActive = store === 'ActiveStore'
    state.addresses.push({
      adapter: adapter.guid,
      family,
      store,
      address,
      prefixLength,
      prefixOrigin: 'Manual',
      suffixOrigin: 'Manual',
      state: isActive ? 'Tentative' : 'Invalid',
      skipAsSource: flagOf(bound, 'SkipAsSource') ?? false,
    })
    if (isActive) detectDuplicates(state, adapter, ip, address)
  }
  if (isRefused) throw gatewayExists
  if (gateway !== undefined) {
    for (const store of stores)
      addRoute(state, adapter.guid, store, { prefix: '0.0.0.0/0', nextHop: gateway, metric: 256 })
  }
  return stores.flatMap((store) =>
    addressRows(state, store).flatMap(({ row, object }) =>
      object.adapter === adapter.guid && object.address === address ? [row] : [],
    ),
  )
}

function prefixLengthFor({ cmdlet, bound }: Context, family: Family): number {
  const longest = family === 'IPv4' ? 32 : 128
  const given = numberOf(bound, 'PrefixLength') ?? longest
  if (given > longest) throw systemError(87, cmdlet.name, `Invalid parameter PrefixLength ${given}`)
  return given
}

function refuseImpossible(context: Context, { adapter, ip }: Target, stores: readonly Store[], address: string): void {
  const { state, cmdlet } = context
  const inconsistent = systemError(
    87,
    cmdlet.name,
    'Inconsistent parameters PolicyStore PersistentStore and Dhcp Enabled',
  )
  if (stores.includes('PersistentStore') && ip.dhcp === 'Enabled') {
    // On a disconnected NIC DHCP has to be off first, and even then it may fail: windows.md, section 5.3.
    if (!isConnected(state, adapter) || stores.length === 1) throw inconsistent
  }
  if (!isConnected(state, adapter) && assumed(state, 'address-without-carrier') === 'fails') throw inconsistent
  // The same address on two NICs gives "already exists" too: windows.md, section 5.11.
  const taken = state.addresses.some(
    (one) =>
      one.address === address &&
      stores.includes(one.store) &&
      (one.adapter === adapter.guid || one.store === 'ActiveStore'),
  )
  if (taken) throw existsError(context)
}

function existsError({ state, cmdlet }: Context): Refusal {
  return assumed(state, 'exists-error') === '87'
    ? systemError(87, cmdlet.name, 'Instance MSFT_NetIPAddress already exists')
    : systemError(5010, cmdlet.name, 'The object already exists.')
}
