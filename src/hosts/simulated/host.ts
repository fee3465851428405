// The simulated machine behind the interface of every host: in memory for tests, over a file for people.
import type { Host } from '../../model/host.ts'
import type { SimulatedMachine } from './machine.ts'

/** Over a machine.sim.json on disk, shared safely with other processes. Throws Stop when it cannot be read. */
export async function openSimulatedHost(_file: string): Promise<Host> {
  throw new Error('not there yet')
}

/** In memory; `machine` changes as the host is used. */
export function simulatedHost(_machine: SimulatedMachine): Host {
  throw new Error('not there yet')
}
