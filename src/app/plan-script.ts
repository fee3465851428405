// gw plan --script: the plan as PowerShell, to be read and run by hand.
import { isError, Stop } from '../model/diagnostic.ts'
import type { Plan } from '../model/plan.ts'
import { renderPlanScript } from '../report/plan-script.ts'
import { writeTextFile } from './files.ts'

/** ASCII but for comments. Throws Stop with what apply would refuse the plan for: a script must not get round it. */
export function scriptOf(plan: Plan): string {
  const errors = plan.diagnostics.filter(isError)
  if (errors.length > 0) throw new Stop(errors)
  return renderPlanScript(plan)
}

/** Writes it whole or not at all. Throws Stop when the file cannot be written. */
export async function saveScript(plan: Plan, file: string): Promise<void> {
  const text = scriptOf(plan)
  // Only comments have such characters, and 5.1 reads a file without this mark in the machine's code page: windows.md, section 10.
  await writeTextFile(file, /^[\n -~]*$/.test(text) ? text : `\ufeff${text}`)
}
