// gw show: a saved plan again, without looking at any machine.
import { parsePlanFile } from '../engine/index.ts'
import type { Plan } from '../model/plan.ts'
import { readTextFile } from './files.ts'

/** Throws Stop when the file is no plan, is torn or comes from a newer gw. */
export async function show(input: { readonly file: string }): Promise<Plan> {
  return parsePlanFile(await readTextFile(input.file), input.file)
}
