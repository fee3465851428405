// What the job on a real Windows calls right and wrong, tried on the simulated one.
import { expect, test } from 'vitest'
import { judge } from '../../scripts/real-windows.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import { ALL_TABLES } from '../../src/powershell/all-tables.ts'

const whole = (await simulatedHost(articleMachine()).read(ALL_TABLES)).toJSON()
const unknown = { unknown: { id: 'x', reason: '' } }

test.each<[string, object, string[]]>([
  ['everything', {}, []],
  ['no Hyper-V', { 'Get-VMSwitch': unknown, 'Get-VMNetworkAdapter': unknown }, []],
  ['no routes', { 'Get-NetRoute': unknown }, ['Get-NetRoute']],
  ['no adapters', { 'Get-NetAdapter': { rows: [] } }, ['Get-NetAdapter']],
  ['a column that is always empty', { 'Get-NetRoute': { rows: [{ NextHop: null }] } }, ['Get-NetRoute.NextHop']],
])('%s', (_, change, bad) => {
  const found = judge({ ...whole, ...change })
  expect(found.bad).toEqual(bad)
  expect(found.lines).toHaveLength(ALL_TABLES.length)
})
