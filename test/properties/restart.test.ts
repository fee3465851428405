// Windows restarts at any point of an apply: drift afterwards names exactly what did not survive, and apply mends it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Account } from '../../src/model/apply-event.ts'
import { isError } from '../../src/model/diagnostic.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Ledger } from '../../src/model/ledger.ts'
import type { Plan } from '../../src/model/plan.ts'
import { driftOf } from '../../src/model/plan-summary.ts'
import { providerOf } from '../../src/model/provider.ts'
import type { Props } from '../../src/model/resource.ts'
import type { Snapshot, TableName } from '../../src/powershell/snapshot.ts'
import tables from '../../src/powershell/tables.json' with { type: 'json' }
import { registry } from '../../src/providers/registry.ts'
import { exampleGateway } from '../support/article.ts'
import { anyAssumptions } from '../support/random.ts'

const whole = exampleGateway('whole-house')
const twoNics = exampleGateway('two-nics')
// The file's keys are the tables.
const ALL = Object.keys(tables) as TableName[]

const inputOf = (gateway: Gateway, machine: SimulatedMachine) => {
  const options = { target: [], exclude: [], accept: [] }
  return { gateway, host: simulatedHost(machine), registry, options, diagnostics: [] }
}
const plan = (gateway: Gateway, machine: SimulatedMachine) => makePlan(inputOf(gateway, machine))
async function apply(gateway: Gateway, machine: SimulatedMachine): Promise<Account> {
  const input = inputOf(gateway, machine)
  const { signal } = new AbortController()
  return applyPlan({ ...input, plan: await makePlan(input), verb: 'apply', on: () => {}, signal })
}

function ledgerOf({ state }: SimulatedMachine): Ledger['resources'] {
  const ledger: Partial<Ledger> = JSON.parse(state.gw.ledger ?? '{}')
  return ledger.resources ?? {}
}

/** What gw manages and has found, by address: each as the machine has it, in what is declared of it. */
async function managed(machine: SimulatedMachine): Promise<Map<string, string>> {
  const snapshot: Snapshot = await simulatedHost(machine).read(ALL)
  const found = new Map<string, string>()
  for (const [address, { kind, props }] of Object.entries(ledgerOf(machine))) {
    const provider = providerOf(registry, kind)
    if (provider.reads.some((table) => snapshot.unknown(table) !== undefined)) continue
    const there = provider
      .actual(snapshot)
      .find((item) => provider.key(item.props).toLowerCase() === provider.key(props).toLowerCase())
    if (there !== undefined) found.set(address, partOf(there.props, props))
  }
  return found
}

function partOf(actual: Props, declared: Props): string {
  const values = new Map<string, unknown>(Object.entries(actual))
  return JSON.stringify(
    Object.keys(declared)
      .sort()
      .map((name) => [name, values.get(name)]),
  )
}

/** Addresses that drift names as changed or gone; what is foreign was never managed. */
function driftIn(plan: Plan): string[] {
  return driftOf(plan).drift.flatMap(({ cause, address }) => (cause === 'foreign' ? [] : [address]))
}

/** Where an apply was when Windows restarted, and how it came up again. */
const anyRestart = fc.record({
  assumed: anyAssumptions,
  /** After this writing call of the apply; more than it has: after its end. */
  call: fc.integer({ min: 1, max: 25 }),
  tookEffect: fc.boolean(),
  withoutNic: fc.boolean(),
})

test.each([
  ['whole-house', whole, () => articleMachine()],
  ['two-nics', twoNics, () => articleMachine({ hyperV: 'unknown', secondNic: true })],
] as const)('%s: at any point of an apply', async (_, gateway, fresh) => {
  await fc.assert(
    fc.asyncProperty(anyRestart, async ({ assumed, call, tookEffect, withoutNic }) => {
      const machine = fresh()
      Object.assign(machine.state.assumptions, assumed)
      machine.state.faults.push({ at: call, kind: 'powershell dies', tookEffect })
      await apply(gateway, machine)
      machine.state.faults.length = 0
      machine.advance(120)
      const before = await managed(machine)
      const known = new Set(driftIn(await plan(gateway, machine)))
      machine.reboot(withoutNic ? { without: ['以太网 4'] } : {})
      machine.advance(120)
      const after = await managed(machine)
      const lost = [...before].filter(([address, value]) => after.get(address) !== value).map(([address]) => address)
      const planned = await plan(gateway, machine)
      const isNew = (address: string) => !known.has(address)
      expect(driftIn(planned).filter(isNew).sort()).toEqual(lost.filter(isNew).sort())
      if (planned.diagnostics.some(isError) || planned.unknown.length > 0) return
      expect((await apply(gateway, machine)).problems).toEqual([])
      expect((await plan(gateway, machine)).changes).toEqual([])
    }),
    { numRuns: Number(process.env.GW_PROPERTY_RUNS ?? 60) },
  )
})

test.each([
  ['everything survives', {}, {}, []],
  [
    'settings of host adapters do not',
    { 'vnic-settings-after-reboot': 'lost' },
    {},
    ['NetIPInterface.vEthernet (vmbr0.1)/IPv4'],
  ],
  ['the NIC is missing at the start', {}, { without: ['以太网 4'] }, ['HyperVSwitch.vmbr0']],
])('after a whole apply, where %s', async (_, assumed, options, lost) => {
  const machine = articleMachine()
  Object.assign(machine.state.assumptions, assumed)
  expect((await apply(whole, machine)).exitCode).toBe(0)
  machine.reboot(options)
  machine.advance(120)
  expect(driftIn(await plan(whole, machine))).toEqual(lost)
})
