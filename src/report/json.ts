// The same results for programs: one document per command, described by schemas/output. Adds counts, computes nothing else.
import type { Account, ApplyEvent } from '../model/apply-event.ts'
import type { CheckResult } from '../model/check-result.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Examination } from '../model/examination.ts'
import type { Plan } from '../model/plan.ts'
import { countActions, countCauses, diagnosticsOf, driftOf, fateOf } from '../model/plan-summary.ts'

const FORMAT_VERSION = 1

export function planJson(plan: Plan, exitCode: number): object {
  return document('plan', exitCode, { counts: countsOf(plan), plan })
}

export function showJson(plan: Plan, exitCode: number): object {
  return document('show', exitCode, { counts: countsOf(plan), plan })
}

export function driftJson(plan: Plan, exitCode: number): object {
  const { drift, pendingEdits } = driftOf(plan)
  return document('drift', exitCode, {
    counts: { ...countsOf(plan), causes: countCauses([...drift]) },
    gateway: plan.gateway,
    machine: plan.machine,
    host: plan.host,
    config: plan.config,
    ...(plan.lastApplied === undefined ? {} : { lastApplied: plan.lastApplied }),
    drift,
    pendingEdits,
    findings: plan.findings,
    unknown: plan.unknown,
    diagnostics: diagnosticsOf(plan, drift),
  })
}

export function checkJson(result: CheckResult): object {
  const { exitCode, declared, ...rest } = result
  const count = (severity: Diagnostic['severity']) =>
    result.diagnostics.filter((one) => one.severity === severity).length
  return document('check', exitCode, {
    ...rest,
    declared: Object.fromEntries(declared),
    counts: { error: count('error'), warning: count('warning'), info: count('info') },
  })
}

export function doctorJson({ exitCode, ...rest }: Examination): object {
  return document('doctor', exitCode, rest)
}

/** `events` is everything the apply said; the document keeps the steps with their times. */
export function applyJson(
  plan: Plan,
  account: Account | undefined,
  events: readonly ApplyEvent[],
  exitCode: number,
): object {
  return document('apply', exitCode, {
    outcome: outcomeOf(plan, account),
    counts: countsOf(plan),
    plan,
    steps: events.flatMap(stepOf),
    ...(account === undefined ? {} : { account }),
  })
}

export function destroyJson(
  plan: Plan,
  account: Account | undefined,
  events: readonly ApplyEvent[],
  exitCode: number,
): object {
  return document('destroy', exitCode, {
    outcome: exitCode === 2 ? 'planned' : outcomeOf(plan, account),
    fates: plan.changes.map((change) => {
      return {
        address: change.address,
        fate: fateOf(change),
        ...(change.note === undefined ? {} : { why: change.note }),
      }
    }),
    plan,
    steps: events.flatMap(stepOf),
    ...(account === undefined ? {} : { account }),
  })
}

function outcomeOf(plan: Plan, account: Account | undefined): string {
  if (account === undefined) return plan.changes.length === 0 ? 'nothing to do' : 'declined'
  if (account.failed !== undefined) return 'failed'
  if (account.restart.length > 0) return 'restart needed'
  return account.notStarted.length === 0 ? 'applied' : 'stopped'
}

export function errorJson(command: string, diagnostics: readonly Diagnostic[], exitCode: number): object {
  return document('error', exitCode, { during: command, diagnostics })
}

/** For commands whose result is already plain data (`sim`, `init`, `unlock`). */
export function resultJson(command: string, result: object, exitCode: number): object {
  return document(command, exitCode, result)
}

function document(command: string, exitCode: number, rest: object): object {
  return { formatVersion: FORMAT_VERSION, command, exitCode, ...rest }
}

function countsOf(plan: Plan): object {
  return {
    causes: countCauses(plan.changes),
    actions: countActions(plan.changes),
    inSync: plan.inSync.length,
    unknown: plan.unknown.length,
    findings: plan.findings.length,
  }
}

function stepOf(event: ApplyEvent): object[] {
  switch (event.type) {
    case 'step-done': {
      const { change, outcome, seconds, note } = event
      return [
        { number: change.number, address: change.address, outcome, seconds, ...(note === undefined ? {} : { note }) },
      ]
    }
    case 'step-failed': {
      const { change, problem, seconds } = event
      return [{ number: change.number, address: change.address, outcome: 'failed', seconds, problem }]
    }
    default:
      return []
  }
}
