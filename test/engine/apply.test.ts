// The parts of an apply that the properties do not name: the lock, what was not announced, the account, interruption.
import { describe, expect, test } from 'vitest'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { ApplyEvent } from '../../src/model/apply-event.ts'
import { Stop } from '../../src/model/diagnostic.ts'
import { registry } from '../../src/providers/registry.ts'
import { applyHouse, planHouse } from '../support/apply.ts'
import { EGRESS, house, INGRESS } from '../support/house.ts'

const FORWARD = { InterfaceAlias: EGRESS, AddressFamily: 'IPv4', Forwarding: 'Enabled' }

async function applied(): Promise<SimulatedMachine> {
  const machine = articleMachine()
  expect((await applyHouse(house(), machine)).exitCode).toBe(0)
  machine.advance(60)
  return machine
}

describe('before anything is changed', () => {
  test('a locked machine: 6, with the name of the holder', async () => {
    const machine = articleMachine()
    const holder = { by: 'B\\you', verb: 'apply', since: '2026-11-20T21:00:00.000Z', pid: 4711, computerName: 'B' }
    machine.state.gw.lock = holder
    const before = { ...structuredClone(machine.state), now: '' }
    await expect(applyHouse(house(), machine)).rejects.toMatchObject({
      exitCode: 6,
      diagnostics: [{ code: 'apply/locked', message: expect.stringContaining('B\\you') }],
    })
    expect({ ...machine.state, now: '' }).toEqual(before)
  })

  test('a machine that changed since the plan was shown: 7, with what has changed', async () => {
    const machine = await applied()
    const gateway = house({ resources: house().resources.filter(({ kind }) => kind !== 'DnsClientServerAddress') })
    const plan = await planHouse(gateway, machine)
    machine.invoke('Set-NetIPInterface', FORWARD)
    await expect(applyHouse(gateway, machine, { plan })).rejects.toMatchObject({
      exitCode: 7,
      diagnostics: [{ code: 'plan/machine-changed', address: `NetIPInterface.${EGRESS}/IPv4` }],
    })
    expect(machine.state.gw.lock).toBeUndefined()
  })
})

describe('while it runs', () => {
  test('something that the plan did not announce would go: 7, and that step is not begun', async () => {
    const machine = articleMachine()
    let calls = 0
    const account = await applyHouse(house(), machine, {
      on(event) {
        if (event.type !== 'step-started' || calls++ > 0) return
        // The switch would now take this address along as well.
        machine.invoke('New-NetIPAddress', { InterfaceAlias: '以太网 4', IPAddress: '192.168.1.77', PrefixLength: 24 })
      },
    })
    expect(account).toMatchObject({
      exitCode: 7,
      done: [],
      failed: { address: 'HyperVSwitch.vmbr0', effect: 'none', problem: { code: 'apply/not-announced' } },
    })
    expect(account.failed?.problem.message).toContain('192.168.1.77')
    expect(machine.state.switches.map(({ name }) => name)).not.toContain('vmbr0')
  })

  test('a step that somebody else has done meanwhile is called `already so`, and nothing is called', async () => {
    const machine = await applied()
    machine.invoke('Set-NetIPInterface', FORWARD)
    const outcomes: string[] = []
    await applyHouse(house(), machine, {
      on(event) {
        if (event.type === 'step-started') machine.invoke('Set-NetIPInterface', { ...FORWARD, Forwarding: 'Disabled' })
        if (event.type === 'step-done') outcomes.push(event.outcome)
      },
    })
    expect(outcomes).toEqual(['already so'])
  })

  test('an interruption ends the step under way, begins no other, and gives the lock back', async () => {
    const machine = articleMachine()
    const plan = await planHouse(house(), machine)
    const controller = new AbortController()
    const account = await applyHouse(house(), machine, {
      plan,
      signal: controller.signal,
      on: ({ type }) => {
        if (type === 'step-started') controller.abort()
      },
    })
    const [first, ...others] = plan.changes.map(({ address }) => address)
    expect(account).toMatchObject({ exitCode: 5, done: [first], notStarted: others })
    expect(account.problems.map(({ code }) => code)).toEqual(['apply/interrupted'])
    expect(machine.state.gw.lock).toBeUndefined()
  })

  test('a call that fails and has taken effect all the same counts as done', async () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 'New-VMSwitch', kind: 'fails after taking effect' })
    expect(await applyHouse(house(), machine)).toMatchObject({ exitCode: 0, problems: [] })
  })

  test('somebody takes a finished step back: not converged, with what is left', async () => {
    const machine = articleMachine()
    const account = await applyHouse(house(), machine, {
      on(event) {
        // The last step of all, in every round.
        if (event.type === 'step-done' && event.change.address === `NetIPInterface.${INGRESS}/IPv4`)
          machine.invoke('Set-NetIPInterface', {
            InterfaceAlias: INGRESS,
            AddressFamily: 'IPv4',
            Forwarding: 'Disabled',
          })
      },
    })
    expect(account).toMatchObject({ exitCode: 5, notStarted: [] })
    expect(account.problems.map(({ code }) => code)).toEqual(['apply/not-converged'])
    expect(account.remaining?.changes.map(({ address }) => address)).toEqual([`NetIPInterface.${INGRESS}/IPv4`])
  })

  test('every change is told from its beginning to its end', async () => {
    const machine = articleMachine()
    const { changes } = await planHouse(house(), machine)
    const told: ApplyEvent[] = []
    await applyHouse(house(), machine, { on: (event) => void told.push(event) })
    const ofType = (type: string) => told.filter((event) => event.type === type)
    expect(told[0]?.type).toBe('started')
    expect(told.at(-1)?.type).toBe('finished')
    expect(ofType('step-started').length).toBe(ofType('step-done').length)
    expect(ofType('step-started').length).toBeGreaterThanOrEqual(changes.length)
  })
})

describe('a ledger that cannot be written any more', () => {
  test.each([2, 3, 6, 12])('at write %i: an account, not an exception', async (at) => {
    const machine = articleMachine()
    const host = simulatedHost(machine)
    let writes = 0
    const store = {
      ...host.store,
      async writeLedger(text: string) {
        if (++writes >= at) throw new Stop([{ severity: 'error', code: 'ledger/unreadable', message: 'refused' }])
        await host.store.writeLedger(text)
      },
    }
    const input = {
      gateway: house(),
      host: Object.assign(Object.create(Object.getPrototypeOf(host)), host, { store }) as typeof host, // the same host, another store
      registry,
      options: { target: [], exclude: [], accept: [] },
      diagnostics: [],
    }
    const plan = await makePlan(input)
    const events: ApplyEvent[] = []
    const account = await applyPlan({
      ...input,
      plan,
      verb: 'apply',
      on: (event) => events.push(event),
      signal: new AbortController().signal,
    })
    expect(account).toMatchObject({ exitCode: 5, problems: [{ code: 'ledger/unreadable' }] })
    expect(events.at(-1)?.type).toBe('finished')
    const told = [...account.done, ...(account.failed ? [account.failed.address] : []), ...account.notStarted]
    expect(new Set(told)).toEqual(new Set(plan.changes.map(({ address }) => address)))
  })
})
