// The text of a machine.sim.json to a state, checked.
import type { MachineState } from './state.ts'

export function parseState(text: string, _file: string): MachineState {
  return JSON.parse(text) as MachineState
}
