// Tries again while somebody else has the machine locked. The only place where gw waits by its own clock.
import { setTimeout as sleep } from 'node:timers/promises'
import { Stop } from '../model/diagnostic.ts'

/** Exit code of design.md for a locked machine. */
const LOCKED = 6
const PAUSE_SECONDS = 1

/** Throws the last Stop when the machine is still locked after `seconds`, or when `signal` ends the waiting. */
export async function waitForLock<T>(
  seconds: number,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let left = seconds; ; left -= PAUSE_SECONDS) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Stop) || error.exitCode !== LOCKED || left <= 0) throw error
      await pause(Math.min(left, PAUSE_SECONDS), signal)
      if (signal?.aborted) throw error
    }
  }
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error
  }
}
