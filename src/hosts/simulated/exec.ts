// One cmdlet call typed by a person, for `gw sim exec`.
import type { Answer } from './answer.ts'
import type { SimulatedMachine } from './machine.ts'

/** Runs `argv` (cmdlet, then its parameters as the shell split them) on the machine. */
export function execute(_machine: SimulatedMachine, _argv: readonly string[]): Answer {
  throw new Error('not there yet')
}
