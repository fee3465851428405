// How the file names an adapter → the name that addresses use, and the selector that finds it on the machine.

import type { Adapter } from '../model/gateway.gen.ts'
import type { AdapterSelector, Address } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import type { HostAdapters } from './host-adapters.ts'

export interface InterfaceName {
  /** Stands in addresses and props: an alias, or for example `mac:AA-BB-CC-DD-EE-FF`. */
  readonly name: string
  /** Left out for a plain alias. */
  readonly adapter?: AdapterSelector
  /** The resource that makes the interface, when the file declares it. */
  readonly needs: readonly Address[]
}

/** The interface behind an alias or a selector. An alias of a declared host adapter is that host adapter. */
export function interfaceName(declared: Adapter, hosts: HostAdapters): InterfaceName {
  if (typeof declared !== 'string') return selected(declared)
  for (const host of hosts.values()) if (isSameName(aliasOf(host.name), declared)) return hostInterface(host)
  return { name: declared, needs: [] }
}

/** The interface of a host adapter. Its alias may have been renamed on the machine, so the selector keeps the name. */
export function hostInterface(host: { name: string; madeBy: Address }): InterfaceName {
  return { name: aliasOf(host.name), adapter: { hostAdapter: host.name }, needs: [host.madeBy] }
}

/** AA-BB-CC-DD-EE-FF, as Get-NetAdapter prints it: facts, windows.md, section 1. */
export function canonicalMac(mac: string): string {
  return (mac.replace(/[-:]/g, '').toUpperCase().match(/../g) ?? []).join('-')
}

function selected(declared: Exclude<Adapter, string>): InterfaceName {
  if ('mac' in declared) {
    const mac = canonicalMac(declared.mac)
    return { name: `mac:${mac}`, adapter: { mac }, needs: [] }
  }
  if ('guid' in declared) {
    // {UPPER-CASE}, as Get-NetAdapter prints InterfaceGuid: facts, captures.md, section 3.
    const guid = `{${declared.guid.replace(/[{}]/g, '').toUpperCase()}}`
    return { name: `guid:${guid}`, adapter: { guid }, needs: [] }
  }
  return { name: `description:${declared.description}`, adapter: { description: declared.description }, needs: [] }
}

/** The alias that Windows gives a new host adapter: facts, windows.md, section 3. */
function aliasOf(hostAdapter: string): string {
  return `vEthernet (${hostAdapter})`
}
