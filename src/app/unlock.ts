// gw unlock: takes away a lock that a dead gw left on the machine.
import type { LockHolder } from '../model/host.ts'
import { DEFAULT_FILE } from './load-checked.ts'
import { type HostInput, openHost } from './open-host.ts'

export interface UnlockInput extends HostInput {
  readonly file?: string
  /** Asked with whoever has the lock; a lock of a living gw protects the machine. */
  confirm(holder: LockHolder): Promise<boolean>
}

export interface UnlockResult {
  readonly outcome: 'was free' | 'unlocked' | 'declined'
  readonly holder?: LockHolder
  readonly exitCode: number
}

/** Needs no gateway.yaml that is right: only the machine beside it. */
export async function unlock(input: UnlockInput): Promise<UnlockResult> {
  const host = await openHost('change', input, input.file ?? DEFAULT_FILE)
  try {
    const identity = await host.identify()
    const since = host.now().toISOString()
    const { user: by, computerName } = identity
    const holder = await host.store.lock({ by, verb: 'unlock', since, pid: process.pid, computerName })
    if (holder !== undefined && !(await input.confirm(holder))) return { outcome: 'declined', holder, exitCode: 1 }
    await host.store.unlock()
    return {
      outcome: holder === undefined ? 'was free' : 'unlocked',
      ...(holder === undefined ? {} : { holder }),
      exitCode: 0,
    }
  } finally {
    await host.close()
  }
}
