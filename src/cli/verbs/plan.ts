// gw plan
import { plan, savePlan } from '../../app/plan.ts'
import { planJson } from '../../report/json.ts'
import { renderPlan, renderPlanNext, renderSaved } from '../../report/plain/plan.ts'
import { nextArguments } from '../next-arguments.ts'
import type { PlanFlags } from '../options.ts'
import { print, printJson, terminal } from '../terminal.ts'

export interface PlanVerbFlags extends PlanFlags {
  readonly out?: string
}

export async function runPlan(file: string | undefined, options: PlanVerbFlags): Promise<number> {
  const { json, out, ...input } = options
  const result = await plan({ ...input, ...(file === undefined ? {} : { file }) })
  const page = terminal().out
  if (json) printJson(planJson(result.plan, result.exitCode))
  else {
    const next = nextArguments({ file, ...input })
    print([...renderPlan(page, result.plan), ...(out === undefined ? renderPlanNext(page, result.plan, next) : [])])
  }
  if (out === undefined) return result.exitCode
  await savePlan(result.plan, out)
  if (!json) print(renderSaved(page, out, nextArguments({ host: input.host })))
  return result.exitCode
}
