// A machine.sim.json on a real disk: read whole, written whole or not at all, one writer at a time.
import { readFile, stat } from 'node:fs/promises'
import { Stop } from '../../model/diagnostic.ts'
import type { Backing } from './backing.ts'
import { withFileMutex } from './file-mutex.ts'
import { SimulatedMachine } from './machine.ts'
import { refuseReadOnly, replaceFile } from './replace-file.ts'

/** Reads the machine. Throws Stop with `sim/...` codes. */
export async function readMachineFile(file: string): Promise<SimulatedMachine> {
  return SimulatedMachine.parse((await readBytes(file)).toString(), file)
}

/**
 * Reads the machine, lets `by` change it and writes it back, with nobody else in between. Written also when `by`
 * throws, because then the machine changed before the caller lost it. Throws Stop with `sim/...` codes.
 */
export async function changeMachineFile<T>(file: string, by: (machine: SimulatedMachine) => T): Promise<T> {
  await refuseReadOnly(file)
  return withFileMutex(file, async () => {
    const before = (await readBytes(file)).toString()
    const machine = SimulatedMachine.parse(before, file)
    try {
      return by(machine)
    } finally {
      const after = machine.toText()
      if (after !== before) await replaceFile(file, after)
    }
  })
}

/**
 * The file is read again before every use: somebody else may have changed it meanwhile. While it is the same it is
 * not understood again.
 */
export function fileBacking(file: string): Backing {
  let last: { readonly bytes: Buffer; readonly machine: SimulatedMachine } | undefined
  const look = async (): Promise<SimulatedMachine> => {
    const bytes = await readBytes(file)
    if (!last?.bytes.equals(bytes)) last = { bytes, machine: SimulatedMachine.parse(bytes.toString(), file) }
    return last.machine
  }
  return {
    look,
    async draft() {
      const machine = await look()
      // Whoever gets it may change it, so nobody else may.
      last = undefined
      return machine
    },
    change: (by) => changeMachineFile(file, by),
  }
}

const LARGEST = 64 * 1024 * 1024

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    if (size > LARGEST) throw tooLarge(file, size)
    return await readFile(file)
  } catch (problem) {
    if (problem instanceof Stop) throw problem
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem)
    const isMissing = code === 'ENOENT'
    throw new Stop([
      {
        severity: 'error',
        code: isMissing ? 'sim/not-found' : 'sim/not-readable',
        message: isMissing ? `There is no simulated machine at ${file}.` : `${file} cannot be read (${code}).`,
        fix: 'gw init whole-house FOLDER makes one beside a gateway.yaml; --host sim:FILE names another.',
      },
    ])
  }
}

function tooLarge(file: string, size: number): Stop {
  const message = `${file} has ${Math.round(size / 1024 / 1024)} MB; a simulated machine has a few hundred kB at most.`
  return new Stop([{ severity: 'error', code: 'sim/too-large', message }])
}
