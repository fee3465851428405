// What every kind that lives on an IP interface has in common: which interface is meant, and which ones are not ours.

import type { Diagnostic } from '../model/diagnostic.ts'
import type { PropsOf } from '../model/props.gen.ts'
import type { Need, Resolution } from '../model/provider.ts'
import type { Resource } from '../model/resource.ts'
import type { Snapshot, TableName } from '../powershell/snapshot.ts'
import { aliasOf } from './adapters.ts'
import { rowsOf } from './rows.ts'
import { untouchableAliases } from './untouchable.ts'

type OnInterface = 'NetIPInterface' | 'NetIPAddress' | 'NetRoute' | 'DnsClientServerAddress'

/** Tables that tell which interface is meant. */
export const INTERFACE_TABLES: readonly TableName[] = [
  'Get-NetAdapter',
  'Get-VMSwitch',
  'Get-VMNetworkAdapter',
  'Get-NetIPInterface',
]

const reserved = new WeakMap<Snapshot, Set<string>>()

/** The declared props with the interface as this machine calls it; `imply` adds what declaring the object means. */
export function resolveOnInterface<K extends OnInterface>(
  resource: Resource<K>,
  snapshot: Snapshot,
  imply: (props: PropsOf[K]) => PropsOf[K],
): Resolution<K> {
  const position = resource.positions.interface ?? resource.position
  const alias = aliasOf(resource.adapter ?? { alias: resource.props.interface }, snapshot, position)
  if (typeof alias !== 'string') return { diagnostics: [{ ...alias, address: resource.address }] }
  let aliases = reserved.get(snapshot)
  if (aliases === undefined) {
    aliases = untouchableAliases(snapshot)
    reserved.set(snapshot, aliases)
  }
  if (aliases.has(alias.toLowerCase()))
    return { diagnostics: [{ ...neverTouched(alias), position, address: resource.address }] }
  return { props: imply({ ...resource.props, interface: alias }), diagnostics: disconnected(resource, alias, snapshot) }
}

export function needsInterface(props: { interface: string }): readonly Need[] {
  return [{ interface: props.interface }]
}

function neverTouched(alias: string): Diagnostic {
  return {
    severity: 'error',
    code: 'switch/never-touched',
    message: `${alias} belongs to a switch that Windows makes and rebuilds for itself.`,
    why: 'The Default Switch and the switches of WSL change their addresses at every start; gw never touches them.',
    fix: 'Name an adapter of your own.',
  }
}

/** A static address set without carrier can later defeat a return to DHCP (windows.md, section 5.4). */
function disconnected(resource: Resource, alias: string, snapshot: Snapshot): Diagnostic[] {
  if (resource.kind !== 'NetIPInterface') return []
  const row = rowsOf(snapshot, 'Get-NetIPInterface', alias).find(
    (candidate) => candidate.AddressFamily === 'IPv4' && candidate.Store === 'ActiveStore',
  )
  if (row?.ConnectionState !== 'Disconnected') return []
  return [
    {
      severity: 'warning',
      code: 'interface/disconnected',
      message: `${alias} has no link.`,
      why: 'Windows may refuse a static address without a link, and one set now can defeat a later return to DHCP.',
      fix: 'Plug the cable in, or enable the adapter, before gw apply.',
      position: resource.position,
      address: resource.address,
    },
  ]
}
