// powercfg.exe and sc.exe as far as gw uses them. Each answers with an exit code; what it prints is for people.
import type { SystemProgram } from '../../powershell/system-program.ts'
import { type Answer, exitCode, Refusal } from './answer.ts'
import { advanceClock } from './clock.ts'
import { faultError, loseHost, takeFault, takesEffect } from './faults.ts'
import { powercfg } from './power.ts'
import { serviceControl } from './service.ts'
import type { MachineState } from './state.ts'

export type ProgramHandler = (state: MachineState, args: readonly string[]) => void

const handlers: { readonly [P in SystemProgram]: ProgramHandler } = {
  'powercfg.exe': powercfg,
  'sc.exe': serviceControl,
}

/** Runs it on the state. Throws HostLost when a fault says that no answer comes back. */
export function runSystemProgram(state: MachineState, program: SystemProgram, args: readonly string[]): Answer {
  const fault = takeFault(state, program, true)
  const answer: Answer = fault && !takesEffect(fault) ? { rows: [] } : perform(state, program, args)
  if (fault === undefined) return answer
  loseHost(state, fault)
  return 'error' in answer ? answer : { error: faultError(fault, program) }
}

function perform(state: MachineState, program: SystemProgram, args: readonly string[]): Answer {
  try {
    if (!state.computer.elevated) throw exitCode(program, 5, 'Access is denied.')
    advanceClock(state, 0.2)
    handlers[program](state, args)
    return { rows: [] }
  } catch (problem) {
    if (problem instanceof Refusal) return { error: problem.error }
    throw problem
  }
}
