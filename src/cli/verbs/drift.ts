// gw drift
import { drift } from '../../app/plan.ts'
import { driftJson } from '../../report/json.ts'
import { renderDrift } from '../../report/plain/drift.ts'
import { nextArguments } from '../next-arguments.ts'
import type { PlanFlags } from '../options.ts'
import { print, printJson, terminal } from '../terminal.ts'

export async function runDrift(file: string | undefined, options: PlanFlags): Promise<number> {
  const { json, ...input } = options
  const { plan, exitCode } = await drift({ ...input, ...(file === undefined ? {} : { file }) })
  if (json) printJson(driftJson(plan, exitCode))
  else print(renderDrift(terminal().out, plan, nextArguments({ file, ...input })))
  return exitCode
}
