// power: → one PowerSetting per timeout.
import type { Power } from '../../model/gateway.gen.ts'
import type { PropsOf } from '../../model/props.gen.ts'
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'

type Setting = PropsOf['PowerSetting']['setting']
const SETTINGS: readonly Setting[] = ['sleep', 'unattendedSleep', 'hibernate']

export function readPower(draft: Draft): void {
  const power = draft.one('power')
  if (power === undefined) return
  for (const setting of SETTINGS) {
    const from = placeOf(power, setting)
    const wanted = power[from]
    if (wanted === undefined) continue
    const at = ['power', from]
    const seconds = wanted === 'never' ? 0 : wanted
    const places = { setting: at, seconds: at }
    declare(draft, { kind: 'PowerSetting', props: { setting, seconds } }, { needs: [], at, places })
  }
}

/** After the network woke it, Windows counts the unattended timeout and not the other one: services.md, section on power. */
function placeOf(power: Power, setting: Setting): Setting {
  return setting === 'unattendedSleep' && power.unattendedSleep === undefined ? 'sleep' : setting
}
