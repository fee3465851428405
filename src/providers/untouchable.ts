// Switches that Windows makes and rebuilds for itself, and what hangs on them: gw looks at them and never touches them.

import { isSameName } from '../powershell/condition.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import { firstAliasOf, normalGuid } from './adapters.ts'
import { rowsIfKnown } from './rows.ts'

/** Id of the Default Switch, the same on every machine; its name is localised on some builds (windows.md, section 3). */
const DEFAULT_SWITCH_ID = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444'

/** WSL rebuilds its switches at every boot (windows.md, section 3). */
export function isUntouchableSwitch(row: Pick<Row<'Get-VMSwitch'>, 'Id' | 'Name'>): boolean {
  return normalGuid(row.Id ?? '') === DEFAULT_SWITCH_ID || isReservedName(row.Name ?? '')
}

export function isReservedName(name: string): boolean {
  return isSameName(name, 'Default Switch') || /^WSL\b/i.test(name)
}

/** Names of the switches of this machine that are not ours to touch. */
export function untouchableSwitches(snapshot: Snapshot): string[] {
  return rowsIfKnown(snapshot, 'Get-VMSwitch')
    .filter(isUntouchableSwitch)
    .flatMap((row) => row.Name ?? [])
}

/** Lower-case aliases of the host adapters on those switches, whether Hyper-V can be asked or only their names are known. */
export function untouchableAliases(snapshot: Snapshot): Set<string> {
  const switches = untouchableSwitches(snapshot)
  const aliases = switches.map(firstAliasOf)
  const adapters = rowsIfKnown(snapshot, 'Get-NetAdapter')
  for (const adapter of adapters)
    if (isReservedName(/^vEthernet \((.*)\)/.exec(adapter.Name ?? '')?.[1] ?? '')) aliases.push(adapter.Name ?? '')
  for (const row of rowsIfKnown(snapshot, 'Get-VMNetworkAdapter')) {
    if (!switches.some((name) => isSameName(name, row.SwitchName ?? ''))) continue
    const adapter = adapters.find(
      (candidate) => normalGuid(candidate.InterfaceGuid ?? '') === normalGuid(row.DeviceId ?? ''),
    )
    if (adapter?.Name != null) aliases.push(adapter.Name)
  }
  return new Set(aliases.map((alias) => alias.toLowerCase()))
}
