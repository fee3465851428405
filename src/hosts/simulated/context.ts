// What a simulated cmdlet gets: the machine's state and its bound parameters. And the stores a call is about.
import { type OutputRow, systemError } from './answer.ts'
import { textOf } from './arguments.ts'
import type { Bound } from './bind.ts'
import type { Cmdlet } from './catalogue.ts'
import type { MachineState, Store } from './state.ts'

export interface Context {
  readonly state: MachineState
  readonly cmdlet: Cmdlet
  /** Name of the parameter set that was chosen. */
  readonly set: string
  readonly bound: Bound
}

export type Handler = (context: Context) => readonly OutputRow[]

const STORES: readonly Store[] = ['ActiveStore', 'PersistentStore']

/** Get-* look at the active store unless told otherwise: windows.md, section 2. */
export function storeToRead(context: Context): Store {
  return storeGiven(context) ?? 'ActiveStore'
}

/** New-*, Set-* and Remove-* without -PolicyStore mean both: windows.md, section 2. */
export function storesToWrite(context: Context): readonly Store[] {
  const store = storeGiven(context)
  return store === undefined ? STORES : [store]
}

export function storeGiven({ bound, cmdlet }: Context): Store | undefined {
  const given = textOf(bound, 'PolicyStore')
  if (given === undefined) return undefined
  const store = STORES.find((one) => one.toLowerCase() === given.toLowerCase())
  if (store === undefined) throw systemError(87, cmdlet.name, `Invalid parameter PolicyStore ${given}`)
  return store
}
