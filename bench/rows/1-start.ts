// How long gw takes to start and to plan the example, against a Node that does nothing.
import { join } from 'node:path'
import { init } from '../../src/app/init.ts'
import { type Contestant, timeInTurn } from '../measure.ts'
import { resourcesOf } from '../resources.ts'
import { type Row, ratio } from '../row.ts'

export const row: Row = {
  title: 'Whole process: start, and a plan of examples/whole-house on the simulated machine',
  async measure({ gw, runs, scratch }) {
    const folder = join(scratch, 'whole-house')
    await init({ example: 'whole-house', folder })
    const run = (name: string, args: readonly string[], exitCode = 0): Contestant => {
      return { name, program: process.execPath, args, cwd: folder, exitCode }
    }
    const plan = run('gw plan', [gw, 'plan'], 2)
    const bare = run('node -e 0', ['-e', '0'])
    const timings = timeInTurn(
      [bare, run('gw --version', [gw, '--version']), run('gw check', [gw, 'check']), plan],
      runs,
    )
    return {
      timings,
      ratios: [
        ratio(timings, 'gw plan', 'node -e 0', 3),
        ratio(timings, 'gw check', 'node -e 0'),
        ratio(timings, 'gw --version', 'node -e 0'),
      ],
      counts: [bare, plan].map((one) => {
        return { name: `${one.name}: peak memory`, value: resourcesOf(one, scratch).megabytes, unit: 'MB' }
      }),
      skipped: [],
    }
  },
}
