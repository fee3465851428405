// Power plans: WMI reads them, powercfg.exe writes them.
import { expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { execute } from '../../../src/hosts/simulated/exec.ts'
import { powerValue, rows } from './at-work.ts'

const BALANCED = '381b4222-f694-41f0-9685-ff5bb260df2e'
const SLEEP = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da'
const SUB_SLEEP = '238c9fa8-0aad-41ed-83f4-97be242c8f20'

test('the active plan and the form of its ids: clixml-win32-powerplan-ws2016.xml', () => {
  expect(
    rows(articleMachine(), 'Get-CimInstance', { Namespace: 'root\\cimv2\\power', ClassName: 'Win32_PowerPlan' }),
  ).toEqual([{ InstanceID: `Microsoft:PowerPlan\\{${BALANCED}}`, ElementName: 'Balanced', IsActive: true }])
})

test.each([
  ['by GUID', [BALANCED, SUB_SLEEP, SLEEP]],
  ['by alias', ['SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE']],
])('powercfg.exe sets a value %s, mains alone', (_, place) => {
  const machine = articleMachine()
  expect(machine.runProgram('powercfg.exe', ['/setacvalueindex', ...place, '0'])).toEqual({ rows: [] })
  expect(powerValue(machine, SLEEP)).toBe(0)
  expect(machine.state.power.plans[0]?.dc[SLEEP]).toBe(900)
})

test.each([
  ['a plan nobody has', ['/setacvalueindex', SLEEP, SUB_SLEEP, SLEEP, '0']],
  ['a setting nobody has', ['/setacvalueindex', BALANCED, SUB_SLEEP, BALANCED, '0']],
  ['no number', ['/setacvalueindex', BALANCED, SUB_SLEEP, SLEEP, 'never']],
  ['a verb it does not know', ['/forget', BALANCED]],
])('powercfg.exe refuses %s', (_, args) => {
  const machine = articleMachine()
  const before = structuredClone(machine.state.power)
  expect(machine.runProgram('powercfg.exe', args)).toMatchObject({ error: { id: 'gw/exit-code' } })
  expect(machine.state.power).toEqual(before)
})

test('a person types it, with or without the end of its name', () => {
  const machine = articleMachine()
  execute(machine, ['powercfg', '/setacvalueindex', 'scheme_current', 'sub_sleep', 'standbyidle', '60'])
  expect(powerValue(machine, SLEEP)).toBe(60)
  execute(machine, ['POWERCFG.EXE', '/setacvalueindex', 'scheme_current', 'sub_sleep', 'standbyidle', '61'])
  expect(powerValue(machine, SLEEP)).toBe(61)
})

test('a fault in front of a program', () => {
  const machine = articleMachine()
  machine.state.faults.push({ at: 'powercfg.exe', kind: 'fails' }, { at: 2, kind: 'fails after taking effect' })
  const write = (value: string) =>
    machine.runProgram('powercfg.exe', ['/setacvalueindex', BALANCED, SUB_SLEEP, SLEEP, value])
  expect(write('1')).toHaveProperty('error')
  expect(powerValue(machine, SLEEP)).toBe(1800)
  expect(write('2')).toHaveProperty('error')
  expect(powerValue(machine, SLEEP)).toBe(2)
  expect(write('3')).toEqual({ rows: [] })
})
