// A Hyper-V switch on a physical adapter. Making one moves the adapter's whole IP configuration to the host adapter.

import type { Diagnostic } from '../model/diagnostic.ts'
import { objectKeys } from '../model/object-keys.gen.ts'
import type { HyperVSwitch } from '../model/props.gen.ts'
import { type Cost, FREE, type Provider, type Resolution, type Touch } from '../model/provider.ts'
import type { Resource } from '../model/resource.ts'
import { call } from '../powershell/call.ts'
import { isSameName } from '../powershell/condition.ts'
import { absent, type Program, present, step } from '../powershell/program.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import { aliasOf, firstAliasOf, hostAdapterAlias, listOf, normalGuid } from './adapters.ts'
import { HYPER_V } from './hyper-v-feature.ts'
import { comesBackTo, goesFrom, movesTo } from './moving.ts'
import { rowsIfKnown, rowsOf } from './rows.ts'
import { isReservedName, isUntouchableSwitch } from './untouchable.ts'

type SwitchRow = Row<'Get-VMSwitch'>

/** Creating, re-binding and deleting an external switch interrupts the link for seconds (windows.md, section 3). */
const CUT: Cost = { outage: 'cuts traffic', seconds: 8, oneWay: false }

export const hyperVSwitch: Provider<'HyperVSwitch'> = {
  kind: 'HyperVSwitch',
  reads: ['Get-VMSwitch', 'Get-NetAdapter', 'Get-VMNetworkAdapter', 'Get-NetIPInterface'],
  looksAt: ['Get-NetIPAddress', 'Get-NetRoute', 'Get-DnsClientServerAddress', 'Get-ItemProperty Tcpip/Interfaces'],
  fixed: [],
  settleSeconds: 60,

  key: objectKeys.HyperVSwitch,

  needs(props) {
    return [...HYPER_V, ...(props.adapter === undefined ? [] : [{ interface: props.adapter }])]
  },

  provides(props) {
    return props.allowManagementOS === false ? [] : [firstAliasOf(props.name)]
  },

  resolve: resolveSwitch,

  actual(snapshot) {
    return snapshot
      .rows('Get-VMSwitch')
      .filter((row) => row.Name !== null && !isUntouchableSwitch(row))
      .map((row) => ({ kind: 'HyperVSwitch', props: toProps(row, snapshot), ...readiness(row, snapshot) }))
  },

  steps(before, after) {
    if (after === undefined) return remove(before)
    return before === undefined ? create(after) : update(before, after)
  },

  touches([before, after], snapshot) {
    if (after === undefined)
      return [
        ...hostAdaptersOf(before.name, snapshot),
        ...(before.adapter === undefined ? [] : comesBack(before.adapter, before.name, snapshot)),
      ]
    const host = firstAliasOf(after.name)
    if (before?.allowManagementOS !== false && after.allowManagementOS === false && before !== undefined)
      return hostAdaptersOf(after.name, snapshot)
    if (after.adapter === undefined || isSameName(after.adapter, before?.adapter ?? '')) return []
    const taken =
      after.allowManagementOS === false ? goesFrom(after.adapter, snapshot) : movesTo(after.adapter, host, snapshot)
    // The adapter that it leaves has an IP configuration of its own again.
    return before?.adapter === undefined ? taken : [...taken, ...comesBack(before.adapter, before.name, snapshot)]
  },

  heldBy: {
    looksAt: ['Get-VMNetworkAdapter All'],
    holder({ name }, snapshot) {
      const users = snapshot
        .rows('Get-VMNetworkAdapter All')
        .filter((row) => row.IsManagementOs !== true && isSameName(row.SwitchName ?? '', name))
      const names = [...new Set(users.map((row) => row.VMName ?? 'a virtual machine'))]
      return names.length === 0 ? undefined : `used by ${names.join(', ')}`
    },
  },

  cost([before, after]) {
    if (before === undefined) return after.adapter === undefined ? FREE : CUT
    if (after === undefined) return CUT
    const sharingStops = before.allowManagementOS !== false && after.allowManagementOS === false
    return sharingStops || (after.adapter !== undefined && !isSameName(after.adapter, before.adapter ?? ''))
      ? CUT
      : FREE
  },
}

function create(after: HyperVSwitch): Program {
  if (after.adapter === undefined)
    return [call('New-VMSwitch', { Name: after.name, SwitchType: 'Internal', Confirm: false })]
  return [
    step(
      'New-VMSwitch',
      {
        Name: after.name,
        NetAdapterName: after.adapter,
        AllowManagementOS: after.allowManagementOS ?? true,
        Confirm: false,
      },
      // A failed bind can leave a half-made internal switch (windows.md, section 3), so its type is awaited, not only its name.
      {
        onlyIf: absent('Get-VMSwitch', { Name: after.name }),
        waitFor: { for: present('Get-VMSwitch', { Name: after.name, SwitchType: 'External' }), seconds: 30 },
      },
    ),
  ]
}

/** Binding an adapter turns sharing on unless told otherwise (windows.md, section 3), so it is always said. */
function update(before: HyperVSwitch, after: HyperVSwitch): Program {
  const AllowManagementOS = after.allowManagementOS ?? before.allowManagementOS ?? true
  const needsBinding =
    after.adapter !== undefined &&
    (before.adapter === undefined || !isSameName(after.adapter, before.adapter) || before.switchType !== 'External')
  if (needsBinding && after.adapter !== undefined) {
    return [
      call('Set-VMSwitch', { Name: after.name, NetAdapterName: after.adapter, AllowManagementOS, Confirm: false }),
    ]
  }
  if (
    after.adapter === undefined &&
    after.switchType !== undefined &&
    after.switchType !== before.switchType &&
    after.switchType !== 'External'
  ) {
    return [call('Set-VMSwitch', { Name: after.name, SwitchType: after.switchType, Confirm: false })]
  }
  return AllowManagementOS === before.allowManagementOS
    ? []
    : [call('Set-VMSwitch', { Name: after.name, AllowManagementOS, Confirm: false })]
}

function remove(before: HyperVSwitch): Program {
  return [
    step(
      'Remove-VMSwitch',
      { Name: before.name, Force: true, Confirm: false },
      {
        onlyIf: present('Get-VMSwitch', { Name: before.name }),
        waitFor: { for: absent('Get-VMSwitch', { Name: before.name }), seconds: 30 },
      },
    ),
  ]
}

function resolveSwitch(resource: Resource<'HyperVSwitch'>, snapshot: Snapshot): Resolution<'HyperVSwitch'> {
  const { name } = resource.props
  const position = resource.positions.adapter ?? resource.position
  const fail = (diagnostic: Omit<Diagnostic, 'severity' | 'address'>): Resolution<'HyperVSwitch'> => ({
    diagnostics: [{ position, ...diagnostic, severity: 'error', address: resource.address }],
  })
  const named = rowsIfKnown(snapshot, 'Get-VMSwitch').filter((row) => isSameName(row.Name ?? '', name))
  if (isReservedName(name) || named.some(isUntouchableSwitch)) {
    return fail({
      code: 'switch/never-touched',
      message: `${name} is a switch that Windows makes and rebuilds for itself.`,
      fix: 'Give the switch a name of its own, for example vmbr0.',
      position: resource.position,
    })
  }
  if (named.length > 1) {
    return fail({
      code: 'switch/duplicate-name',
      message: `This machine has ${named.length} switches named ${name}.`,
      why: 'Hyper-V allows several of one name, and which of them is meant cannot be known; gw does not guess.',
      fix: 'Rename or remove all but one in the Virtual Switch Manager.',
      position: resource.position,
    })
  }
  if (resource.props.adapter === undefined) return { props: resource.props, diagnostics: [] }
  const alias = aliasOf(resource.adapter ?? { alias: resource.props.adapter }, snapshot, position)
  if (typeof alias !== 'string') return fail(alias)
  const adapters = rowsIfKnown(snapshot, 'Get-NetAdapter')
  const adapter = adapters.find((row) => isSameName(row.Name ?? '', alias))
  if (adapter === undefined) {
    return fail({
      code: 'adapter/not-found',
      message: `This machine has no adapter named ${alias}.`,
      fix: `Its adapters are: ${listOf(adapters)}.`,
    })
  }
  const other = adapters.find((row) => row !== adapter && fitsPattern(row.Name ?? '', alias))
  if (other !== undefined) {
    return fail({
      code: 'adapter/wildcard',
      message: `${alias} read as a pattern also fits the adapter ${other.Name}.`,
      why: 'Whether Hyper-V takes the name as a pattern is not documented, and gw does not bind an adapter that was not meant.',
      fix: `Rename the adapter: Rename-NetAdapter -InterfaceDescription '${adapter.InterfaceDescription}' -NewName uplink`,
    })
  }
  const owner = rowsIfKnown(snapshot, 'Get-VMSwitch').find(
    (row) => !isSameName(row.Name ?? '', name) && uplinkOf(row, snapshot) === adapter.Name,
  )
  if (owner !== undefined) {
    return fail({
      code: 'switch/adapter-taken',
      message: `${alias} already belongs to the switch ${owner.Name}.`,
      why: 'An adapter can be bound to one switch only; Windows would refuse.',
      fix: `Use the switch ${owner.Name}, another adapter, or remove that switch first.`,
    })
  }
  return {
    props: { ...resource.props, adapter: alias, switchType: 'External' },
    diagnostics: wifi(adapter, resource, position),
  }
}

/** Whether a name fits a PowerShell wildcard pattern: * ? and [ ], without regard to case. */
function fitsPattern(name: string, pattern: string): boolean {
  if (!/[*?[]/.test(pattern)) return false
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  try {
    return new RegExp(`^${source}$`, 'i').test(name)
  } catch {
    return false // not a pattern either: an unclosed bracket
  }
}

/** GW051: an access point refuses the second MAC, and binding a Wi-Fi adapter has taken networks down (windows.md, section 3). */
function wifi(
  adapter: Row<'Get-NetAdapter'>,
  resource: Resource,
  position: Diagnostic['position'] & object,
): Diagnostic[] {
  // NdisPhysicalMedium: 1 Wireless LAN, 9 Native 802.11 (MSFT_NetAdapter).
  if (adapter.NdisPhysicalMedium !== 1 && adapter.NdisPhysicalMedium !== 9) return []
  return [
    {
      severity: 'warning',
      code: 'GW051',
      message: `${adapter.Name} is a Wi-Fi adapter.`,
      why: 'Access points accept one MAC per station, so the second host adapter stays mute, and binding often fails after cutting the link.',
      fix: 'Use a wired adapter for the switch.',
      position,
      address: resource.address,
    },
  ]
}

function toProps(row: SwitchRow, snapshot: Snapshot): HyperVSwitch {
  const adapter = uplinkOf(row, snapshot)
  return {
    name: row.Name ?? '',
    ...(adapter === undefined ? {} : { adapter }),
    ...(row.AllowManagementOS === null ? {} : { allowManagementOS: row.AllowManagementOS }),
    ...(row.SwitchType === null ? {} : { switchType: row.SwitchType }),
  }
}

/** Read-back has no adapter name: by GUID where Windows gives one, else by description (windows.md, section 3). */
export function uplinkOf(row: SwitchRow, snapshot: Snapshot): string | undefined {
  const adapters = rowsIfKnown(snapshot, 'Get-NetAdapter')
  const guid = normalGuid(row.NetAdapterInterfaceGuid?.[0] ?? '')
  const byGuid = guid === '' ? undefined : adapters.find((adapter) => normalGuid(adapter.InterfaceGuid ?? '') === guid)
  const description = row.NetAdapterInterfaceDescription ?? ''
  const found =
    byGuid ??
    (description === '' ? undefined : adapters.find((adapter) => adapter.InterfaceDescription === description))
  return found?.Name ?? undefined
}

/** An adapter that is no longer bound has an IP configuration of its own again; which one is unverified (windows.md, section 3). */
function comesBack(adapter: string, name: string, snapshot: Snapshot): Touch[] {
  const host = hostAdapterAlias(name, snapshot)
  const families =
    host === undefined ? [] : rowsOf(snapshot, 'Get-NetIPInterface', host).map((row) => row.AddressFamily)
  return comesBackTo(adapter, families.includes('IPv6'))
}

/** A new host adapter is not ready at once: until its IPv4 row is there, every call about it fails (windows.md, section 3). */
function readiness(row: SwitchRow, snapshot: Snapshot): { state: 'ready' | 'settling'; note?: string } {
  if (row.AllowManagementOS !== true) return { state: 'ready' }
  const alias = hostAdapterAlias(row.Name ?? '', snapshot)
  if (alias === undefined || rowsOf(snapshot, 'Get-NetIPInterface', alias).length > 0) return { state: 'ready' }
  return { state: 'settling', note: `${alias} has no IP interface yet` }
}

/** AllowManagementOS $false removes every host adapter of the switch, a second one such as vmbr0.1 too (windows.md, section 3). */
function hostAdaptersOf(name: string, snapshot: Snapshot): Touch[] {
  return rowsIfKnown(snapshot, 'Get-VMNetworkAdapter')
    .filter((row) => isSameName(row.SwitchName ?? '', name) && row.Name !== null)
    .flatMap((row) => {
      const alias = hostAdapterAlias(row.Name ?? '', snapshot)
      const gone = { effect: 'goes', kind: 'HyperVAdapter', from: { name: row.Name ?? '', switch: name } } as const
      return alias === undefined ? [gone] : [gone, ...goesFrom(alias, snapshot)]
    })
}
