// The tables of a machine as the forwarding model takes them: IPv4, what is in force now. It judges nothing.
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import type { GatewayInput, InterfaceInput, RouteInput } from './trace/input.ts'

/**
 * Interfaces, addresses and routes of the ActiveStore. Every alias that any of the tables names is an interface. Throws when
 * Get-NetIPInterface, Get-NetIPAddress or Get-NetRoute was not read: ask `snapshot.unknown` first.
 */
export function observedGateway(snapshot: Snapshot): GatewayInput {
  const addresses = Map.groupBy(
    snapshot.rows('Get-NetIPAddress').filter(isInForce),
    ({ InterfaceAlias }) => InterfaceAlias,
  )
  return {
    interfaces: snapshot
      .rows('Get-NetIPInterface')
      .filter(isInForce)
      .flatMap((row) => interfaceOf(row, addresses.get(row.InterfaceAlias) ?? [])),
    routes: snapshot.rows('Get-NetRoute').filter(isInForce).flatMap(routeOf),
  }
}

function isInForce(row: { readonly AddressFamily: 'IPv4' | 'IPv6' | null; readonly Store: string | null }): boolean {
  return row.AddressFamily === 'IPv4' && row.Store === 'ActiveStore'
}

function interfaceOf(
  row: Row<'Get-NetIPInterface'>,
  addresses: readonly Row<'Get-NetIPAddress'>[],
): InterfaceInput | readonly [] {
  if (row.InterfaceAlias === null) return []
  return {
    name: row.InterfaceAlias,
    addresses: addresses.flatMap(({ IPAddress, PrefixLength, AddressState }) =>
      // A duplicate or invalid address makes no route (facts: windows.md, AddressState).
      IPAddress === null || AddressState === 'Duplicate' || AddressState === 'Invalid'
        ? []
        : `${IPAddress}/${PrefixLength ?? 32}`,
    ),
    forwarding: row.Forwarding === 'Enabled',
    weakHostSend: row.WeakHostSend === 'Enabled',
    weakHostReceive: row.WeakHostReceive === 'Enabled',
    up: row.ConnectionState !== 'Disconnected',
    ...(row.InterfaceMetric === null ? {} : { metric: row.InterfaceMetric }),
  }
}

function routeOf(row: Row<'Get-NetRoute'>): RouteInput | readonly [] {
  if (row.InterfaceAlias === null || row.DestinationPrefix === null) return []
  return {
    dst: row.DestinationPrefix,
    via: row.NextHop,
    interface: row.InterfaceAlias,
    ...(row.RouteMetric === null ? {} : { metric: row.RouteMetric }),
  }
}
