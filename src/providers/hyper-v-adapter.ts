// A host adapter on a Hyper-V switch. Hyper-V makes a second one of the same name without complaint, so it is never asked twice.

import { objectKeys } from '../model/object-keys.gen.ts'
import type { HyperVAdapter } from '../model/props.gen.ts'
import { type Cost, FREE, type Provider } from '../model/provider.ts'
import { addressOf } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import { absent, type Program, present, step } from '../powershell/program.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'
import { duplicateName, firstAliasOf, hostAdapterAlias, normalMac } from './adapters.ts'
import { HYPER_V } from './hyper-v-feature.ts'
import { comesWith, goesFrom } from './moving.ts'
import { rowsOf } from './rows.ts'
import { untouchableSwitches } from './untouchable.ts'

/** Whoever uses the adapter is offline until it is back. */
const CUT: Cost = { outage: 'cuts traffic', seconds: 3, oneWay: false }

export const hyperVAdapter: Provider<'HyperVAdapter'> = {
  kind: 'HyperVAdapter',
  reads: ['Get-VMNetworkAdapter', 'Get-NetAdapter', 'Get-VMSwitch', 'Get-NetIPInterface'],
  looksAt: ['Get-NetIPAddress', 'Get-NetRoute', 'Get-DnsClientServerAddress', 'Get-ItemProperty Tcpip/Interfaces'],
  // Docs give host adapters no way to change the MAC, and moving one to another switch is a new adapter too (windows.md, section 3).
  fixed: ['switch', 'macAddress'],
  settleSeconds: 60,

  key: objectKeys.HyperVAdapter,

  needs(props) {
    return [...HYPER_V, ...(props.switch === undefined ? [] : [{ address: addressOf('HyperVSwitch', props.switch) }])]
  },

  provides(props) {
    return [firstAliasOf(props.name)]
  },

  resolve(resource, snapshot) {
    if (hostAdapterAlias(resource.props.name, snapshot) === undefined) {
      return { diagnostics: [{ ...duplicateName(resource.props.name, resource.position), address: resource.address }] }
    }
    if (
      resource.props.switch !== undefined &&
      untouchableSwitches(snapshot).some((name) => isSameName(name, resource.props.switch ?? ''))
    ) {
      return {
        diagnostics: [
          {
            severity: 'error',
            code: 'switch/never-touched',
            message: `${resource.props.switch} is a switch that Windows makes and rebuilds for itself.`,
            fix: 'Put the host adapter on a switch of your own.',
            position: resource.positions.switch ?? resource.position,
            address: resource.address,
          },
        ],
      }
    }
    const { macAddress } = resource.props
    return {
      props: { ...resource.props, ...(macAddress === undefined ? {} : { macAddress: dashed(macAddress) }) },
      diagnostics: [],
    }
  },

  actual(snapshot) {
    const untouchable = untouchableSwitches(snapshot)
    return snapshot
      .rows('Get-VMNetworkAdapter')
      .filter((row) => row.Name !== null && !untouchable.some((name) => isSameName(name, row.SwitchName ?? '')))
      .map((row) => ({ kind: 'HyperVAdapter', props: toProps(row), ...readiness(row, snapshot) }))
  },

  steps(before, after) {
    if (after === undefined) return remove(before)
    if (before === undefined) return create(after)
    const isMoved = after.switch !== undefined && !isSameName(after.switch, before.switch ?? '')
    const hasOtherMac =
      after.macAddress !== undefined && normalMac(after.macAddress) !== normalMac(before.macAddress ?? '')
    const kept = before.switch === undefined ? {} : { switch: before.switch }
    return isMoved || hasOtherMac ? [...remove(before), ...create({ ...kept, ...after })] : []
  },

  touches([before, after], snapshot) {
    if (before === undefined) return comesWith(firstAliasOf(after.name))
    const alias = hostAdapterAlias(before.name, snapshot)
    const gone = alias === undefined ? [] : goesFrom(alias, snapshot)
    return after === undefined ? gone : [...gone, ...comesWith(firstAliasOf(after.name))]
  },

  cost([before]) {
    return before === undefined ? FREE : CUT
  },
}

function create(after: HyperVAdapter): Program {
  return [
    step(
      'Add-VMNetworkAdapter',
      {
        ManagementOS: true,
        ...(after.switch === undefined ? {} : { SwitchName: after.switch }),
        Name: after.name,
        ...(after.macAddress === undefined ? {} : { StaticMacAddress: normalMac(after.macAddress).toUpperCase() }),
        Confirm: false,
      },
      {
        onlyIf: absent('Get-VMNetworkAdapter', { Name: after.name }),
        waitFor: { for: present('Get-VMNetworkAdapter', { Name: after.name }), seconds: 30 },
      },
    ),
  ]
}

/** With the name and the switch: without a name every host adapter of the switch would go (windows.md, section 3). */
function remove(before: HyperVAdapter): Program {
  return [
    step(
      'Remove-VMNetworkAdapter',
      {
        ManagementOS: true,
        Name: before.name,
        ...(before.switch === undefined ? {} : { SwitchName: before.switch }),
        Confirm: false,
      },
      {
        onlyIf: present('Get-VMNetworkAdapter', { Name: before.name }),
        waitFor: { for: absent('Get-VMNetworkAdapter', { Name: before.name }), seconds: 30 },
      },
    ),
  ]
}

function toProps(row: Row<'Get-VMNetworkAdapter'>): HyperVAdapter {
  return {
    name: row.Name ?? '',
    ...(row.SwitchName === null ? {} : { switch: row.SwitchName }),
    ...(row.MacAddress === null ? {} : { macAddress: dashed(row.MacAddress) }),
  }
}

/** AA-BB-CC-DD-EE-FF, whichever way it was written. */
function dashed(mac: string): string {
  return normalMac(mac)
    .toUpperCase()
    .replace(/(..)(?=.)/g, '$1-')
}

function readiness(
  row: Row<'Get-VMNetworkAdapter'>,
  snapshot: Snapshot,
): { state: 'ready' | 'settling'; note?: string } {
  const alias = hostAdapterAlias(row.Name ?? '', snapshot)
  if (alias === undefined || rowsOf(snapshot, 'Get-NetIPInterface', alias).length > 0) return { state: 'ready' }
  return { state: 'settling', note: `${alias} has no IP interface yet` }
}
