// Sleep timeouts: by GUID, of the active plan, on mains.
import { expect, test } from 'vitest'
import { powerSetting } from '../../src/providers/power-setting.ts'
import { resourceOf, snapshotOf } from '../support/tables.ts'

const BALANCED = '381b4222-f694-41f0-9685-ff5bb260df2e'
const HIGH = '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c'
const SUB_SLEEP = '238c9fa8-0aad-41ed-83f4-97be242c8f20'
const GUIDS = {
  sleep: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernate: '9d7815a6-7ee4-497e-8888-515a05f02364',
  unattendedSleep: '7bc4a2f9-d8fc-4469-b07b-33eb785aaca0',
}
const value = (plan: string, source: 'AC' | 'DC', setting: string, SettingIndexValue: number) => ({
  InstanceID: `Microsoft:PowerSettingDataIndex\\{${plan}}\\${source}\\{${setting}}`,
  SettingIndexValue,
})
const snapshot = snapshotOf({
  'Get-CimInstance Win32_PowerPlan': [
    { InstanceID: `Microsoft:PowerPlan\\{${HIGH}}`, IsActive: false },
    { InstanceID: `Microsoft:PowerPlan\\{${BALANCED.toUpperCase()}}`, IsActive: true },
  ],
  'Get-CimInstance Win32_PowerSettingDataIndex': [
    value(HIGH, 'AC', GUIDS.sleep, 1),
    value(BALANCED, 'DC', GUIDS.sleep, 2),
    value(BALANCED, 'AC', GUIDS.sleep, 1800),
    value(BALANCED, 'AC', GUIDS.hibernate.toUpperCase(), 0),
    value(BALANCED, 'AC', '5ca83367-6e45-459f-a27b-476b1d01c936', 1),
  ],
})

test('actual: the active plan on mains, nothing else', () => {
  expect(powerSetting.actual(snapshot).map(({ props }) => props)).toEqual([
    { setting: 'sleep', seconds: 1800, plan: BALANCED },
    { setting: 'hibernate', seconds: 0, plan: BALANCED },
  ])
})

test('a timeout that is not listed is left as it is, with a warning', () => {
  const hidden = resourceOf('PowerSetting', 'unattendedSleep', { setting: 'unattendedSleep', seconds: 0 })
  expect(powerSetting.resolve(hidden, snapshot)).toMatchObject({
    diagnostics: [{ severity: 'warning', code: 'power/not-listed', address: hidden.address }],
  })
  expect(powerSetting.resolve(hidden, snapshot).props).toBeUndefined()
  expect(powerSetting.resolve(hidden, snapshotOf({}, [...powerSetting.reads])).props).toEqual(hidden.props)
})

test.each(['sleep', 'hibernate', 'unattendedSleep'] as const)(
  '%s is written by GUID, then its plan made active',
  (setting) => {
    const before = { setting, seconds: 1800, plan: BALANCED }
    expect(powerSetting.steps(before, { setting, seconds: 0 })).toEqual([
      { program: 'powercfg.exe', arguments: ['/setacvalueindex', BALANCED, SUB_SLEEP, GUIDS[setting], '0'] },
      { program: 'powercfg.exe', arguments: ['/setactive', BALANCED] },
    ])
  },
)

test('nothing to write where it is so, nor when it leaves the file', () => {
  const before = { setting: 'sleep', seconds: 0, plan: BALANCED } as const
  expect(powerSetting.steps(before, { setting: 'sleep', seconds: 0 })).toEqual([])
  expect(powerSetting.steps(before, { setting: 'sleep' })).toEqual([])
  expect(powerSetting.steps(before, undefined)).toEqual([])
})
