// Which machine a command works on. The one place that knows every kind of host; what a machine is, hosts/ knows.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stop } from '../model/diagnostic.ts'
import type { Host } from '../model/host.ts'

const SIMULATED = 'sim:'
const BESIDE = 'machine.sim.json'

/**
 * `sim:FILE` opens a simulated machine. Without a choice it is the machine.sim.json beside the gateway's file, and the
 * host's label says so. Throws Stop when there is no such machine.
 */
export async function openHost(choice: string | undefined, gatewayFile: string): Promise<Host> {
  const { openSimulatedHost } = await import('../hosts/simulated/host.ts')
  return openSimulatedHost(simulatedFile(choice, gatewayFile))
}

function simulatedFile(choice: string | undefined, gatewayFile: string): string {
  if (choice?.startsWith(SIMULATED)) {
    const file = choice.slice(SIMULATED.length)
    if (file === '') throw noHost('usage/host', '--host sim: names no file.', 'Write --host sim:machine.sim.json', 64)
    return file
  }
  if (choice === 'local') {
    throw noHost('host/not-yet', 'This version cannot work on the machine it runs on yet.', 'Write --host sim:FILE', 1)
  }
  if (choice !== undefined) {
    throw noHost('usage/host', `--host ${choice} is no host that this version knows.`, 'Write --host sim:FILE', 64)
  }
  const beside = join(dirname(gatewayFile), BESIDE)
  if (existsSync(beside)) return beside
  throw noHost(
    'host/none',
    `There is no machine to look at: no ${BESIDE} beside ${gatewayFile}.`,
    'Make a simulated one with gw init whole-house DIR, or name one with --host sim:FILE',
    1,
  )
}

function noHost(code: string, message: string, fix: string, exitCode: number): Stop {
  return new Stop([{ severity: 'error', code, message, fix }], exitCode)
}
