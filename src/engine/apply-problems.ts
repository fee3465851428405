// What can stop an apply, in words.

import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostLost, LockHolder } from '../model/host.ts'
import type { Change, Plan } from '../model/plan.ts'
import { type ErrorRecord, isAccessDenied } from '../powershell/error-record.ts'
import type { Announced } from './announced.ts'

export function locked(holder: LockHolder): Diagnostic {
  return {
    severity: 'error',
    code: 'apply/locked',
    message: `The machine is locked: gw ${holder.verb} by ${holder.by}, process ${holder.pid} on ${holder.computerName}, since ${holder.since}.`,
    fix: 'Wait for it (--wait), or if that process is gone: gw unlock',
  }
}

export function interrupted(): Diagnostic {
  return {
    severity: 'error',
    code: 'apply/interrupted',
    message: 'Interrupted. The step under way was finished, the next one was not begun.',
    fix: 'To continue from here: the same command once more.',
  }
}

export function notAnnounced(change: Change, what: readonly string[]): Diagnostic {
  return {
    severity: 'error',
    code: 'apply/not-announced',
    message: `${change.address} would now also remove or move ${what.join(', ')}, which the plan did not say.`,
    why: 'The machine changed after the plan was made. Nothing of this step has been done.',
    fix: 'Look at the new plan: gw plan',
    address: change.address,
    ...(change.position && { position: change.position }),
  }
}

export function refusedByWindows(change: Change, error: ErrorRecord): Diagnostic {
  const common = {
    severity: 'error',
    address: change.address,
    ...(change.position && { position: change.position }),
  } as const
  if (isAccessDenied(error)) {
    return {
      ...common,
      code: 'windows/access-denied',
      message: `Windows refused ${change.address}: access denied.`,
      why: `${error.message} [${error.id}]`,
      fix: 'This console is not elevated. Start it as administrator, then the same command once more: it continues from here.',
    }
  }
  if (error.id === 'gw/wait-ran-out') {
    return {
      ...common,
      code: 'apply/no-effect',
      message: `${change.address}: Windows took the call, but ${error.message}`,
      fix: 'gw plan shows what it is now; the same command once more continues from here.',
    }
  }
  return {
    ...common,
    code: 'windows/refused',
    message: `Windows refused ${change.address}: ${error.message}`,
    why: `Error id ${error.id}, category ${error.category}.`,
    fix: 'Mend that, then the same command once more: it continues from here.',
  }
}

export function notSettled(change: Change, seconds: number, note: string | undefined): Diagnostic {
  return {
    severity: 'error',
    code: 'apply/not-settled',
    message: `${change.address} was changed, but after ${seconds} s the machine does not show it${note === undefined ? '' : `: ${note}`}.`,
    fix: 'gw plan shows what it is now; the same command once more continues from here.',
    address: change.address,
    ...(change.position && { position: change.position }),
  }
}

export function unusable(change: Change, note: string): Diagnostic {
  return {
    severity: 'error',
    code: 'apply/unusable',
    message: `${change.address} is there, but cannot be used: ${note}.`,
    fix: 'Give it another value in the file, or take the other device off the network; then the same command once more.',
    address: change.address,
    ...(change.position && { position: change.position }),
  }
}

export function lost(change: Change, error: HostLost): Diagnostic {
  return {
    severity: 'error',
    code: error.code,
    message: `The machine was lost during ${change.address}: ${error.message}`,
    why: 'Whether this step took effect was read again if the machine still answers, otherwise it is not known.',
    fix: 'When it is back: gw plan, then the same command once more. It continues from what is there.',
    address: change.address,
    ...(change.position && { position: change.position }),
  }
}

export function notConverged(plan: Plan): Diagnostic {
  const left = plan.changes.map(({ address, action }) => `${action} ${address}`)
  return {
    severity: 'error',
    code: 'apply/not-converged',
    message: `Every step was done, and still the machine is not as declared: ${left.join('; ')}.`,
    why: 'Somebody else changed it at the same time, or Windows took something back.',
    fix: 'gw plan shows the difference.',
  }
}

/** True when what is still to do takes away nothing that the plan did not announce. */
export function remainingRound(plan: Plan, announced: Announced): boolean {
  return (
    plan.unknown.length === 0 &&
    plan.changes.every((change) =>
      change.action === 'delete' || change.action === 'replace'
        ? announced.covers(change.kind, change.before)
        : change.cost.outage !== 'restart',
    )
  )
}
