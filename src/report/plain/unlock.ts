// Who holds the lock of a machine, and what became of it, as text.
import type { LockHolder } from '../../model/host.ts'
import { visible, wrap } from './cells.ts'
import { formatTime } from './drift.ts'
import type { Page } from './page.ts'

export interface Unlocked {
  readonly outcome: 'was free' | 'unlocked' | 'declined'
  readonly holder?: LockHolder
}

export function renderUnlock(page: Page, { outcome, holder }: Unlocked): string[] {
  const who = holder === undefined ? '' : ` ${formatHolder(holder)}.`
  switch (outcome) {
    case 'was free':
      return ['The machine was not locked.']
    case 'unlocked':
      return wrap(`Unlocked.${who} gw drift tells what it left behind.`, page.columns)
    case 'declined':
      return wrap(`Still locked.${who}`, page.columns)
  }
}

/** `gw apply by GW-PC\me on GW-PC (process 4711) took it at 2026-11-20 21:14 UTC` */
export function formatHolder({ by, verb, since, pid, computerName }: LockHolder): string {
  return visible(`gw ${verb} by ${by} on ${computerName} (process ${pid}) took it at ${formatTime(since)}`)
}
