// Where a simulated machine lives: in memory or in a file. The host on top of it is the same.
import type { SimulatedMachine } from './machine.ts'

export interface Backing {
  /** The machine as it is now, to read from. */
  look(): Promise<SimulatedMachine>
  /** A copy that may be changed and is thrown away. */
  draft(): Promise<SimulatedMachine>
  /** Changes it, alone; kept also when `by` throws. */
  change<T>(by: (machine: SimulatedMachine) => T): Promise<T>
}

export function memoryBacking(machine: SimulatedMachine): Backing {
  return {
    async look() {
      return machine
    },
    async draft() {
      return machine.copy()
    },
    async change(by) {
      return by(machine)
    },
  }
}
