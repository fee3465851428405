// Whether somebody still holds a lock, or a gw that is gone has left it. Every store of a machine asks it the same way.
import type { LockHolder } from '../model/host.ts'

/**
 * Only a process of this very computer can be known to be gone. `holdsIt` tells of a lock with our own process id whether
 * it is ours now, or one of a process before us that had the same id.
 */
export function isAbandoned(other: LockHolder, asker: LockHolder, holdsIt: () => boolean): boolean {
  if (other.computerName.toLowerCase() !== asker.computerName.toLowerCase()) return false
  return other.pid === process.pid ? !holdsIt() : !isAlive(other.pid)
}

/** Whether a process with this id runs on this computer. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    // EPERM: it is there and belongs to somebody else.
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM'
  }
}
