// Power plans: what WMI reads of them and what powercfg.exe writes.
import { exitCode, type OutputRow } from './answer.ts'
import { assumed } from './assumptions.ts'
import type { MachineState } from './state.ts'

/** Two rows per setting, one for mains and one for battery: clixml-win32-powerplan-ws2016.xml, Win32_PowerSettingDataIndex. */
export function powerSettingRows(state: MachineState): OutputRow[] {
  return state.power.plans.flatMap(({ guid, ac, dc }) =>
    Object.entries({ AC: ac, DC: dc }).flatMap(([source, values]) =>
      Object.entries(values)
        .filter(([setting]) => setting !== UNATTENDED || assumed(state, 'hidden-power-settings') === 'listed')
        .map(([setting, value]) => ({
          InstanceID: `Microsoft:PowerSettingDataIndex\\{${guid}}\\${source}\\{${setting}}`,
          SettingIndexValue: value,
        })),
    ),
  )
}

export function powerPlanRows(state: MachineState): OutputRow[] {
  return state.power.plans.map(({ guid, name }) => ({
    InstanceID: `Microsoft:PowerPlan\\{${guid}}`,
    ElementName: name,
    IsActive: guid === state.power.active,
  }))
}

const SLEEP_SUBGROUP = '238c9fa8-0aad-41ed-83f4-97be242c8f20'
const UNATTENDED = '7bc4a2f9-d8fc-4469-b07b-33eb785aaca0'
const ALIASES: Readonly<Record<string, string>> = {
  sub_sleep: SLEEP_SUBGROUP,
  standbyidle: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernateidle: '9d7815a6-7ee4-497e-8888-515a05f02364',
}

/** /setacvalueindex, /setdcvalueindex and /setactive: services.md, "Power". */
export function powercfg(state: MachineState, args: readonly string[]): void {
  const [verb = '', ...rest] = args.map((word) => word.toLowerCase())
  const [scheme = '', subgroup = '', setting = '', value = ''] = rest.map((word) => ALIASES[word] ?? word)
  const plan = state.power.plans.find(({ guid }) => guid === scheme || (scheme === 'scheme_current' && isActive(guid)))
  if (plan === undefined) throw invalid()
  const values = { '/setacvalueindex': plan.ac, '/setdcvalueindex': plan.dc }[verb.replace(/^-/, '/')]
  if (values !== undefined) {
    if (subgroup !== SLEEP_SUBGROUP || !(setting in values) || !/^\d+$/.test(value)) throw invalid()
    values[setting] = Number(value)
  } else if (/^[/-](setactive|s)$/.test(verb)) state.power.active = plan.guid
  else throw invalid()

  function isActive(guid: string): boolean {
    return guid === state.power.active
  }
}

function invalid() {
  return exitCode('powercfg.exe', 1, 'Invalid Parameters -- try "/?" for help')
}
