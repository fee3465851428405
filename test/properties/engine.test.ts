// What gw promises, whichever way Windows turns out to be: random gateways, machines, assumptions, edits and faults.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlan, exitCodeOf, makePlan, parsePlanFile, renderPlanFile } from '../../src/engine/index.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Account } from '../../src/model/apply-event.ts'
import { Stop } from '../../src/model/diagnostic.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Plan } from '../../src/model/plan.ts'
import { registry } from '../../src/providers/registry.ts'
import { house } from '../support/house.ts'
import {
  anyAssumptions,
  anyRecipe,
  anyWishes,
  EDITS,
  gatewayOf,
  machineAssuming,
  machineOf,
} from '../support/random.ts'

const RUNS = { numRuns: Number(process.env.GW_PROPERTY_RUNS ?? 60) }
const OPTIONS = { target: [], exclude: [], accept: [] }

const inputOf = (gateway: Gateway, machine: SimulatedMachine) => ({
  gateway,
  host: simulatedHost(machine),
  registry,
  options: OPTIONS,
  diagnostics: [],
})
const planOf = (gateway: Gateway, machine: SimulatedMachine): Promise<Plan> => makePlan(inputOf(gateway, machine))

async function apply(gateway: Gateway, machine: SimulatedMachine): Promise<Account> {
  const input = inputOf(gateway, machine)
  const plan = await makePlan(input)
  return applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal: new AbortController().signal })
}

/** Whether an apply can go through at all on this machine: an error of live state is the right answer, not a failure. */
async function isRefused(gateway: Gateway, machine: SimulatedMachine): Promise<boolean> {
  const plan = await planOf(gateway, machine)
  return plan.diagnostics.some(({ severity }) => severity === 'error') || plan.unknown.length > 0
}

describe('over random gateways, machines and assumptions', () => {
  test('plan after apply is empty, and applying twice is applying once', async () => {
    await fc.assert(
      fc.asyncProperty(anyWishes, anyRecipe, async (wishes, recipe) => {
        const [gateway, machine] = [gatewayOf(wishes), machineOf(recipe)]
        if (await isRefused(gateway, machine)) return
        const account = await apply(gateway, machine)
        expect(account.problems).toEqual([])
        expect(account.exitCode).toBe(0)
        const plan = await planOf(gateway, machine)
        expect(plan.changes).toEqual([])
        const before = withoutClock(machine)
        expect((await apply(gateway, machine)).done).toEqual([])
        expect(withoutClock(machine)).toEqual(before)
      }),
      RUNS,
    )
  })

  test('the order of sections does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(anyWishes, anyRecipe, async (wishes, recipe) => {
        const [gateway, machine] = [gatewayOf(wishes), machineOf(recipe)]
        const sorted = {
          ...gateway,
          resources: [...gateway.resources].sort((a, b) => (a.address < b.address ? -1 : 1)),
        }
        const [one, other] = [await planOf(gateway, machine), await planOf(sorted, machine)]
        expect(one.changes).toEqual(other.changes)
      }),
      RUNS,
    )
  })

  test('JSON plans round-trip', async () => {
    await fc.assert(
      fc.asyncProperty(anyWishes, anyRecipe, async (wishes, recipe) => {
        const [gateway, machine] = [gatewayOf(wishes), machineOf(recipe)]
        const plan = await planOf(gateway, machine)
        expect(parsePlanFile(renderPlanFile(plan), 'plan.json')).toEqual(JSON.parse(JSON.stringify(plan)))
      }),
      RUNS,
    )
  })

  test('planning changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyWishes, anyRecipe, async (wishes, recipe) => {
        const [gateway, machine] = [gatewayOf(wishes), machineOf(recipe)]
        const before = machine.toText()
        await planOf(gateway, machine)
        expect(machine.toText()).toBe(before)
      }),
      RUNS,
    )
  })

  test('a random edit by hand is found by drift with the right cause, and repaired', async () => {
    await fc.assert(
      fc.asyncProperty(anyAssumptions, fc.constantFrom(...EDITS), async (assumed, edit) => {
        const machine = machineAssuming(assumed)
        expect((await apply(house(), machine)).exitCode).toBe(0)
        machine.advance(60)
        if ('error' in machine.invoke(edit.cmdlet, edit.params)) return
        machine.advance(60)
        const plan = await planOf(house(), machine)
        if (plan.changes.length === 0) return // under this assumption the call had no effect
        const found = plan.changes.find(({ address }) => address === edit.address)
        // A removal that the persistent store survives leaves the object behind, for after a restart.
        const isHalfGone = edit.cause === 'missing' && found?.action === 'replace'
        expect(found?.cause).toBe(isHalfGone ? 'drifted' : edit.cause)
        expect(exitCodeOf(plan)).toBe(3)
        expect((await apply(house(), machine)).problems).toEqual([])
        expect((await planOf(house(), machine)).changes).toEqual([])
      }),
      RUNS,
    )
  })

  test('a fault at a random call leaves an exact account, and a second apply converges', async () => {
    const kinds = ['fails', 'fails after taking effect', 'hangs', 'powershell dies', 'power lost'] as const
    await fc.assert(
      fc.asyncProperty(
        anyAssumptions,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(...kinds),
        async (assumed, at, kind) => {
          const machine = machineAssuming(assumed)
          const { changes } = await planOf(house(), machine)
          machine.state.faults.push({ at, kind })
          const account = await apply(house(), machine)
          const told = [
            ...account.done,
            ...(account.failed ? [account.failed.address] : []),
            ...account.notStarted,
            ...account.postponed,
          ]
          if (account.exitCode !== 0) expect(told.sort()).toEqual(changes.map(({ address }) => address).sort())
          machine.state.faults.length = 0
          machine.advance(120)
          const again = await applyAgain(machine)
          expect(again.problems).toEqual([])
          expect((await planOf(house(), machine)).changes).toEqual([])
          for (const address of ['HyperVSwitch.vmbr0', 'HyperVAdapter.vmbr0.1'])
            expect(ledgerOf(machine)[address]).toMatchObject({ created: true })
        },
      ),
      RUNS,
    )
  })
})

/** The machine without what the mere passing of time changes. */
function withoutClock(machine: SimulatedMachine): unknown {
  return { ...machine.state, now: undefined, due: undefined, gw: { ...machine.state.gw, lock: undefined } }
}

async function applyAgain(machine: SimulatedMachine): Promise<Account> {
  try {
    return await apply(house(), machine)
  } catch (error) {
    if (error instanceof Stop) throw new Error(error.message)
    throw error
  }
}

function ledgerOf(machine: SimulatedMachine): Record<string, unknown> {
  const parsed: unknown = JSON.parse(machine.state.gw.ledger ?? '{}')
  return (parsed as { resources: Record<string, unknown> }).resources
}
