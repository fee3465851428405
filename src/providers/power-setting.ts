// A sleep timeout on mains power in the active power plan. By GUID: every text of powercfg is localised.

import type { Diagnostic } from '../model/diagnostic.ts'
import { objectKeys } from '../model/object-keys.gen.ts'
import type { PowerSetting } from '../model/props.gen.ts'
import { FREE, type Observed, type Provider } from '../model/provider.ts'
import type { Resource } from '../model/resource.ts'
import { run } from '../powershell/program.ts'
import type { Snapshot } from '../powershell/snapshot.ts'

type Setting = PowerSetting['setting']

/** Subgroup of all three; services.md, section on power. */
const SLEEP = '238c9fa8-0aad-41ed-83f4-97be242c8f20'
const GUIDS: Readonly<Record<Setting, string>> = {
  sleep: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernate: '9d7815a6-7ee4-497e-8888-515a05f02364',
  unattendedSleep: '7bc4a2f9-d8fc-4469-b07b-33eb785aaca0',
}
const SETTINGS = Object.keys(GUIDS) as Setting[] // the keys of a Record of settings

export const powerSetting: Provider<'PowerSetting'> = {
  kind: 'PowerSetting',
  reads: ['Get-CimInstance Win32_PowerPlan', 'Get-CimInstance Win32_PowerSettingDataIndex'],
  looksAt: [],
  fixed: [],
  settleSeconds: 10,

  key: objectKeys.PowerSetting,

  needs() {
    return []
  },

  provides() {
    return []
  },

  resolve(resource, snapshot) {
    const { props } = resource
    const isKnown = powerSetting.reads.every((table) => snapshot.unknown(table) === undefined)
    if (!isKnown || powerSetting.actual(snapshot).some((item) => item.props.setting === props.setting))
      return { props, diagnostics: [] }
    return { diagnostics: [notListed(resource)] }
  },

  actual(snapshot) {
    const plan = activePlan(snapshot)
    if (plan === undefined) return []
    const values = valuesOn(plan, snapshot)
    return SETTINGS.flatMap((setting): Observed<'PowerSetting'>[] => {
      const seconds = values.get(GUIDS[setting])
      if (seconds === undefined) return []
      return [{ kind: 'PowerSetting', state: 'ready', props: { setting, seconds, plan } }]
    })
  },

  /** A value counts once its plan is made active again, also when it is the active one (PowerWriteACValueIndex). */
  steps(before, after) {
    if (after?.seconds === undefined || after.seconds === before?.seconds) return []
    const plan = before?.plan ?? 'SCHEME_CURRENT'
    return [
      run('powercfg.exe', ['/setacvalueindex', plan, SLEEP, GUIDS[after.setting], String(after.seconds)]),
      run('powercfg.exe', ['/setactive', plan]),
    ]
  },

  touches() {
    return []
  },

  cost() {
    return FREE
  },
}

/** What cannot be read back is not written. */
function notListed({ props, position, address }: Resource<'PowerSetting'>): Diagnostic {
  return {
    severity: 'warning',
    code: 'power/not-listed',
    message: `This Windows does not list the timeout ${props.setting}, so gw leaves it as it is.`,
    why: 'It is hidden, or this machine does not have it: modern standby knows other timeouts.',
    fix: 'powercfg /qh lists the hidden ones.',
    position,
    address,
  }
}

/** GUID of the plan in force, in lower case. */
function activePlan(snapshot: Snapshot): string | undefined {
  const active = snapshot.rows('Get-CimInstance Win32_PowerPlan').find((row) => row.IsActive === true)
  return /\{([^}]+)\}$/.exec(active?.InstanceID ?? '')?.[1]?.toLowerCase()
}

/** Setting → its value on mains: `Microsoft:PowerSettingDataIndex\{plan}\AC\{setting}` (Win32_PowerSettingDataIndex). */
function valuesOn(plan: string, snapshot: Snapshot): Map<string, number> {
  const values = new Map<string, number>()
  for (const { InstanceID, SettingIndexValue } of snapshot.rows('Get-CimInstance Win32_PowerSettingDataIndex')) {
    const [, itsPlan, setting] = /\\\{([^}]+)\}\\AC\\\{([^}]+)\}$/i.exec(InstanceID ?? '') ?? []
    if (itsPlan?.toLowerCase() === plan && setting !== undefined && SettingIndexValue !== null)
      values.set(setting.toLowerCase(), SettingIndexValue)
  }
  return values
}
