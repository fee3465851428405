// gw unlock
import { unlock } from '../../app/unlock.ts'
import { Stop } from '../../model/diagnostic.ts'
import type { LockHolder } from '../../model/host.ts'
import { resultJson } from '../../report/json.ts'
import { formatHolder, renderUnlock } from '../../report/plain/unlock.ts'
import { askYesNo, print, printJson, terminal } from '../terminal.ts'

export interface UnlockFlags {
  readonly host?: string
  readonly json?: true
  readonly yes?: true
}

export async function runUnlock(file: string | undefined, options: UnlockFlags): Promise<number> {
  const { host, json, yes } = options
  const { out: page, canAsk } = terminal()
  const confirm = async (holder: LockHolder): Promise<boolean> => {
    if (yes) return true
    if (json || !canAsk) throw notConfirmed(holder)
    return askYesNo(`${formatHolder(holder)}. Take the lock away?`)
  }
  const result = await unlock({
    ...(file === undefined ? {} : { file }),
    ...(host === undefined ? {} : { host }),
    confirm,
  })
  const { exitCode, ...rest } = result
  if (json) printJson(resultJson('unlock', rest, exitCode))
  else print(renderUnlock(page, result))
  return exitCode
}

function notConfirmed(holder: LockHolder): Stop {
  return new Stop([
    {
      severity: 'error',
      code: 'unlock/not-confirmed',
      message: `Still locked. ${formatHolder(holder)}.`,
      why: 'The lock protects the machine while that gw works.',
      fix: 'When it is dead for certain: gw unlock --yes',
    },
  ])
}
