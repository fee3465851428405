// Puts something that will happen by itself on the machine's calendar, and reads its clock.
import type { Due, MachineState } from './state.ts'

type What = Due extends infer D ? (D extends Due ? Omit<D, 'at'> : never) : never

/** It happens so many seconds from the machine's now. */
export function schedule(state: MachineState, seconds: number, what: What): void {
  const at = later(state.now, seconds)
  state.due.push({ at, ...what })
}

/** A moment of the machine's clock so many seconds later, rounded to milliseconds. */
export function later(moment: string, seconds: number): string {
  return new Date(Date.parse(moment) + Math.round(seconds * 1000)).toISOString()
}
