// gw apply: plans, asks, and makes it so; or checks a saved plan against the machine first.
import { proveNoLoop } from '../analysis/prove-no-loop.ts'
import { applyPlan, comparePlans, type PlanInput as EngineInput, exitCodeOf } from '../engine/index.ts'
import type { Account, ApplyEvent } from '../model/apply-event.ts'
import { isError, Stop } from '../model/diagnostic.ts'
import type { Host } from '../model/host.ts'
import type { Plan } from '../model/plan.ts'
import { registry } from '../providers/registry.ts'
import { type Checked, DEFAULT_FILE, loadChecked } from './load-checked.ts'
import { onHost } from './open-host.ts'
import { makeLintedPlan, optionsOf, type PlanInput, takeOverOf } from './plan.ts'
import { configOf, readSavedPlan } from './saved-plan.ts'
import { waitForLock } from './wait-for-lock.ts'

export interface ApplyInput extends PlanInput {
  /** Asked once, when there is something to do, with the plan that would be applied. */
  confirm(plan: Plan): Promise<boolean>
  on?(event: ApplyEvent): void
  /** Aborted: the step that is running ends, the next one does not start. */
  readonly signal?: AbortSignal
  /** How long to wait for a machine that somebody else has locked; 0 when left out. */
  readonly waitSeconds?: number
}

export interface ApplyResult {
  readonly plan: Plan
  /** The gateway.yaml: a saved plan is used once, so what comes next is about this file. */
  readonly file: string
  /** Left out when nothing was started. */
  readonly account?: Account
  readonly exitCode: number
}

/** `file` is a gateway.yaml or a saved plan. Throws Stop for everything the user can mend. */
export async function apply(input: ApplyInput): Promise<ApplyResult> {
  const file = input.file ?? DEFAULT_FILE
  const saved = await readSavedPlan(file)
  const gatewayFile = saved === undefined ? file : configOf(saved, file)
  const result = await onHost(
    'change',
    input,
    gatewayFile,
    () => loadChecked(gatewayFile),
    (host, checked) => {
      const attempt = () => applyOn(host, checked, saved, input)
      return waitForLock(input.waitSeconds ?? 0, input.signal, attempt)
    },
  )
  return { file: gatewayFile, ...result }
}

async function applyOn(
  host: Host,
  { gateway, diagnostics }: Checked,
  saved: Plan | undefined,
  input: ApplyInput,
): Promise<Omit<ApplyResult, 'file'>> {
  const options = saved?.options ?? optionsOf(input)
  const common = { gateway, host, registry, options, diagnostics, prove: proveNoLoop, ...takeOverOf(input) }
  const fresh = await makeLintedPlan(common)
  if (saved !== undefined) {
    const stale = comparePlans(saved, fresh)
    if (stale.length > 0) throw new Stop(stale, 7)
  }
  const plan = saved ?? fresh
  if (plan.changes.length > 0) return carryOut('apply', common, plan, input)
  // The new name alone is written without a question: the machine stays as it is.
  if (input.takeOver !== undefined && plan.unknown.length === 0 && !plan.diagnostics.some(isError))
    return carryOut('apply', common, plan, { ...input, confirm: async () => true })
  // Findings are somebody else's: for an apply there is nothing to do.
  return { plan, exitCode: exitCodeOf(plan) === 1 ? 1 : 0 }
}

/** Asks, then makes it so. */
export async function carryOut(
  verb: string,
  common: EngineInput,
  plan: Plan,
  input: Pick<ApplyInput, 'confirm' | 'on' | 'signal'>,
): Promise<Omit<ApplyResult, 'file'>> {
  if (!(await input.confirm(plan))) return { plan, exitCode: 1 }
  const account = await applyPlan({
    ...common,
    plan,
    on: (event) => input.on?.(event),
    signal: input.signal ?? new AbortController().signal,
    verb,
  })
  return { plan, account, exitCode: account.exitCode }
}
