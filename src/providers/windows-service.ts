// A service of Windows: whether it runs and when it starts. gw neither installs nor removes one here.

import type { Diagnostic } from '../model/diagnostic.ts'
import { objectKeys } from '../model/object-keys.gen.ts'
import type { WindowsService } from '../model/props.gen.ts'
import { FREE, type Observed, type Provider, type Resolution } from '../model/provider.ts'
import type { Resource } from '../model/resource.ts'
import { call } from '../powershell/call.ts'
import { isSameName } from '../powershell/condition.ts'
import { type Program, present, run, step } from '../powershell/program.ts'
import type { Row, Snapshot } from '../powershell/snapshot.ts'

type ServiceRow = Row<'Get-CimInstance Win32_Service'>
type StartType = NonNullable<WindowsService['startType']>

export const windowsService: Provider<'WindowsService'> = {
  kind: 'WindowsService',
  // Get-Service of Windows PowerShell calls delayed start Automatic; this class tells them apart (windows.md, section 2).
  reads: ['Get-CimInstance Win32_Service'],
  looksAt: [],
  fixed: [],
  settleSeconds: 30,

  key: objectKeys.WindowsService,

  needs() {
    return []
  },

  provides() {
    return []
  },

  resolve: resolveService,

  actual(snapshot) {
    return snapshot
      .rows('Get-CimInstance Win32_Service')
      .flatMap((row) => (row.Name === null ? [] : [observe(row, row.Name)]))
  },

  /** A service that is disabled cannot start, so it is stopped first and started last. */
  steps(before, after) {
    if (after === undefined) return []
    const isStatusNew = after.status !== undefined && after.status !== before?.status
    return [
      ...(isStatusNew && after.status === 'Stopped' ? stop(after.name) : []),
      // Only where it differs: Set-Service of PowerShell 7 would turn delayed start off on the way.
      ...(after.startType === undefined || after.startType === before?.startType
        ? []
        : setStartType(after.name, after.startType)),
      ...(isStatusNew && after.status === 'Running' ? start(after.name) : []),
    ]
  },

  touches() {
    return []
  },

  cost() {
    return FREE
  },
}

/** Without -Force: services that depend on it are not gw's to stop, so Windows refuses and says so. */
function stop(name: string): Program {
  return [
    step(
      'Stop-Service',
      { Name: name, Confirm: false },
      { waitFor: { for: present('Get-CimInstance Win32_Service', { Name: name, State: 'Stopped' }), seconds: 30 } },
    ),
  ]
}

function start(name: string): Program {
  return [
    step(
      'Start-Service',
      { Name: name, Confirm: false },
      { waitFor: { for: present('Get-CimInstance Win32_Service', { Name: name, State: 'Running' }), seconds: 30 } },
    ),
  ]
}

/** Set-Service of Windows PowerShell has no word for delayed start (windows.md, section 2); sc.exe config has one for each. */
function setStartType(name: string, startType: StartType): Program {
  switch (startType) {
    case 'Automatic':
      return [run('sc.exe', ['config', name, 'start=', 'auto'])]
    case 'AutomaticDelayedStart':
      return [run('sc.exe', ['config', name, 'start=', 'delayed-auto'])]
    case 'Manual':
    case 'Disabled':
      return [call('Set-Service', { Name: name, StartupType: startType, Confirm: false })]
  }
}

/** A service that is not there does not run: nothing to do for `Stopped`. */
function resolveService(resource: Resource<'WindowsService'>, snapshot: Snapshot): Resolution<'WindowsService'> {
  const { props } = resource
  if (snapshot.unknown('Get-CimInstance Win32_Service') !== undefined) return { props, diagnostics: [] }
  const row = snapshot
    .rows('Get-CimInstance Win32_Service')
    .find(({ Name }) => Name !== null && isSameName(Name, props.name))
  if (row === undefined) {
    const isFine = props.status === 'Stopped' && (props.startType === undefined || props.startType === 'Disabled')
    return { diagnostics: isFine ? [] : [notFound(resource)] }
  }
  const startType = props.startType ?? (props.status === 'Stopped' ? sleepingType(row) : undefined)
  return { props: { ...props, name: row.Name ?? props.name, ...(startType && { startType }) }, diagnostics: [] }
}

/** Stopped means that it does not start by itself either. Manual and Disabled both do, so whichever it is stays. */
function sleepingType(row: ServiceRow): StartType {
  return startTypeOf(row) === 'Disabled' ? 'Disabled' : 'Manual'
}

function observe(row: ServiceRow, name: string): Observed<'WindowsService'> {
  const startType = startTypeOf(row)
  const status = statusOf(row.State)
  const isMoving = row.State !== null && / Pending$/.test(row.State)
  return {
    kind: 'WindowsService',
    props: { name, ...(status && { status }), ...(startType && { startType }) },
    ...(isMoving ? { state: 'settling', note: `${name} says ${row.State}` } : { state: 'ready' }),
  }
}

/** Paused is neither. */
function statusOf(state: ServiceRow['State']): WindowsService['status'] {
  if (state === 'Running' || state === 'Start Pending' || state === 'Continue Pending') return 'Running'
  return state === 'Stopped' || state === 'Stop Pending' ? 'Stopped' : undefined
}

/** The class says Auto; delayed start is a flag that counts for it alone (windows.md, section 2). */
function startTypeOf({ StartMode, DelayedAutoStart }: ServiceRow): StartType | undefined {
  if (StartMode === 'Auto') return DelayedAutoStart === true ? 'AutomaticDelayedStart' : 'Automatic'
  return StartMode === 'Manual' || StartMode === 'Disabled' ? StartMode : undefined
}

function notFound({ props, position, positions, address }: Resource<'WindowsService'>): Diagnostic {
  return {
    severity: 'error',
    code: 'service/not-found',
    message: `This machine has no service named ${props.name}.`,
    why: 'gw does not install services of Windows. Display names are localised and do not count.',
    fix: 'Get-Service lists the names; a program of your own as a service is another kind.',
    position: positions.name ?? position,
    address,
  }
}
