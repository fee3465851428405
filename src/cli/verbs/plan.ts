// gw plan
import { plan, savePlan } from '../../app/plan.ts'
import { Stop } from '../../model/diagnostic.ts'
import type { Plan } from '../../model/plan.ts'
import { planJson } from '../../report/json.ts'
import { renderPlan, renderPlanNext, renderSaved, renderScriptSaved } from '../../report/plain/plan.ts'
import { nextArguments } from '../next-arguments.ts'
import { isScriptName, TO_OUTPUT } from '../normalise-arguments.ts'
import type { PlanFlags } from '../options.ts'
import { print, printJson, terminal } from '../terminal.ts'

export interface PlanVerbFlags extends PlanFlags {
  readonly out?: string
  /** A file, or TO_OUTPUT. */
  readonly script?: string
}

export async function runPlan(file: string | undefined, options: PlanVerbFlags): Promise<number> {
  const { json, out, script, ...input } = options
  if (script !== undefined) refuseScript(script, json)
  const result = await plan({ ...input, ...(file === undefined ? {} : { file }) })
  const page = terminal().out
  if (script === TO_OUTPUT) await printScript(result.plan)
  else if (json) printJson(planJson(result.plan, result.exitCode))
  else {
    const next = nextArguments({ file, ...input })
    const isSaved = out !== undefined || script !== undefined
    print([...renderPlan(page, result.plan), ...(isSaved ? [] : renderPlanNext(page, result.plan, next))])
  }
  const isQuiet = json || script === TO_OUTPUT
  if (out !== undefined) {
    await savePlan(result.plan, out)
    if (!isQuiet) print(renderSaved(page, out, nextArguments({ host: input.host })))
  }
  if (script !== undefined && script !== TO_OUTPUT) {
    await (await import('../../app/plan-script.ts')).saveScript(result.plan, script)
    if (!isQuiet) print(renderScriptSaved(page, script))
  }
  return result.exitCode
}

async function printScript(plan: Plan): Promise<void> {
  process.stdout.write((await import('../../app/plan-script.ts')).scriptOf(plan))
}

/** Before anything is read. */
function refuseScript(script: string, json: true | undefined): void {
  if (script === TO_OUTPUT) {
    if (json) throw wrongScript('--json and --script both write to standard output.')
  } else if (!isScriptName(script)) throw wrongScript(`${script} is no name for a script: it has to end in .ps1.`)
}

function wrongScript(message: string): Stop {
  return new Stop([{ severity: 'error', code: 'usage/script', message, fix: 'Write --script plan.ps1' }], 64)
}
