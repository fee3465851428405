// Get- and Set-DnsClientServerAddress: servers per interface and family, set by hand or brought by a lease.
import { isIPv6 } from 'node:net'
import { parseIPv4 } from '../../net/ipv4.ts'
import { type OutputRow, systemError } from './answer.ts'
import { flagOf, textsOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { refreshLeasedServers } from './dhcp.ts'
import { type Shown, select } from './filter.ts'
import { shownInterface } from './ghost.ts'
import { dnsOf } from './lookup.ts'
import type { DnsSettings, Family, MachineState } from './state.ts'

// What IPv6 without servers may list instead of nothing: captures.md, section 4.
const SITE_LOCAL = ['fec0:0:0:ffff::1', 'fec0:0:0:ffff::2', 'fec0:0:0:ffff::3']

export function getDnsClientServerAddress({ state, cmdlet, set, bound }: Context): readonly OutputRow[] {
  return select(cmdlet, set, bound, dnsRows(state)).map(({ row }) => row)
}

/** The family follows from the addresses given; there is no parameter for it: windows.md, section 2. */
export function setDnsClientServerAddress({ state, cmdlet, set, bound }: Context): readonly OutputRow[] {
  const chosen = new Set(select(cmdlet, set, bound, dnsRows(state)).map(({ object }) => object))
  const servers = textsOf(bound, 'ServerAddresses')
  const isReset = flagOf(bound, 'ResetServerAddresses') === true
  const unusable = (servers ?? []).find((one) => parseIPv4(one) === undefined && !isIPv6(one))
  if (unusable !== undefined) throw systemError(87, cmdlet.name, `Invalid parameter ServerAddresses ${unusable}`)
  if (isReset === (servers !== undefined && servers.length > 0)) {
    throw systemError(87, cmdlet.name, 'Give either ServerAddresses or ResetServerAddresses')
  }
  const ipv4 = servers?.filter((one) => !isIPv6(one)) ?? []
  const ipv6 = servers?.filter((one) => isIPv6(one)) ?? []
  for (const settings of chosen) {
    delete settings.lost
    if (isReset || ipv4.length > 0) settings.static.IPv4 = ipv4
    if (ipv6.length > 0 || (isReset && assumed(state, 'reset-dns-families') === 'both')) settings.static.IPv6 = ipv6
    refreshLeasedServers(state, settings.adapter)
  }
  if (bound.PassThru !== true) return []
  return dnsRows(state).flatMap(({ row, object }) => (chosen.has(object) ? [row] : []))
}

/** Servers in force for a family. */
export function serversOf(settings: DnsSettings, family: Family): string[] {
  if (settings.static[family].length > 0) return settings.static[family]
  return family === 'IPv4' && !settings.lost ? settings.dhcp : []
}

/** A bound uplink has no row, like everything else of IP: windows.md, section 2. The family stays a number: captures.md. */
function dnsRows(state: MachineState): Shown<DnsSettings>[] {
  return state.interfaces.flatMap(({ adapter, family }) => {
    const object = dnsOf(state, adapter)
    if (object === undefined) return []
    const servers = serversOf(object, family)
    const isUnset = family === 'IPv6' && servers.length === 0 && serversOf(object, 'IPv4').length === 0
    const shown = shownInterface(state, adapter)
    return [
      {
        object,
        row: {
          ...shown,
          ElementName: shown.InterfaceAlias,
          AddressFamily: family === 'IPv4' ? 2 : 23,
          ServerAddresses: isUnset ? [...SITE_LOCAL] : [...servers],
        },
      },
    ]
  })
}
