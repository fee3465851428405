// An IPv4 address on an interface. The address itself cannot be edited, so a new one is remove + add.

import { objectKeys } from '../model/object-keys.gen.ts'
import type { NetIPAddress } from '../model/props.gen.ts'
import type { Observed, Provider } from '../model/provider.ts'
import { FREE } from '../model/provider.ts'
import { on } from '../powershell/call.ts'
import { absent, type Program, present, type Step, step } from '../powershell/program.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import { INTERFACE_TABLES, needsInterface, resolveOnInterface } from './interface.ts'
import { netRoute } from './net-route.ts'
import { rowsOf } from './rows.ts'
import { joinStores, type Store } from './stores.ts'

type AddressRow = Row<'Get-NetIPAddress'>

export const netIpAddress: Provider<'NetIPAddress'> = {
  kind: 'NetIPAddress',
  reads: ['Get-NetIPAddress', 'Get-NetIPInterface'],
  looksAt: [...INTERFACE_TABLES, 'Get-NetRoute'],
  fixed: ['prefixOrigin', 'store'],
  settleSeconds: 20,

  key: objectKeys.NetIPAddress,

  needs: needsInterface,

  provides() {
    return []
  },

  resolve(resource, snapshot) {
    // An equal address that DHCP gave is not convergence (windows.md, section 2), nor is one that a restart would undo.
    return resolveOnInterface(resource, snapshot, (props) => ({
      ...props,
      prefixOrigin: 'Manual',
      store: props.store ?? 'both',
    }))
  },

  actual(snapshot) {
    const rows = snapshot.rows('Get-NetIPAddress').filter(isOfInterest)
    return joinStores(rows, (row) => `${row.InterfaceAlias}/${row.IPAddress}`).map(({ row, store }) =>
      observe(row, store, snapshot),
    )
  },

  steps(before, after) {
    if (after === undefined) return remove(before)
    if (before === undefined) return create(after)
    if (before.prefixOrigin === after.prefixOrigin && before.store === after.store) return update(before, after)
    return [...remove(before), ...create(after)]
  },

  touches(change, snapshot) {
    const [before, after] = change
    if (
      before === undefined ||
      (after !== undefined &&
        before.prefixLength === after.prefixLength &&
        before.store === after.store &&
        before.prefixOrigin === after.prefixOrigin)
    )
      return []
    // On-link routes change with a prefix, and a default route needs one (windows.md, section 5.6): it may go for a moment.
    const routes = netRoute
      .actual(snapshot)
      .filter((item) => item.props.interface === before.interface && item.props.nextHop !== '0.0.0.0')
    return routes.map((item) => ({ effect: 'may go', kind: item.kind, from: item.props }))
  },

  cost(change) {
    return change[0] === undefined ? FREE : { outage: 'cuts traffic', seconds: 2, oneWay: false }
  },
}

/** Removing the last address can switch DHCP on again, so it is switched off right before the address is added (windows.md, section 5.3). */
function create(after: NetIPAddress): Program {
  const InterfaceIndex = on(after.interface)
  return [
    dhcpOff(after.interface),
    step(
      'New-NetIPAddress',
      {
        InterfaceIndex,
        IPAddress: after.address,
        AddressFamily: 'IPv4',
        ...(after.prefixLength === undefined ? {} : { PrefixLength: after.prefixLength }),
        ...(after.skipAsSource === undefined ? {} : { SkipAsSource: after.skipAsSource }),
        ...(after.store === 'active' ? { PolicyStore: 'ActiveStore' } : {}),
        Confirm: false,
      },
      {
        onlyIf: absent('Get-NetIPAddress', {
          InterfaceAlias: after.interface,
          IPAddress: after.address,
          Store: 'ActiveStore',
        }),
      },
    ),
  ]
}

/** In place where Windows does it, otherwise remove and add: both ways are reported (windows.md, section 5.6). */
function update(before: NetIPAddress, after: NetIPAddress): Program {
  const { prefixLength = before.prefixLength, skipAsSource = before.skipAsSource } = after
  const where = { InterfaceAlias: after.interface, IPAddress: after.address, Store: 'ActiveStore' } as const
  const wanted = {
    ...(prefixLength === undefined ? {} : { PrefixLength: prefixLength }),
    ...(skipAsSource === undefined ? {} : { SkipAsSource: skipAsSource }),
  }
  return [
    step(
      'Set-NetIPAddress',
      {
        InterfaceIndex: on(after.interface),
        IPAddress: after.address,
        AddressFamily: 'IPv4',
        ...wanted,
        Confirm: false,
      },
      {
        waitFor: { for: present('Get-NetIPAddress', { ...where, ...wanted }), seconds: 5 },
        otherwise: [...remove(before), ...create({ ...before, ...after })],
      },
    ),
  ]
}

/** Always address and interface: without a selector every address of the machine would go (windows.md, section 5.7). */
function remove(before: NetIPAddress): Program {
  const where = { InterfaceAlias: before.interface, IPAddress: before.address }
  const program: Step[] = before.prefixOrigin === 'Dhcp' ? [dhcpOff(before.interface)] : []
  program.push(
    step(
      'Remove-NetIPAddress',
      {
        InterfaceIndex: on(before.interface),
        IPAddress: before.address,
        AddressFamily: 'IPv4',
        ...(before.store === 'persistent' ? { PolicyStore: 'PersistentStore' } : {}),
        Confirm: false,
      },
      {
        onlyIf: present('Get-NetIPAddress', where),
        // A removal can lag, and an immediate re-add would meet the old address (windows.md, section 5.8).
        waitFor: { for: absent('Get-NetIPAddress', where), seconds: 15 },
      },
    ),
  )
  return program
}

function dhcpOff(alias: string): Step {
  return step(
    'Set-NetIPInterface',
    { InterfaceIndex: on(alias), AddressFamily: 'IPv4', Dhcp: 'Disabled' },
    {
      onlyIf: present('Get-NetIPInterface', {
        InterfaceAlias: alias,
        AddressFamily: 'IPv4',
        Store: 'ActiveStore',
        Dhcp: 'Enabled',
      }),
    },
  )
}

/**
 * Loopback and addresses that Windows makes for itself are no drift (windows.md, section 2). Its own link-local ones are
 * known by their origin, not by 169.254: somebody may have set such an address by hand (captures.md, section 4).
 */
function isOfInterest(row: AddressRow): boolean {
  if (row.AddressFamily !== 'IPv4' || row.InterfaceAlias === null || row.IPAddress === null) return false
  if (row.IPAddress.startsWith('127.')) return false
  return row.PrefixOrigin !== 'WellKnown' && row.SuffixOrigin !== 'Link' && row.SuffixOrigin !== 'Random'
}

function observe(row: AddressRow, store: Store, snapshot: Snapshot): Observed<'NetIPAddress'> {
  const origin = row.PrefixOrigin === 'Manual' || row.PrefixOrigin === 'Dhcp' ? row.PrefixOrigin : 'Other'
  return {
    kind: 'NetIPAddress',
    ...readiness(row, snapshot),
    props: {
      interface: row.InterfaceAlias ?? '',
      address: row.IPAddress ?? '',
      prefixOrigin: origin,
      store,
      ...(row.PrefixLength === null ? {} : { prefixLength: row.PrefixLength }),
      ...(row.SkipAsSource === null ? {} : { skipAsSource: row.SkipAsSource }),
    },
  }
}

/** An address is unusable until duplicate detection is through; without a link it stays Tentative for ever (windows.md, section 6). */
function readiness(row: AddressRow, snapshot: Snapshot): Pick<Observed, 'state' | 'note'> {
  if (row.AddressState === 'Duplicate')
    return { state: 'failed', note: `another device on the network already uses ${row.IPAddress}` }
  if (row.AddressState !== 'Tentative') return { state: 'ready' }
  const link = rowsOf(snapshot, 'Get-NetIPInterface', row.InterfaceAlias ?? '').find(
    (item) => item.AddressFamily === 'IPv4' && item.Store === 'ActiveStore',
  )
  return link?.ConnectionState === 'Disconnected'
    ? { state: 'ready' }
    : { state: 'settling', note: 'duplicate address detection is running' }
}
