// Applies `accept:`: what is accepted becomes a note, and an acceptance that no longer holds or serves is told.
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Accepted } from '../model/gateway.ts'
import type { Lint } from '../model/lint.ts'
import { isCodeOfModel } from './codes.ts'

export function acceptKnown(
  found: readonly Diagnostic[],
  accept: readonly Accepted[],
  lints: readonly Lint[],
  today: string,
): Diagnostic[] {
  const valid = new Map(accept.filter(({ until }) => until >= today).map((accepted) => [accepted.code, accepted]))
  const offline = new Set(lints.map(({ id }) => id))
  return [
    ...found.map((diagnostic) => soften(diagnostic, valid.get(diagnostic.code))),
    ...accept.flatMap((accepted) => {
      const fires = found.some(({ code }) => code === accepted.code)
      if (!isCodeOfModel(accepted.code)) return [unknown(accepted)]
      if (accepted.until < today) return [expired(accepted, fires)]
      // Whether a finding about the live machine still occurs cannot be said from the file.
      return fires || !offline.has(accepted.code) ? [] : [unused(accepted)]
    }),
  ]
}

function soften(diagnostic: Diagnostic, accepted: Accepted | undefined): Diagnostic {
  if (accepted === undefined) return diagnostic
  const { fix: _fix, ...rest } = diagnostic
  return { ...rest, severity: 'info', why: `Accepted until ${accepted.until}: ${accepted.reason}` }
}

function unknown({ code, position }: Accepted): Diagnostic {
  return {
    severity: 'warning',
    code: 'accept/unknown-code',
    message: `There is no finding ${code}.`,
    fix: 'Write the code as gw check shows it.',
    position,
  }
}

function expired({ code, until, position }: Accepted, fires: boolean): Diagnostic {
  return {
    severity: 'warning',
    code: 'accept/expired',
    message: `The acceptance of ${code} ended with ${until}.`,
    fix: fires ? 'Correct what it finds, or decide again until when.' : 'Remove it.',
    position,
  }
}

function unused({ code, position }: Accepted): Diagnostic {
  return {
    severity: 'warning',
    code: 'accept/unused',
    message: `Nothing in this file is found under ${code}.`,
    why: 'The acceptance would hide the finding when it comes back.',
    fix: 'Remove it.',
    position,
  }
}
