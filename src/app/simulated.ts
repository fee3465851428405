// gw sim: a simulated machine to look at and to change by hand, as a person or Windows would behind gw's back.
import type { Answer } from '../hosts/simulated/answer.ts'
import { ASSUMPTIONS } from '../hosts/simulated/assumptions.ts'
import { describeMachine, type MachineDescription } from '../hosts/simulated/describe-machine.ts'
import { execute } from '../hosts/simulated/exec.ts'
import { SimulatedMachine } from '../hosts/simulated/machine.ts'
import { Stop } from '../model/diagnostic.ts'
import { readTextFile, writeTextFile } from './files.ts'

export async function showMachine(file: string): Promise<MachineDescription> {
  return describeMachine(await load(file))
}

/** `call` is the cmdlet and its parameters, as the shell split them. A refusal by Windows is an answer. */
export async function runByHand(file: string, call: readonly string[]): Promise<Answer> {
  return change(file, (machine) => execute(machine, call))
}

/** `without`: aliases of adapters that are missing while Windows starts. */
export async function reboot(file: string, without: readonly string[]): Promise<void> {
  await change(file, (machine) => machine.reboot({ without }))
}

export interface AssumptionView {
  readonly name: string
  readonly question: string
  readonly choices: readonly string[]
  readonly chosen: string
}

/** Sets each `NAME=CHOICE`; answers all of them as they are then. */
export async function assume(file: string, settings: readonly string[]): Promise<AssumptionView[]> {
  const pairs = settings.map(parseSetting)
  const view = (machine: SimulatedMachine) => {
    for (const [name, choice] of pairs) machine.assume(name, choice)
    return ASSUMPTIONS.map(({ name, question, choices }) => ({
      name,
      question,
      choices,
      chosen: machine.state.assumptions[name] ?? choices[0],
    }))
  }
  return settings.length === 0 ? view(await load(file)) : change(file, view)
}

function parseSetting(setting: string): [string, string] {
  const at = setting.indexOf('=')
  if (at > 0) return [setting.slice(0, at), setting.slice(at + 1)]
  const message = `${setting} is not an assumption.`
  throw new Stop([{ severity: 'error', code: 'usage/assumption', message, fix: 'Write NAME=CHOICE.' }], 64)
}

async function load(file: string): Promise<SimulatedMachine> {
  return SimulatedMachine.parse(await readTextFile(file), file)
}

async function change<T>(file: string, by: (machine: SimulatedMachine) => T): Promise<T> {
  const machine = await load(file)
  const result = by(machine)
  await writeTextFile(file, machine.toText())
  return result
}
