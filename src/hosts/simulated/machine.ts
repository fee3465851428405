// A Windows machine in memory: cmdlets in, rows or error records out. Pure: no file, no real clock, no chance.
import type { Answer } from './answer.ts'
import type { MachineState } from './state.ts'

export class SimulatedMachine {
  readonly state: MachineState

  constructor(state: MachineState) {
    this.state = state
  }

  /** Reads a machine.sim.json. Throws Stop with `sim/...` diagnostics that point into the text. */
  static parse(_text: string, _file: string): SimulatedMachine {
    throw new Error('not there yet')
  }

  /** The text of its machine.sim.json: the same state gives the same bytes. */
  toText(): string {
    return `${JSON.stringify(this.state, null, 2)}\n`
  }

  /** The machine's clock. */
  get now(): Date {
    return new Date(this.state.now)
  }

  /**
   * Runs one cmdlet with parameters by name, as PowerShell's binder would hand them over. Throws HostLost when a fault
   * says that no answer comes back.
   */
  invoke(_cmdlet: string, _params: Record<string, unknown>): Answer {
    throw new Error('not there yet')
  }

  /** Lets time pass; what was due by then happens in order. */
  advance(_seconds: number): void {}

  /** Restarts Windows. Adapters named in `without` are missing until the start is over: windows.md, section 3. */
  reboot(_options: { readonly without?: readonly string[] } = {}): void {}

  /** Plugs or unplugs the cable of an adapter. */
  setLink(_alias: string, _link: 'up' | 'down'): void {}

  /** Sets an unverified behaviour. Throws Stop when the name or the choice does not exist. */
  assume(_name: string, _choice: string): void {}
}
