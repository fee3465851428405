// Each case: its plan, its script and what becomes of the machine are as they were reviewed; and it becomes the same
// whether gw interprets the plan, does so through PowerShell, or somebody runs the script, once or twice.
// After a wanted change: npx vitest run test/golden -u, then read the diff. In CI nothing is written: what is not fresh fails.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makePlan } from '../../src/engine/index.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import { renderPlan } from '../../src/report/plain/plan.ts'
import { renderPlanScript } from '../../src/report/plan-script.ts'
import { runScript } from '../powershell/rig/run-script.ts'
import { describeShells, findShells } from '../powershell/rig/shells.ts'
import { openSimulatedRig, prepareSimulatedRig } from '../powershell/rig/simulated.ts'
import { applyOn, CASES, type Case, FILES, inputOf } from './cases.ts'
import { differenceOf } from './difference.ts'

const PAGE = { columns: 100, colour: false }
const shells = await findShells()

/** Once, and again after the restart that a case is about. */
async function inRounds({ restarts }: Case, machine: SimulatedMachine, round: () => Promise<void>): Promise<void> {
  await round()
  if (!restarts) return
  machine.reboot()
  machine.advance(60)
  await round()
}

/** By gw itself, without PowerShell. */
async function carryOut(one: Case) {
  const before = await one.machine()
  const plan = await makePlan(inputOf(simulatedHost(before.copy()), one.gateway))
  const after = before.copy()
  await inRounds(one, after, async () => {
    expect(await applyOn(simulatedHost(after), one.gateway)).toEqual([])
  })
  return { before, plan, script: renderPlanScript(plan), after: await differenceOf(before, after) }
}

test.each(CASES)('$name: $about', async (one) => {
  const { plan, script, after } = await carryOut(one)
  await expect(`${renderPlan(PAGE, plan).join('\n')}\n`).toMatchFileSnapshot(one.path('plan.txt'))
  await expect(script).toMatchFileSnapshot(one.path('apply.ps1'))
  await expect(after).toMatchFileSnapshot(one.path('after.json'))
})

test.each(CASES)('$name has nothing else in its folder', ({ path }) => {
  expect(readdirSync(path('')).filter((file) => !FILES.includes(file))).toEqual([])
})

describeShells('through $name', shells, (shell) => {
  test.each(CASES)('$name', async (one) => {
    const { before, script, after } = await carryOut(one)

    const interpreted = before.copy()
    let { ledger } = before.state.gw
    await inRounds(one, interpreted, async () => {
      const rig = await openSimulatedRig(shell, interpreted)
      if (ledger !== undefined) await rig.host.store.writeLedger(ledger)
      expect(await applyOn(rig.host, one.gateway)).toEqual([])
      ledger = await rig.host.store.readLedger()
      await rig.close()
    })
    expect(await differenceOf(before, interpreted)).toBe(after)

    const scripted = before.copy()
    await inRounds(one, scripted, async () => {
      const rig = await prepareSimulatedRig(shell, scripted)
      const file = join(rig.folder, 'apply.ps1')
      writeFileSync(file, script)
      const env = { ...rig.env, PSModulePath: rig.modulePath }
      // Once more: it does nothing a second time.
      for (const _ of ['first', 'second'])
        expect(await runScript(shell, file, env)).toMatchObject({ code: 0, stderr: '' })
      await rig.close()
    })
    expect(await differenceOf(before, scripted)).toBe(after)
  })
})
