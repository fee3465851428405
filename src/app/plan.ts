// gw plan and gw drift: what would change on the machine, and what somebody else has changed. Read only.
import { lintLive } from '../analysis/live-lints.ts'
import { proveNoLoop } from '../analysis/prove-no-loop.ts'
import { exitCodeOf, makePlan, parsePlanFile, renderPlanFile } from '../engine/index.ts'
import { type Diagnostic, isError, Stop } from '../model/diagnostic.ts'
import type { Plan, PlanOptions } from '../model/plan.ts'
import { registry } from '../providers/registry.ts'
import { refuseToReplace, writeTextFile } from './files.ts'
import { DEFAULT_FILE, loadChecked, today } from './load-checked.ts'
import { type HostInput, onHost } from './open-host.ts'

export interface PlanInput extends HostInput, Partial<PlanOptions> {
  /** gateway.yaml when left out. */
  readonly file?: string
  /** Name of the gateway that the machine belonged to before it was renamed. */
  readonly takeOver?: string
}

export interface PlanResult {
  readonly plan: Plan
  readonly exitCode: number
}

/** Throws Stop for everything the user can mend. Writes nothing anywhere. */
export async function plan(input: PlanInput = {}): Promise<PlanResult> {
  const file = input.file ?? DEFAULT_FILE
  return onHost(
    'read',
    input,
    file,
    () => loadChecked(file),
    async (host, { gateway, diagnostics }) => {
      const options = optionsOf(input)
      const plan = await makeLintedPlan({
        gateway,
        host,
        registry,
        options,
        diagnostics,
        prove: proveNoLoop,
        ...takeOverOf(input),
      })
      return { plan, exitCode: exitCodeOf(plan) }
    },
  )
}

/** The same reading of the machine; report/ shows the part of it that is drift. */
export const drift = plan

/** A plan that also says what the machine, as it is now, would be refused for. */
export async function makeLintedPlan(input: Parameters<typeof makePlan>[0]): Promise<Plan> {
  const plan = await makePlan(input)
  return { ...plan, diagnostics: [...plan.diagnostics, ...lintLive(input.gateway, plan, today())] }
}

export function optionsOf(input: Partial<PlanOptions>): PlanOptions {
  return { target: input.target ?? [], exclude: input.exclude ?? [], accept: input.accept ?? [] }
}

export function takeOverOf({ takeOver }: PlanInput): { takeOver?: string } {
  return takeOver === undefined ? {} : { takeOver }
}

/** Writes the plan for review, over an older plan or none. Throws Stop when it has errors, or rests on something that could not be read. */
export async function savePlan(plan: Plan, file: string): Promise<void> {
  const errors = plan.diagnostics.filter(isError)
  if (errors.length > 0) throw new Stop(errors)
  if (plan.unknown.length > 0) {
    throw new Stop([
      {
        severity: 'error',
        code: 'plan/incomplete',
        message: `The plan was not saved: ${plan.unknown.length} of its resources could not be read.`,
        why: 'Somebody would apply it later without knowing what it leaves out.',
        fix: 'Mend what the plan calls unknown, then plan again.',
      },
    ])
  }
  await refuseToReplace(file, (text) => parsePlanFile(text, file), isNoPlan(file))
  await writeTextFile(file, renderPlanFile(plan))
}

function isNoPlan(file: string): Diagnostic {
  const message = `${file} is there already, and it is no plan.`
  return { severity: 'error', code: 'plan/exists', message, fix: 'Name a new file.' }
}
