// The IPv4 DNS servers of an interface, and whether somebody set them or DHCP did.

import { objectKeys } from '../model/object-keys.gen.ts'
import type { Observed, Provider } from '../model/provider.ts'
import { FREE } from '../model/provider.ts'
import { call, on } from '../powershell/call.ts'
import type { Snapshot } from '../powershell/snapshot.ts'
import { normalGuid } from './adapters.ts'
import { INTERFACE_TABLES, needsInterface, resolveOnInterface } from './interface.ts'
import { rowsIfKnown } from './rows.ts'

const SET = 'Set-DnsClientServerAddress'
/** Raw number in this table, without name conversion (captures.md, section 4). */
const IPV4 = 2

export const dnsClientServerAddress: Provider<'DnsClientServerAddress'> = {
  kind: 'DnsClientServerAddress',
  reads: ['Get-DnsClientServerAddress', 'Get-ItemProperty Tcpip/Interfaces', 'Get-NetAdapter'],
  looksAt: INTERFACE_TABLES,
  fixed: [],
  settleSeconds: 10,

  key: objectKeys.DnsClientServerAddress,

  needs: needsInterface,

  provides() {
    return []
  },

  resolve(resource, snapshot) {
    return resolveOnInterface(resource, snapshot, ({ servers, ...props }) =>
      servers === undefined || servers.length > 0
        ? { ...props, ...(servers && { servers }), source: 'Static' }
        : { ...props, source: 'Dhcp' },
    )
  },

  actual(snapshot) {
    const statics = staticServers(snapshot)
    return snapshot
      .rows('Get-DnsClientServerAddress')
      .filter((row) => row.AddressFamily === IPV4 && row.InterfaceAlias !== null)
      .map((row): Observed<'DnsClientServerAddress'> => {
        const alias = row.InterfaceAlias ?? ''
        const source = statics.get(alias.toLowerCase()) === undefined ? 'Dhcp' : 'Static'
        return {
          kind: 'DnsClientServerAddress',
          state: 'ready',
          props: { interface: alias, servers: [...(row.ServerAddresses ?? [])], source },
        }
      })
  },

  steps(before, after) {
    if (after?.source === 'Static' && after.servers !== undefined) {
      return [call(SET, { InterfaceIndex: on(after.interface), ServerAddresses: after.servers, Confirm: false })]
    }
    return [
      call(SET, { InterfaceIndex: on((after ?? before)?.interface ?? ''), ResetServerAddresses: true, Confirm: false }),
    ]
  },

  touches() {
    return []
  },

  cost() {
    return FREE
  },
}

/** The cmdlet does not tell static from DHCP; the interface's NameServer value does, blank means DHCP (windows.md, section 2). */
function staticServers(snapshot: Snapshot): Map<string, string> {
  const byGuid = new Map<string, string>()
  for (const row of rowsIfKnown(snapshot, 'Get-ItemProperty Tcpip/Interfaces')) {
    if (row.NameServer !== null && row.NameServer.trim() !== '')
      byGuid.set(normalGuid(row.PSChildName ?? ''), row.NameServer)
  }
  const byAlias = new Map<string, string>()
  for (const adapter of rowsIfKnown(snapshot, 'Get-NetAdapter')) {
    const servers = byGuid.get(normalGuid(adapter.InterfaceGuid ?? ''))
    if (servers !== undefined && adapter.Name !== null) byAlias.set(adapter.Name.toLowerCase(), servers)
  }
  return byAlias
}
