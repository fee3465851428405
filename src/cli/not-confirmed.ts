// Nobody is there to be asked, and nobody has said yes beforehand.
import { Stop } from '../model/diagnostic.ts'

export function notConfirmed(fix: string): Stop {
  return new Stop([
    {
      severity: 'error',
      code: 'apply/not-confirmed',
      message: 'Nothing was changed: nobody is here to confirm the plan.',
      why: 'Input or output is not a terminal, so gw cannot ask.',
      fix,
    },
  ])
}
