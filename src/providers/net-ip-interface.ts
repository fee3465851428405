// The IP interface of an adapter, per family: DHCP, forwarding, metric, weak host. It comes and goes with its adapter.

import { objectKeys } from '../model/object-keys.gen.ts'
import type { NetIPInterface } from '../model/props.gen.ts'
import type { Observed, Provider, Touch } from '../model/provider.ts'
import { FREE } from '../model/provider.ts'
import { call, on } from '../powershell/call.ts'
import type { CmdletParams } from '../powershell/catalogue.gen.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Program } from '../powershell/program.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import { INTERFACE_TABLES, needsInterface, resolveOnInterface } from './interface.ts'
import { netIpAddress } from './net-ip-address.ts'
import { netRoute } from './net-route.ts'
import { rowsOf } from './rows.ts'

type InterfaceRow = Row<'Get-NetIPInterface'>
type Settings = Omit<CmdletParams['Set-NetIPInterface'], 'InterfaceIndex' | 'AddressFamily'>

export const netIpInterface: Provider<'NetIPInterface'> = {
  kind: 'NetIPInterface',
  reads: ['Get-NetIPInterface'],
  looksAt: [...INTERFACE_TABLES, 'Get-NetIPAddress', 'Get-NetRoute'],
  fixed: [],
  settleSeconds: 15,

  key: objectKeys.NetIPInterface,

  needs: needsInterface,

  provides() {
    return []
  },

  resolve(resource, snapshot) {
    return resolveOnInterface(resource, snapshot, (props) => withPersistent(props, snapshot))
  },

  actual(snapshot) {
    return snapshot
      .rows('Get-NetIPInterface')
      .filter((row) => row.Store === 'ActiveStore' && row.InterfaceAlias !== null && row.AddressFamily !== null)
      .map((row) => observe(row, snapshot))
  },

  steps(before, after) {
    if (after === undefined) return [] // The row goes with its adapter; nothing deletes it alone.
    const program: Program = [
      dhcpSettings(before, after),
      settings(before, after),
      ...storesApart(before, after),
    ].flatMap((params) =>
      Object.keys(params).length === 0
        ? []
        : [call('Set-NetIPInterface', { InterfaceIndex: on(after.interface), AddressFamily: after.family, ...params })],
    )
    return program
  },

  touches(change, snapshot) {
    const [before, after] = change
    return after?.dhcp === 'Disabled' && before?.dhcp === 'Enabled' ? leaseOf(after.interface, snapshot) : []
  },

  cost(change) {
    const [before, after] = change
    return before?.dhcp !== after?.dhcp && after?.dhcp !== undefined
      ? { outage: 'cuts traffic', seconds: 2, oneWay: false }
      : FREE
  },
}

/** DHCP first: its flag is kept in the active store only, so it goes in a call of its own (windows.md, section 2). */
function dhcpSettings(before: NetIPInterface | undefined, after: NetIPInterface): Settings {
  return after.dhcp !== undefined && after.dhcp !== before?.dhcp ? { Dhcp: after.dhcp } : {}
}

/** Without -PolicyStore both stores are written, so a difference in either one is mended by the same call (windows.md, section 2). */
function settings(before: NetIPInterface | undefined, after: NetIPInterface): Settings {
  const { interfaceMetric, weakHostSend, weakHostReceive, forwarding, persistentForwarding } = after
  const forwardingDiffers =
    !isApart(after) &&
    (forwarding !== before?.forwarding ||
      (persistentForwarding !== undefined && persistentForwarding !== before?.persistentForwarding))
  return {
    ...(interfaceMetric === undefined || interfaceMetric === before?.interfaceMetric ? {} : metric(interfaceMetric)),
    ...(weakHostSend === undefined || weakHostSend === before?.weakHostSend ? {} : { WeakHostSend: weakHostSend }),
    ...(weakHostReceive === undefined || weakHostReceive === before?.weakHostReceive
      ? {}
      : { WeakHostReceive: weakHostReceive }),
    ...(forwarding === undefined || !forwardingDiffers ? {} : { Forwarding: forwarding }),
  }
}

/** Before gw a machine may have said one thing for now and another for after a restart. */
function isApart({ forwarding, persistentForwarding }: NetIPInterface): boolean {
  return forwarding !== undefined && persistentForwarding !== undefined && forwarding !== persistentForwarding
}

/** Each store by a call of its own, so that neither is ever what it should not be. */
function storesApart(before: NetIPInterface | undefined, after: NetIPInterface): Settings[] {
  const { forwarding, persistentForwarding } = after
  if (!isApart(after) || forwarding === undefined || persistentForwarding === undefined) return []
  return [
    ...(forwarding === before?.forwarding ? [] : [{ Forwarding: forwarding, PolicyStore: 'ActiveStore' as const }]),
    ...(persistentForwarding === before?.persistentForwarding
      ? []
      : [{ Forwarding: persistentForwarding, PolicyStore: 'PersistentStore' as const }]),
  ]
}

/** -InterfaceMetric turns the automatic metric off by itself (windows.md, section 5.12). */
function metric(value: number | 'auto'): Settings {
  return value === 'auto' ? { AutomaticMetric: 'Enabled' } : { InterfaceMetric: value }
}

function observe(row: InterfaceRow, snapshot: Snapshot): Observed<'NetIPInterface'> {
  const persistent = persistentRow(row.InterfaceAlias ?? '', row.AddressFamily ?? 'IPv4', snapshot)
  return {
    kind: 'NetIPInterface',
    state: 'ready',
    props: {
      interface: row.InterfaceAlias ?? '',
      family: row.AddressFamily ?? 'IPv4',
      // IPv6 reads Enabled even with static addresses: not compared (windows.md, section 2).
      ...(row.Dhcp === null || row.AddressFamily === 'IPv6' ? {} : { dhcp: row.Dhcp }),
      ...(row.Forwarding === null ? {} : { forwarding: row.Forwarding }),
      ...(row.AutomaticMetric === 'Enabled'
        ? { interfaceMetric: 'auto' as const }
        : row.InterfaceMetric === null
          ? {}
          : { interfaceMetric: row.InterfaceMetric }),
      ...(row.WeakHostSend === null ? {} : { weakHostSend: row.WeakHostSend }),
      ...(row.WeakHostReceive === null ? {} : { weakHostReceive: row.WeakHostReceive }),
      ...(persistent?.Forwarding == null ? {} : { persistentForwarding: persistent.Forwarding }),
    },
  }
}

/** What is declared holds after a restart too. Whether every interface has a persistent row is unverified: compared where there is one. */
function withPersistent(props: NetIPInterface, snapshot: Snapshot): NetIPInterface {
  if (props.forwarding === undefined || props.persistentForwarding !== undefined) return props
  const row = persistentRow(props.interface, props.family, snapshot)
  return row?.Forwarding == null ? props : { ...props, persistentForwarding: props.forwarding }
}

function persistentRow(alias: string, family: NetIPInterface['family'], snapshot: Snapshot): InterfaceRow | undefined {
  return rowsOf(snapshot, 'Get-NetIPInterface', alias).find(
    (row) => row.Store === 'PersistentStore' && row.AddressFamily === family,
  )
}

/** Whether the lease and its default route go at once is unverified (windows.md, section 5.5), so both are announced. */
function leaseOf(alias: string, snapshot: Snapshot): Touch[] {
  const addresses = netIpAddress
    .actual(snapshot)
    .filter((item) => isSameName(item.props.interface, alias) && item.props.prefixOrigin === 'Dhcp')
  if (addresses.length === 0) return []
  const routes = netRoute
    .actual(snapshot)
    .filter(
      (item) =>
        isSameName(item.props.interface, alias) &&
        item.props.destinationPrefix === '0.0.0.0/0' &&
        item.props.store === 'active',
    )
  return [...addresses, ...routes].map((item) => ({ effect: 'may go', kind: item.kind, from: item.props }))
}
