// Forwarding that somebody else switched on is drift on any interface, in either store.
import { describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import { applyHouse, planHouse } from '../support/apply.ts'
import { house } from '../support/house.ts'

const gateway = (mode: 'report' | 'disabled') => house({ others: { mode, allow: ['Mihomo'] } })
const forward = (machine: SimulatedMachine, InterfaceAlias: string, more: object = {}) =>
  expect(
    machine.invoke('Set-NetIPInterface', { InterfaceAlias, AddressFamily: 'IPv4', Forwarding: 'Enabled', ...more }),
  ).not.toHaveProperty('error')

async function applied(): Promise<SimulatedMachine> {
  const machine = articleMachine()
  expect((await applyHouse(gateway('report'), machine)).exitCode).toBe(0)
  machine.advance(60)
  return machine
}

describe('forwarding that somebody else switched on is drift on any interface', () => {
  test.each([
    ['in both stores', {}, 'now and after a restart'],
    ['in the active store', { PolicyStore: 'ActiveStore' }, 'in ActiveStore only'],
    ['in the persistent store', { PolicyStore: 'PersistentStore' }, 'in PersistentStore only'],
    ['for IPv6', { AddressFamily: 'IPv6' }, 'IPv6'],
  ])('%s', async (_, more, says) => {
    const machine = await applied()
    forward(machine, 'WLAN', more)
    const plan = await planHouse(gateway('report'), machine)
    expect(plan.findings).toMatchObject([{ code: 'forwarding/others', message: expect.stringContaining(says) }])
    expect(plan.findings[0]?.message).toContain('WLAN')
    expect([plan.changes, exitCodeOf(plan)]).toEqual([[], 3])
  })

  test('apply does not touch what is only reported', async () => {
    const machine = await applied()
    forward(machine, 'WLAN')
    expect((await applyHouse(gateway('report'), machine)).done).toEqual([])
    expect((await planHouse(gateway('report'), machine)).findings).toHaveLength(1)
  })

  test.each([{}, { PolicyStore: 'ActiveStore' }, { PolicyStore: 'PersistentStore' }])(
    'others: disabled switches it off where it is on: %j',
    async (more) => {
      const machine = await applied()
      forward(machine, 'WLAN', more)
      const plan = await planHouse(gateway('disabled'), machine)
      expect(plan.changes).toMatchObject([{ address: 'NetIPInterface.WLAN/IPv4', cause: 'foreign', action: 'update' }])
      expect((await applyHouse(gateway('disabled'), machine)).exitCode).toBe(0)
      expect((await planHouse(gateway('disabled'), machine)).changes).toEqual([])
    },
  )

  test.each(['Mihomo', 'vEthernet (Default Switch)', 'vEthernet (WSL)'])(
    'not on %s: it is allowed to, or Windows translates addresses there',
    async (alias) => {
      const machine = await applied()
      forward(machine, alias)
      const plan = await planHouse(gateway('disabled'), machine)
      expect([plan.changes, plan.findings]).toEqual([[], []])
    },
  )
})
