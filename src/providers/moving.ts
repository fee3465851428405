// The IP configuration of an interface as a whole: it moves with a switch and goes with an adapter.

import type { Observed, Touch } from '../model/provider.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Snapshot } from '../powershell/snapshot.ts'
import { dnsClientServerAddress } from './dns-client-server-address.ts'
import { netIpAddress } from './net-ip-address.ts'
import { netIpInterface } from './net-ip-interface.ts'
import { netRoute } from './net-route.ts'

/** Everything on an interface goes. */
export function goesFrom(alias: string, snapshot: Snapshot): Touch[] {
  return onInterface(alias, snapshot).map(({ kind, props }) => ({ effect: 'goes', kind, from: props }))
}

/** A switch moves the adapter's configuration to its host adapter, mostly: it is re-read and asserted after it (windows.md, section 3). */
export function movesTo(alias: string, host: string, snapshot: Snapshot): Touch[] {
  return onInterface(alias, snapshot).map(({ kind, props }) => ({
    effect: 'moves',
    kind,
    from: props,
    to: { ...props, interface: host },
  }))
}

/** A new host adapter starts with DHCP on and everything else at its defaults (windows.md, sections 3 and 5.10). */
export function comesWith(alias: string): Touch[] {
  return [
    {
      effect: 'comes',
      kind: 'NetIPInterface',
      to: {
        interface: alias,
        family: 'IPv4',
        dhcp: 'Enabled',
        forwarding: 'Disabled',
        weakHostSend: 'Disabled',
        weakHostReceive: 'Disabled',
      },
    },
    { effect: 'comes', kind: 'DnsClientServerAddress', to: { interface: alias, servers: [], source: 'Dhcp' } },
  ]
}

/** An adapter that a switch had bound has an IP configuration of its own again, at its defaults as far as anybody knows. */
export function comesBackTo(alias: string, hasIpv6: boolean): Touch[] {
  const settings = {
    interface: alias,
    forwarding: 'Disabled',
    persistentForwarding: 'Disabled',
    interfaceMetric: 'auto',
    weakHostSend: 'Disabled',
    weakHostReceive: 'Disabled',
  } as const
  return [
    { effect: 'comes', kind: 'NetIPInterface', to: { ...settings, family: 'IPv4', dhcp: 'Enabled' } },
    ...(hasIpv6 ? [{ effect: 'comes', kind: 'NetIPInterface', to: { ...settings, family: 'IPv6' } } as const] : []),
    { effect: 'comes', kind: 'DnsClientServerAddress', to: { interface: alias, servers: [], source: 'Dhcp' } },
  ]
}

function onInterface(alias: string, snapshot: Snapshot): Observed[] {
  return [netIpInterface, netIpAddress, netRoute, dnsClientServerAddress]
    .filter((provider) => provider.reads.every((table) => snapshot.unknown(table) === undefined))
    .flatMap((provider): readonly Observed[] => provider.actual(snapshot))
    .filter((item) => 'interface' in item.props && isSameName(item.props.interface, alias))
}
