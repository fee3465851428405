// The simulated machine as a host: reads in one round trip, names resolved on the machine, lost when a fault says so.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import { HostLost, type LockHolder } from '../../../src/model/host.ts'
import { type Call, on } from '../../../src/powershell/call.ts'
import type { TableName } from '../../../src/powershell/snapshot.ts'
import tables from '../../../src/powershell/tables.json' with { type: 'json' }
import { EGRESS, NIC, newSwitch, sideRouter } from './at-work.ts'

const ALL = Object.keys(tables) as TableName[]
const forward = (alias: string): Call => ({
  cmdlet: 'Set-NetIPInterface',
  params: { InterfaceIndex: on(alias), AddressFamily: 'IPv4', Forwarding: 'Enabled' },
})
const forwarding = (machine: SimulatedMachine) =>
  machine.state.interfaces
    .filter(({ active }) => active.Forwarding === 'Enabled')
    .map(({ adapter }) => machine.state.adapters.find(({ guid }) => guid === adapter)?.name)

describe('read', () => {
  test('answers every table with exactly the columns of the catalogue, both stores, in one round trip', async () => {
    const host = simulatedHost(sideRouter())
    const snapshot = await host.read(ALL)
    expect(host.roundTrips).toBe(1)
    for (const name of ALL) {
      expect(snapshot.unknown(name), name).toBeUndefined()
      for (const row of snapshot.rows(name)) expect(Object.keys(row)).toEqual(tables[name].properties)
    }
    expect(new Set(snapshot.rows('Get-NetIPAddress').map((row) => row.Store))).toEqual(
      new Set(['ActiveStore', 'PersistentStore']),
    )
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot.toJSON())
  })

  test('changes nothing on the machine, yet its clock goes on', async () => {
    const machine = articleMachine()
    const before = machine.toText()
    const host = simulatedHost(machine)
    const start = host.now()
    await host.read(ALL)
    await host.read(ALL)
    expect(machine.toText()).toBe(before)
    expect(host.now().getTime() - start.getTime()).toBe(400)
    await host.wait(1)
    expect(machine.now.getTime() - start.getTime()).toBe(1400)
  })

  test('sees what fell due while it read', async () => {
    const machine = articleMachine()
    newSwitch(machine)
    machine.advance(2.9)
    const snapshot = await simulatedHost(machine).read(['Get-NetIPInterface'])
    expect(snapshot.rows('Get-NetIPInterface').map((row) => row.InterfaceAlias)).toContain(EGRESS)
  })

  test('a table without objects has no rows', async () => {
    const machine = articleMachine()
    machine.assume('no-switches', 'error')
    machine.state.switches = []
    machine.state.hostAdapters = []
    expect((await simulatedHost(machine).read(['Get-VMSwitch'])).rows('Get-VMSwitch')).toEqual([])
  })

  test.each<[string, (machine: SimulatedMachine) => void, string, RegExp]>([
    [
      'without the right',
      ({ state }) => {
        state.computer.elevated = false
      },
      'Unspecified,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch',
      /administrator/,
    ],
    [
      'without the module',
      ({ state }) => {
        state.computer.modules = state.computer.modules.filter((module) => module !== 'Hyper-V')
      },
      'CommandNotFoundException',
      /module Hyper-V .* missing.*feature/s,
    ],
    [
      'when it does not answer in time',
      ({ state }) => {
        state.faults.push({ at: 'Get-VMSwitch', kind: 'hangs' })
      },
      'host/timeout',
      /in time/,
    ],
    [
      'when it fails',
      ({ state }) => {
        state.faults.push({ at: 'Get-VMSwitch', kind: 'fails' })
      },
      'Windows System Error 1,Get-VMSwitch',
      /error/,
    ],
    [
      'when the service of Hyper-V does not answer',
      (machine) => {
        machine.state.computer.modules = machine.state.computer.modules.filter((module) => module !== 'Hyper-V')
        machine.state.features['Microsoft-Hyper-V'] = 'EnablePending'
        machine.assume('hyper-v-before-restart', 'no-service')
      },
      'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch',
      /service/,
    ],
  ])('a table is unknown %s, the others are not', async (_, spoil, id, reason) => {
    const machine = articleMachine()
    spoil(machine)
    const snapshot = await simulatedHost(machine).read(['Get-VMSwitch', 'Get-NetAdapter'])
    expect(snapshot.unknown('Get-VMSwitch')).toEqual({ id, reason: expect.stringMatching(reason) })
    expect(snapshot.unknown('Get-NetAdapter')).toBeUndefined()
  })

  test.each(['powershell dies', 'link dies'] as const)('when %s the machine is lost', async (kind) => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 'Get-NetRoute', kind })
    await expect(simulatedHost(machine).read(['Get-NetRoute'])).rejects.toThrow(HostLost)
  })
})

describe('run', () => {
  test.each([
    ['its name', NIC, NIC],
    ['another case', 'VETHERNET (wsl)', 'vEthernet (WSL)'],
  ])('finds the interface by %s', async (_, alias, hit) => {
    const machine = articleMachine()
    expect(await simulatedHost(machine).run(forward(alias))).toEqual({ ok: true })
    expect(forwarding(machine)).toEqual(expect.arrayContaining([hit]))
  })

  test('a[1] is never a1', async () => {
    const machine = articleMachine()
    for (const [guid, name] of [
      ['A2', 'a1'],
      ['A3', 'a[1]'],
    ]) {
      const adapter = machine.state.adapters.find((one) => one.guid.endsWith(`${guid}}`))
      if (adapter) adapter.name = name ?? ''
    }
    await simulatedHost(machine).run(forward('a[1]'))
    expect(forwarding(machine)).toContain('a[1]')
    expect(forwarding(machine)).not.toContain('a1')
  })

  test.each<[string, string, (machine: SimulatedMachine) => void, string]>([
    ['an interface that is gone', EGRESS, () => {}, 'gw/interface-not-found'],
    ['a pattern', 'WLA*', () => {}, 'gw/interface-not-found'],
    [
      'an alias that two have',
      'wlan',
      ({ state }) => {
        for (const one of state.adapters) if (one.name === NIC) one.name = 'Wlan'
      },
      'gw/interface-ambiguous',
    ],
    [
      'what Windows refuses',
      NIC,
      ({ state }) => {
        state.computer.elevated = false
      },
      'Windows System Error 5,Set-NetIPInterface',
    ],
  ])('refuses %s', async (_, alias, spoil, id) => {
    const machine = articleMachine()
    spoil(machine)
    expect(await simulatedHost(machine).run(forward(alias))).toMatchObject({ ok: false, error: { id } })
  })

  test('a lost machine is thrown, and it answers again afterwards', async () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 1, kind: 'hangs' })
    const host = simulatedHost(machine)
    await expect(host.run(forward(NIC))).rejects.toMatchObject({ name: 'HostLost', code: 'host/timeout' })
    expect(await host.run(forward(NIC))).toEqual({ ok: true })
  })
})

describe('the store', () => {
  const holder = (more: Partial<LockHolder> = {}): LockHolder => ({
    by: 'GW-PC\\me',
    verb: 'apply',
    since: '2026-11-20T21:00:00Z',
    pid: process.pid,
    computerName: 'GW-PC',
    ...more,
  })
  const DEAD = 2 ** 22 + 1

  test('keeps a ledger', async () => {
    const { store } = simulatedHost(articleMachine())
    expect(await store.readLedger()).toBeUndefined()
    await store.writeLedger('{"以太网": "🏠"}\n')
    expect(await store.readLedger()).toBe('{"以太网": "🏠"}\n')
  })

  test.each<[string, Partial<LockHolder>, boolean]>([
    ['of a living process', { pid: process.ppid }, false],
    ['of a dead process', { pid: DEAD }, true],
    ['of a dead process on another computer', { pid: DEAD, computerName: 'OTHER' }, false],
    ['left over under our own process id', { verb: 'destroy' }, true],
  ])('a lock %s', async (_, other, isOurs) => {
    const machine = articleMachine()
    machine.state.gw.lock = holder(other)
    const { store } = simulatedHost(machine)
    expect(await store.lock(holder({ since: 'now' }))).toEqual(isOurs ? undefined : holder(other))
    expect(machine.state.gw.lock).toEqual(isOurs ? holder({ since: 'now' }) : holder(other))
    await store.unlock()
    expect(machine.state.gw.lock).toBeUndefined()
  })

  test("a lock that became somebody else's meanwhile is not taken away with ours", async () => {
    const machine = articleMachine()
    const { store } = simulatedHost(machine)
    await store.lock(holder())
    machine.state.gw.lock = holder({ computerName: 'OTHER' })
    await store.unlock()
    expect(machine.state.gw.lock).toEqual(holder({ computerName: 'OTHER' }))
  })

  test('a second host of this very process is kept out too', async () => {
    const machine = articleMachine()
    const [first, second] = [simulatedHost(machine).store, simulatedHost(machine).store]
    expect(await first.lock(holder())).toBeUndefined()
    expect(await second.lock(holder({ since: 'later' }))).toEqual(holder())
    expect(machine.state.gw.lock).toEqual(holder())
    await first.unlock()
    expect(await second.lock(holder({ since: 'later' }))).toBeUndefined()
    await second.unlock()
  })
})
