// An optional feature of Windows. Enabling one often ends with a restart; gw never disables one by itself.

import type { Diagnostic } from '../model/diagnostic.ts'
import { objectKeys } from '../model/object-keys.gen.ts'
import type { WindowsFeature } from '../model/props.gen.ts'
import { FREE, type Observed, type Provider, type Resolution } from '../model/provider.ts'
import type { Resource } from '../model/resource.ts'
import { call } from '../powershell/call.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'

type FeatureRow = Row<'Get-WindowsOptionalFeature'>

export const windowsFeature: Provider<'WindowsFeature'> = {
  kind: 'WindowsFeature',
  reads: ['Get-WindowsOptionalFeature'],
  looksAt: [],
  fixed: [],
  settleSeconds: 60,

  key: objectKeys.WindowsFeature,

  needs() {
    return []
  },

  provides() {
    return []
  },

  resolve: resolveFeature,

  actual(snapshot) {
    return snapshot
      .rows('Get-WindowsOptionalFeature')
      .flatMap((row) => (row.FeatureName === null ? [] : [observe(row, row.FeatureName)]))
  },

  steps(before, after) {
    if (after === undefined || after.state === undefined || after.state === before?.state) return []
    const feature = { Online: true, FeatureName: after.name, NoRestart: true } as const
    return after.state === 'Enabled'
      ? // With what it stands on: Hyper-V alone would be enabled without its parent (windows.md, section 8).
        [call('Enable-WindowsOptionalFeature', { ...feature, All: true })]
      : [call('Disable-WindowsOptionalFeature', feature)]
  },

  touches() {
    return []
  },

  stays: 'gw never disables a feature of Windows: others may use it, and it takes a restart',

  cost([before, after]) {
    const isChanged = after?.state !== undefined && after.state !== before?.state
    return isChanged ? { outage: 'restart', seconds: 60, oneWay: false } : FREE
  },
}

/** A feature that this edition does not have is no row at all; it cannot be made. */
function resolveFeature(
  { props, position, positions, address }: Resource<'WindowsFeature'>,
  snapshot: Snapshot,
): Resolution<'WindowsFeature'> {
  if (snapshot.unknown('Get-WindowsOptionalFeature') !== undefined) return { props, diagnostics: [] }
  const row = snapshot
    .rows('Get-WindowsOptionalFeature')
    .find(({ FeatureName }) => FeatureName !== null && isSameName(FeatureName, props.name))
  const at = { position: positions.name ?? position, address }
  if (row === undefined) return { diagnostics: [{ ...unknownFeature(props.name), ...at }] }
  const isBare = row.State === 'DisabledWithPayloadRemoved' && props.state === 'Enabled'
  return {
    props: { ...props, name: row.FeatureName ?? props.name },
    diagnostics: isBare ? [{ ...payloadRemoved(props.name), ...at }] : [],
  }
}

/** What is pending is done as far as gw can do it: the rest is the restart. */
function observe({ State }: FeatureRow, name: string): Observed<'WindowsFeature'> {
  const state: WindowsFeature['state'] = State === 'Enabled' || State === 'EnablePending' ? 'Enabled' : 'Disabled'
  const object = { kind: 'WindowsFeature', props: { name, ...(State === null ? {} : { state }) } } as const
  return State === 'EnablePending' || State === 'DisablePending'
    ? { ...object, state: 'restart', note: 'Windows has to restart first' }
    : { ...object, state: 'ready' }
}

/** windows.md, section 3. */
function unknownFeature(name: string): Omit<Diagnostic, 'position'> {
  const isHyperV = /^Microsoft-Hyper-V/i.test(name)
  return {
    severity: 'error',
    code: 'feature/unknown',
    message: `This Windows has no feature named ${name}.`,
    why: isHyperV
      ? 'Windows Home has no Hyper-V; Pro, Enterprise and Education have it.'
      : 'The name is misspelt, or this edition of Windows does not have it.',
    fix: isHyperV
      ? 'Change to Windows Pro, or use a second network adapter in place of a switch: gw init two-nics DIR'
      : 'Get-WindowsOptionalFeature -Online lists the names.',
  }
}

function payloadRemoved(name: string): Omit<Diagnostic, 'position'> {
  return {
    severity: 'warning',
    code: 'feature/payload-removed',
    message: `The files of ${name} were removed from this Windows.`,
    why: 'Windows Update has to bring them, which takes minutes and needs the Internet.',
  }
}
