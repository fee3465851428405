// Which adapter a file means: by alias, GUID, MAC, description, or as a host adapter of Hyper-V.

import type { Diagnostic, Position } from '../model/diagnostic.ts'
import type { AdapterSelector } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import { rowsIfKnown } from './rows.ts'

type Adapter = Row<'Get-NetAdapter'>

/** The alias behind a selector, or the problem, pointing at the selector. Needs the table Get-NetAdapter. */
export function aliasOf(selector: AdapterSelector, snapshot: Snapshot, position: Position): string | Diagnostic {
  if ('hostAdapter' in selector)
    return hostAdapterAlias(selector.hostAdapter, snapshot) ?? duplicateName(selector.hostAdapter, position)
  const adapters = rowsIfKnown(snapshot, 'Get-NetAdapter')
  if ('alias' in selector)
    return adapters.find((adapter) => isSameName(adapter.Name ?? '', selector.alias))?.Name ?? selector.alias
  const fitting = adapters.filter((adapter) => fits(adapter, selector))
  const [only, second] = preferHardware(fitting)
  if (only?.Name == null) return notFound(selector, adapters, position)
  if (second !== undefined) return ambiguous(selector, fitting, position)
  return only.Name
}

/** Alias that Windows first gives a host adapter; it can be renamed apart from it (windows.md, section 1). */
export function firstAliasOf(hostAdapter: string): string {
  return `vEthernet (${hostAdapter})`
}

/** The alias of a host adapter, joined by device GUID (captures.md, section 3), else the alias it starts with. Undefined: several have the name. */
export function hostAdapterAlias(name: string, snapshot: Snapshot): string | undefined {
  const [only, second] = hostAdaptersNamed(name, snapshot)
  if (second !== undefined) return undefined
  const guid = normalGuid(only?.DeviceId ?? '')
  if (guid === '') return firstAliasOf(name)
  const adapter = rowsIfKnown(snapshot, 'Get-NetAdapter').find((row) => normalGuid(row.InterfaceGuid ?? '') === guid)
  return adapter?.Name ?? firstAliasOf(name)
}

function hostAdaptersNamed(name: string, snapshot: Snapshot): readonly Row<'Get-VMNetworkAdapter'>[] {
  return rowsIfKnown(snapshot, 'Get-VMNetworkAdapter').filter((row) => isSameName(row.Name ?? '', name))
}

/** Hyper-V makes duplicates without complaint (windows.md, section 3). */
export function duplicateName(name: string, position: Position): Diagnostic {
  return {
    severity: 'error',
    code: 'adapter/duplicate-name',
    message: `This machine has several host adapters named ${name}.`,
    why: 'Hyper-V allows several of one name, and which of them is meant cannot be known; gw does not guess.',
    fix: `Remove or rename all but one: Get-VMNetworkAdapter -ManagementOS -Name '${name}' lists them.`,
    position,
  }
}

/** Without braces, in lower case: NetAdapter and Hyper-V print GUIDs in different forms (captures.md, section 3). */
export function normalGuid(guid: string): string {
  return guid.replace(/[{}]/g, '').toLowerCase()
}

/** Twelve hex digits in lower case: Windows prints AA-BB-…, AABB… and aa:bb:… for one MAC (windows.md, section 1). */
export function normalMac(mac: string): string {
  return mac.replace(/[^0-9A-Fa-f]/g, '').toLowerCase()
}

function fits(adapter: Adapter, selector: { guid: string } | { mac: string } | { description: string }): boolean {
  if ('guid' in selector) return normalGuid(adapter.InterfaceGuid ?? '') === normalGuid(selector.guid)
  if ('mac' in selector) return normalMac(adapter.MacAddress ?? '') === normalMac(selector.mac)
  return isSameName(adapter.InterfaceDescription ?? '', selector.description)
}

/** Once a switch exists the host adapter carries the MAC of its NIC (captures.md, section 3); the NIC is the hardware one. */
function preferHardware(adapters: readonly Adapter[]): readonly Adapter[] {
  if (adapters.length < 2) return adapters
  const hardware = adapters.filter((adapter) => adapter.HardwareInterface === true && adapter.Virtual !== true)
  return hardware.length > 0 ? hardware : adapters
}

function say(selector: AdapterSelector): string {
  return Object.entries(selector)
    .map(([by, value]) => `${by} ${value}`)
    .join(', ')
}

export function listOf(adapters: readonly Adapter[]): string {
  return adapters
    .map((adapter) => `${adapter.Name} (${adapter.MacAddress ?? 'no MAC'}, ${adapter.InterfaceDescription})`)
    .join('; ')
}

function notFound(selector: AdapterSelector, adapters: readonly Adapter[], position: Position): Diagnostic {
  return {
    severity: 'error',
    code: 'adapter/not-found',
    message: `No adapter of this machine has ${say(selector)}.`,
    fix: `Its adapters are: ${listOf(adapters)}.`,
    position,
  }
}

function ambiguous(selector: AdapterSelector, adapters: readonly Adapter[], position: Position): Diagnostic {
  return {
    severity: 'error',
    code: 'adapter/ambiguous',
    message: `${adapters.length} adapters of this machine have ${say(selector)}.`,
    why: `They are: ${listOf(adapters)}.`,
    fix: 'Name the adapter by its alias or its GUID.',
    position,
  }
}
