// The three ways a plan can be carried out, and what a machine is like afterwards.
import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { applyPlan, makePlan } from '../../../src/engine/index.ts'
import { simulatedHost } from '../../../src/hosts/simulated/host.ts'
import { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import type { Diagnostic } from '../../../src/model/diagnostic.ts'
import type { Gateway } from '../../../src/model/gateway.ts'
import type { Host } from '../../../src/model/host.ts'
import type { TableName } from '../../../src/powershell/snapshot.ts'
import tables from '../../../src/powershell/tables.json' with { type: 'json' }
import { registry } from '../../../src/providers/registry.ts'
import { renderPlanScript } from '../../../src/report/plan-script.ts'
import { runScript, type ScriptRun } from './run-script.ts'
import type { Shell } from './shells.ts'
import { openSimulatedRig, prepareSimulatedRig } from './simulated.ts'

// The file's keys are the tables.
const ALL = Object.keys(tables) as TableName[]

/** Interpreted on the host. Answers the problems of the account. */
export async function apply(gateway: Gateway, host: Host): Promise<readonly Diagnostic[]> {
  const input = inputOf(gateway, host)
  const plan = await makePlan(input)
  const account = await applyPlan({
    ...input,
    plan,
    verb: 'apply',
    on: () => {},
    signal: new AbortController().signal,
  })
  return account.problems
}

/** Interpreted, each call and each read through runner.ps1. */
export async function applyThroughRunner(
  shell: Shell,
  machine: SimulatedMachine,
  gateway: Gateway,
): Promise<readonly Diagnostic[]> {
  const rig = await openSimulatedRig(shell, machine)
  try {
    if (machine.state.gw.ledger !== undefined) await rig.host.store.writeLedger(machine.state.gw.ledger)
    return await apply(gateway, rig.host)
  } finally {
    await rig.close()
  }
}

/** Rendered and run by hand, so many times; other modules may be in the way, and somebody may be quicker. */
export async function runAsScript(
  shell: Shell,
  machine: SimulatedMachine,
  gateway: Gateway,
  times = 1,
  otherModules?: string,
  meanwhile: (machine: SimulatedMachine) => void = () => {},
): Promise<ScriptRun[]> {
  const plan = await makePlan(inputOf(gateway, simulatedHost(machine)))
  meanwhile(machine)
  const rig = await prepareSimulatedRig(shell, machine)
  try {
    const file = join(rig.folder, 'plan.ps1')
    writeFileSync(file, renderPlanScript(plan))
    const PSModulePath = [...(otherModules === undefined ? [] : [otherModules]), rig.modulePath].join(delimiter)
    const runs: ScriptRun[] = []
    while (runs.length < times) runs.push(await runScript(shell, file, { ...rig.env, PSModulePath }))
    return runs
  } finally {
    await rig.close()
  }
}

/** All tables after everything has settled, rows sorted. */
export async function endOf(machine: SimulatedMachine): Promise<Record<string, readonly string[]>> {
  machine.advance(600)
  const snapshot = await simulatedHost(machine).read(ALL)
  return Object.fromEntries(
    ALL.map((table) => [
      table,
      snapshot.unknown(table) === undefined
        ? snapshot
            .rows(table)
            .map((row) => JSON.stringify(row))
            .sort()
        : ['unknown'],
    ]),
  )
}

export function copyOf(machine: SimulatedMachine): SimulatedMachine {
  return SimulatedMachine.parse(machine.toText(), 'machine.sim.json')
}

function inputOf(gateway: Gateway, host: Host) {
  return { gateway, host, registry, options: { target: [], exclude: [], accept: [] }, diagnostics: [] }
}
