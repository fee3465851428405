// The simulated machine behind the interface of every host: in memory for tests, over a file for people.
import { basename } from 'node:path'
import type { CallOutcome, Host } from '../../model/host.ts'
import type { Act } from '../../powershell/program.ts'
import type { Answer } from './answer.ts'
import { type Backing, memoryBacking } from './backing.ts'
import { conditionOf } from './condition.ts'
import type { SimulatedMachine } from './machine.ts'
import { fileBacking } from './machine-file.ts'
import { machineStore } from './machine-store.ts'
import { readTables } from './read-tables.ts'
import { resolveInterfaces } from './resolve-interface.ts'

/** Over a machine.sim.json on disk, shared safely with other processes. Throws Stop when it cannot be read. */
export async function openSimulatedHost(file: string): Promise<Host> {
  const backing = fileBacking(file)
  return hostOver(backing, await backing.look(), `simulated: ${basename(file)}`, file)
}

/** In memory; `machine` changes as the host is used. */
export function simulatedHost(machine: SimulatedMachine): Host {
  return hostOver(memoryBacking(machine), machine, 'simulated: in memory', 'the machine in memory')
}

/** What a round trip of reads takes on the machine's clock, seconds. */
const READ_SECONDS = 0.2

function hostOver(backing: Backing, start: SimulatedMachine, label: string, place: string): Host {
  let roundTrips = 0
  let known = start.now.getTime()
  // Reading writes nothing, so the time it takes is kept here until something is written anyhow.
  let unwritten = 0

  const change = <T>(by: (machine: SimulatedMachine) => T): Promise<T> =>
    backing.change((machine) => {
      machine.advance(unwritten)
      unwritten = 0
      try {
        return by(machine)
      } finally {
        known = machine.now.getTime()
      }
    })

  return {
    label,
    get roundTrips() {
      return roundTrips
    },
    async identify() {
      const { name, user, machineGuid, smbiosUuid } = (await backing.look()).state.computer
      return { computerName: name, user, machineGuid, smbiosUuid }
    },
    async condition() {
      return conditionOf((await backing.look()).state)
    },
    async read(tables) {
      roundTrips += 1
      unwritten += READ_SECONDS
      // A copy: what falls due meanwhile is seen, and happens for good with the next write.
      const machine = await backing.draft()
      known = machine.now.getTime()
      machine.advance(unwritten)
      return readTables(machine, tables)
    },
    async run(act): Promise<CallOutcome> {
      return change((machine) => {
        const answer = perform(machine, act)
        return 'error' in answer ? { ok: false, error: answer.error } : { ok: true }
      })
    },
    now() {
      return new Date(known + unwritten * 1000)
    },
    async wait(seconds) {
      await change((machine) => machine.advance(seconds))
    },
    store: machineStore({ ...backing, change }, place),
    async close() {},
  }
}

function perform(machine: SimulatedMachine, act: Act): Answer {
  if ('program' in act) return machine.runProgram(act.program, act.arguments)
  const params = resolveInterfaces(machine.state, act)
  return 'error' in params ? params : machine.invoke(act.cmdlet, params.params)
}
