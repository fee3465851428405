// Through real PowerShell: processes and read round trips of a plan, which must not depend on the number of resources.
import { join } from 'node:path'
import { loadChecked } from '../../src/app/load-checked.ts'
import { makePlan } from '../../src/engine/index.ts'
import { readMachineFile } from '../../src/hosts/simulated/machine-file.ts'
import { registry } from '../../src/providers/registry.ts'
import { findShells, type Shell } from '../../test/powershell/rig/shells.ts'
import { openSimulatedRig } from '../../test/powershell/rig/simulated.ts'
import { makeRoutes } from '../routes-gateway.ts'
import type { Bench, Count, Row } from '../row.ts'

const SIZES = [100, 1000, 10_000]

export const row: Row = {
  title: 'Through PowerShell: processes and read round trips of a plan, by number of resources',
  async measure(bench) {
    const none = { timings: [], ratios: [], counts: [] }
    if (bench.quick) return { ...none, skipped: ['PowerShell: not in a quick run'] }
    const [shell] = await findShells()
    if (shell === undefined) return { ...none, skipped: ['there is no PowerShell and no .NET SDK here'] }
    const counts: Count[] = []
    for (const count of SIZES) counts.push(...(await countOne(shell, bench, count)))
    return { ...none, counts, skipped: [] }
  },
}

/** gw's own local host in front of the simulated Windows: PowerShell, runner and wire are real. */
async function countOne(shell: Shell, { scratch }: Bench, count: number): Promise<Count[]> {
  const { folder, machine } = await makeRoutes(join(scratch, `through-powershell-${count}`), count)
  const { gateway, diagnostics } = await loadChecked(join(folder, 'gateway.yaml'))
  const rig = await openSimulatedRig(shell, await readMachineFile(machine))
  try {
    const { host } = rig
    const options = { target: [], exclude: [], accept: [] }
    const plan = await makePlan({ gateway, host, registry, options, diagnostics })
    return [
      { name: `${shell.name}, ${count}: processes`, value: host.processes, unit: '' },
      { name: `${shell.name}, ${count}: read round trips`, value: host.roundTrips, unit: '' },
      {
        name: `${shell.name}, ${count}: resources compared`,
        value: plan.inSync.length + plan.changes.length,
        unit: '',
      },
    ]
  } finally {
    await rig.close()
  }
}
