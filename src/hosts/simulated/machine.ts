// A Windows machine in memory: cmdlets in, rows or error records out. Pure: no file, no real clock, no chance.
import { Stop } from '../../model/diagnostic.ts'
import type { SystemProgram } from '../../powershell/system-program.ts'
import type { Answer } from './answer.ts'
import { setAssumption } from './assumptions.ts'
import { advanceClock } from './clock.ts'
import { invokeCmdlet } from './invoke.ts'
import { adaptersNamed } from './lookup.ts'
import { parseState } from './parse-state.ts'
import { type RebootOptions, rebootMachine, setAdapterLink } from './reboot.ts'
import type { MachineState } from './state.ts'
import { runSystemProgram } from './system-program.ts'

export class SimulatedMachine {
  readonly state: MachineState

  constructor(state: MachineState) {
    this.state = state
  }

  /** Reads a machine.sim.json. Throws Stop with `sim/...` diagnostics that point into the text. */
  static parse(text: string, file: string): SimulatedMachine {
    return new SimulatedMachine(parseState(text, file))
  }

  /** The text of its machine.sim.json: the same state gives the same bytes. */
  toText(): string {
    return `${JSON.stringify(this.state, null, 2)}\n`
  }

  /** Another machine in the same state. */
  copy(): SimulatedMachine {
    return new SimulatedMachine(structuredClone(this.state))
  }

  /** The machine's clock. */
  get now(): Date {
    return new Date(this.state.now)
  }

  /**
   * Runs one cmdlet with parameters by name, as PowerShell's binder would hand them over. Throws HostLost when a fault
   * says that no answer comes back.
   */
  invoke(cmdlet: string, params: Readonly<Record<string, unknown>>): Answer {
    return invokeCmdlet(this.state, cmdlet, params)
  }

  /** Runs one program of Windows. Throws HostLost when a fault says that no answer comes back. */
  runProgram(program: SystemProgram, args: readonly string[]): Answer {
    return runSystemProgram(this.state, program, args)
  }

  /** Lets time pass; what was due by then happens in order. */
  advance(seconds: number): void {
    advanceClock(this.state, seconds)
  }

  /** Restarts Windows. Throws Stop when `without` names an adapter that is not there. */
  reboot(options: RebootOptions = {}): void {
    for (const alias of options.without ?? []) this.#refuseUnknown(alias)
    rebootMachine(this.state, options)
  }

  /** Plugs or unplugs the cable of an adapter. Throws Stop when there is none of that name. */
  setLink(alias: string, link: 'up' | 'down'): void {
    this.#refuseUnknown(alias)
    for (const adapter of adaptersNamed(this.state, alias)) setAdapterLink(this.state, adapter, link)
  }

  /** Sets an unverified behaviour. Throws Stop when the name or the choice does not exist. */
  assume(name: string, choice: string): void {
    setAssumption(this.state, name, choice)
  }

  #refuseUnknown(alias: string): void {
    if (adaptersNamed(this.state, alias).length > 0) return
    const names = this.state.adapters.map(({ name }) => name).join(', ')
    const message = `The simulated machine has no adapter named '${alias}'.`
    throw new Stop([{ severity: 'error', code: 'sim/unknown-adapter', message, fix: `It has: ${names}.` }], 64)
  }
}
