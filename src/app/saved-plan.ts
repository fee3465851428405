// Tells a saved plan from a gateway.yaml, and finds the gateway.yaml that it was made from.
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { parsePlanFile } from '../engine/index.ts'
import { Stop } from '../model/diagnostic.ts'
import type { Plan } from '../model/plan.ts'
import { readTextFile } from './files.ts'

/** Undefined when the file is not a plan. Its name decides, and where the name says nothing, its first character. */
export async function readSavedPlan(file: string): Promise<Plan | undefined> {
  const extension = extname(file).toLowerCase()
  if (extension === '.yaml' || extension === '.yml') return undefined
  const text = await readTextFile(file)
  if (extension !== '.json' && !text.trimStart().startsWith('{')) return undefined
  return parsePlanFile(text, file)
}

/** The gateway.yaml by the path in the plan, or by its name beside the plan. Throws Stop when it is in neither place. */
export function configOf(plan: Plan, planFile: string): string {
  const candidates = [plan.config.file, join(dirname(planFile), basename(plan.config.file))]
  const found = candidates.find((file) => existsSync(file))
  if (found !== undefined) return found
  throw new Stop([
    {
      severity: 'error',
      code: 'plan/no-config',
      message: `${planFile} was made from ${plan.config.file}, which is not there.`,
      why: 'Apply computes the steps again from that file.',
      fix: 'Run gw apply in the folder where the plan was made.',
    },
  ])
}
