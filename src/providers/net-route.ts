// An IPv4 route. The default gateway is a route of its own: New-NetIPAddress -DefaultGateway fails half-way when one exists.

import { objectKeys } from '../model/object-keys.gen.ts'
import type { NetRoute } from '../model/props.gen.ts'
import type { Provider } from '../model/provider.ts'
import { FREE } from '../model/provider.ts'
import { on } from '../powershell/call.ts'
import { absent, type Program, present, step } from '../powershell/program.ts'
import type { Row } from '../powershell/snapshot.ts'
import { INTERFACE_TABLES, needsInterface, resolveOnInterface } from './interface.ts'
import { joinStores } from './stores.ts'

type RouteRow = Row<'Get-NetRoute'>

export const netRoute: Provider<'NetRoute'> = {
  kind: 'NetRoute',
  reads: ['Get-NetRoute'],
  looksAt: INTERFACE_TABLES,
  fixed: ['protocol', 'store'],
  settleSeconds: 10,

  key: objectKeys.NetRoute,

  needs: needsInterface,

  provides() {
    return []
  },

  resolve(resource, snapshot) {
    return resolveOnInterface(resource, snapshot, (props) => ({
      ...props,
      protocol: 'NetMgmt',
      store: props.store ?? 'both',
    }))
  },

  actual(snapshot) {
    const rows = snapshot.rows('Get-NetRoute').filter(isOfInterest)
    return joinStores(rows, (row) => `${row.InterfaceAlias}/${row.DestinationPrefix}/${row.NextHop}`).map(
      ({ row, store }) => ({
        kind: 'NetRoute',
        state: 'ready',
        props: {
          interface: row.InterfaceAlias ?? '',
          destinationPrefix: row.DestinationPrefix ?? '',
          nextHop: row.NextHop ?? '',
          protocol: row.Protocol === 'NetMgmt' || row.Protocol === 'Dhcp' ? row.Protocol : 'Other',
          store,
          ...(row.RouteMetric === null ? {} : { routeMetric: row.RouteMetric }),
        },
      }),
    )
  },

  steps(before, after) {
    if (after === undefined) return remove(before)
    if (before === undefined) return create(after)
    if (before.protocol === after.protocol && before.store === after.store) return setMetric(after)
    return [...remove(before), ...create(after)]
  },

  touches() {
    return []
  },

  cost(change) {
    const [before, after] = change
    if (
      before === undefined ||
      (after !== undefined && before.protocol === after.protocol && before.store === after.store)
    )
      return FREE
    return { outage: 'cuts traffic', seconds: 1, oneWay: false }
  },
}

function create(after: NetRoute): Program {
  return [
    step(
      'New-NetRoute',
      {
        InterfaceIndex: on(after.interface),
        DestinationPrefix: after.destinationPrefix,
        NextHop: after.nextHop,
        AddressFamily: 'IPv4',
        ...(after.routeMetric === undefined ? {} : { RouteMetric: after.routeMetric }),
        // PersistentStore alone is refused; without a store both are written (windows.md, section 2).
        ...(after.store === 'active' ? { PolicyStore: 'ActiveStore' } : {}),
        Confirm: false,
      },
      { onlyIf: absent('Get-NetRoute', { ...whereIs(after), Store: 'ActiveStore' }) },
    ),
  ]
}

function setMetric(after: NetRoute): Program {
  if (after.routeMetric === undefined) return []
  return [
    step('Set-NetRoute', {
      InterfaceIndex: on(after.interface),
      DestinationPrefix: after.destinationPrefix,
      NextHop: after.nextHop,
      AddressFamily: 'IPv4',
      RouteMetric: after.routeMetric,
      Confirm: false,
    }),
  ]
}

/** A removal from the persistent store can fail silently, so its end is awaited in both (windows.md, section 2). */
function remove(before: NetRoute): Program {
  return [
    step(
      'Remove-NetRoute',
      {
        InterfaceIndex: on(before.interface),
        DestinationPrefix: before.destinationPrefix,
        NextHop: before.nextHop,
        AddressFamily: 'IPv4',
        ...(before.store === 'persistent' ? { PolicyStore: 'PersistentStore' } : {}),
        Confirm: false,
      },
      {
        onlyIf: present('Get-NetRoute', whereIs(before)),
        waitFor: { for: absent('Get-NetRoute', whereIs(before)), seconds: 10 },
      },
    ),
  ]
}

function whereIs(route: NetRoute): Partial<RouteRow> {
  return { InterfaceAlias: route.interface, DestinationPrefix: route.destinationPrefix, NextHop: route.nextHop }
}

/** Routes that the stack makes for addresses are Local and no drift; multicast and broadcast are its own too (windows.md, section 2). */
function isOfInterest(row: RouteRow): boolean {
  if (
    row.AddressFamily !== 'IPv4' ||
    row.InterfaceAlias === null ||
    row.DestinationPrefix === null ||
    row.NextHop === null
  )
    return false
  return (
    row.Protocol !== 'Local' &&
    !row.DestinationPrefix.startsWith('224.') &&
    row.DestinationPrefix !== '255.255.255.255/32'
  )
}
