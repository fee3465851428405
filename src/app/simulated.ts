// gw sim: a simulated machine to look at and to change by hand, as a person or Windows would behind gw's back.
import type { Answer } from '../hosts/simulated/answer.ts'
import { ASSUMPTIONS } from '../hosts/simulated/assumptions.ts'
import { describeMachine, type MachineDescription } from '../hosts/simulated/describe-machine.ts'
import { execute } from '../hosts/simulated/exec.ts'
import type { SimulatedMachine } from '../hosts/simulated/machine.ts'
import { changeMachineFile, readMachineFile } from '../hosts/simulated/machine-file.ts'
import { Stop } from '../model/diagnostic.ts'

export async function showMachine(file: string): Promise<MachineDescription> {
  return describeMachine(await readMachineFile(file))
}

/** `call` is the cmdlet and its parameters, as the shell split them. A refusal by Windows is an answer. */
export async function runByHand(file: string, call: readonly string[]): Promise<Answer> {
  return changeMachineFile(file, (machine) => execute(machine, call))
}

/** `without`: aliases of adapters that are missing while Windows starts. */
export async function reboot(file: string, without: readonly string[]): Promise<void> {
  await changeMachineFile(file, (machine) => machine.reboot({ without }))
}

export interface AssumptionView {
  readonly name: string
  readonly question: string
  readonly choices: readonly string[]
  readonly chosen: string
}

/** Sets each `NAME=CHOICE`, all or none; answers all of them as they are then. */
export async function assume(file: string, settings: readonly string[]): Promise<AssumptionView[]> {
  const pairs = settings.map(parseSetting)
  const apply = (machine: SimulatedMachine) => {
    for (const [name, choice] of pairs) machine.assume(name, choice)
    return viewOf(machine)
  }
  // A first try without the file: a wrong name among several must not leave half of them set.
  const views = apply(await readMachineFile(file))
  return settings.length === 0 ? views : changeMachineFile(file, apply)
}

function viewOf(machine: SimulatedMachine): AssumptionView[] {
  return ASSUMPTIONS.map(({ name, question, choices }) => ({
    name,
    question,
    choices,
    chosen: machine.state.assumptions[name] ?? choices[0],
  }))
}

function parseSetting(setting: string): [string, string] {
  const at = setting.indexOf('=')
  if (at > 0) return [setting.slice(0, at), setting.slice(at + 1)]
  const message = `${setting} is not an assumption.`
  throw new Stop([{ severity: 'error', code: 'usage/assumption', message, fix: 'Write NAME=CHOICE.' }], 64)
}
