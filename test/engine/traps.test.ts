// Traps of Windows that no single provider falls into: named after the list of the issue that asked for them.
import { describe, expect, test } from 'vitest'
import { refusedByWindows } from '../../src/engine/apply-problems.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import { applyHouse, planHouse } from '../support/apply.ts'
import { EGRESS, house } from '../support/house.ts'

describe('errors matched by id, never by text', () => {
  test.each([
    ['access denied in Chinese', 'Windows System Error 5,Set-NetIPInterface', '拒绝访问。', 'windows/access-denied'],
    ['another error that mentions it', 'Windows System Error 87,X', 'Access is denied. (5)', 'windows/refused'],
    ['HRESULT of CIM', 'HRESULT 0x80070005,X', 'Zugriff verweigert', 'windows/access-denied'],
  ])('%s', async (_, id, message, code) => {
    const [change] = (await planHouse(house(), articleMachine())).changes
    if (change === undefined) throw new Error('the plan of a fresh machine is not empty')
    expect(refusedByWindows(change, { id, category: 'NotSpecified', message }).code).toBe(code)
  })
})

test('an uplink without IP rows is healthy', async () => {
  const machine = articleMachine()
  await applyHouse(house(), machine)
  const snapshot = await simulatedHost(machine).read(['Get-NetIPInterface', 'Get-NetIPAddress', 'Get-NetAdapter'])
  const rowsOf = (table: 'Get-NetIPInterface' | 'Get-NetIPAddress') =>
    snapshot.rows(table).filter((row) => row.InterfaceAlias === '以太网 4')
  expect([rowsOf('Get-NetIPInterface'), rowsOf('Get-NetIPAddress')]).toEqual([[], []])
  expect(snapshot.rows('Get-NetAdapter').map(({ Name }) => Name)).toContain('以太网 4')
  const plan = await planHouse(house(), machine)
  expect([plan.changes, plan.findings, plan.unknown, plan.diagnostics]).toEqual([[], [], [], []])
})

test('New-* return two objects, and both are one resource', async () => {
  const machine = articleMachine()
  await applyHouse(house(), machine)
  const address = `NetIPAddress.${EGRESS}/192.168.1.2`
  const stored = machine.state.addresses.filter((one) => one.address === '192.168.1.2').map(({ store }) => store)
  expect(stored.sort()).toEqual(['ActiveStore', 'PersistentStore'])
  expect((await planHouse(house(), machine)).inSync.filter((one) => one === address)).toEqual([address])
})

test('Active and Persistent stores differ: an address in the active store alone is gone after a restart', async () => {
  const machine = articleMachine()
  await applyHouse(house(), machine)
  machine.state.addresses = machine.state.addresses.filter(
    ({ address, store }) => address !== '192.168.1.2' || store === 'ActiveStore',
  )
  const { changes } = await planHouse(house(), machine)
  expect(changes[0]).toMatchObject({ address: `NetIPAddress.${EGRESS}/192.168.1.2`, cause: 'drifted' })
  expect(changes[0]?.properties).toMatchObject([{ property: 'store', before: 'active', after: 'both' }])
  expect((await applyHouse(house(), machine)).exitCode).toBe(0)
  machine.reboot()
  machine.advance(60)
  expect((await planHouse(house(), machine)).changes).toEqual([])
})
