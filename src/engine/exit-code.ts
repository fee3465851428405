// The exit code of a plan, the same for plan, drift and a plan after apply: design, exit codes.
import { isError } from '../model/diagnostic.ts'
import type { Plan } from '../model/plan.ts'
import { driftOf } from '../model/plan-summary.ts'

/** 0 nothing to do · 1 error, or a managed resource could not be read · 2 edits pending · 3 drift, also with edits. */
export function exitCodeOf(plan: Plan): number {
  if (plan.unknown.length > 0 || plan.diagnostics.some(isError)) return 1
  if (driftOf(plan).drift.length > 0 || plan.findings.length > 0) return 3
  return plan.changes.length > 0 ? 2 : 0
}
