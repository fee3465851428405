// Ledger and lock inside the simulated machine, behind the interface that a folder on Windows will have.
import type { LockHolder, MachineStore } from '../../model/host.ts'
import { isAbandoned } from '../abandoned-lock.ts'
import type { Backing } from './backing.ts'
import type { MachineState } from './state.ts'

/** `place` says for people where they are kept. */
export function machineStore(backing: Backing, place: string): MachineStore {
  let own: LockHolder | undefined
  return {
    place,
    async readLedger() {
      return (await backing.look()).state.gw.ledger
    },
    async writeLedger(text) {
      await backing.change(({ state }) => {
        state.gw.ledger = text
      })
    },
    async removeLedger() {
      await backing.change(({ state }) => {
        delete state.gw.ledger
      })
    },
    async lock(holder) {
      const other = await backing.change(({ state }) => take(state, holder))
      if (other === undefined) own = holder
      return other
    },
    // Our own lock, if it is still ours; without one whoever's it is, for that is what `gw unlock` asks for.
    async unlock() {
      const mine = own
      own = undefined
      if (mine !== undefined) heldHere.delete(keyOf(mine))
      await backing.change(({ state }) => {
        if (mine === undefined || (state.gw.lock && keyOf(state.gw.lock) === keyOf(mine))) delete state.gw.lock
      })
    },
  }
}

/** Locks that this process holds: one with our own pid that is not among them is left over from before. */
const heldHere = new Set<string>()

function take(state: MachineState, holder: LockHolder): LockHolder | undefined {
  const other = state.gw.lock
  if (other && !isAbandoned(other, holder, () => heldHere.has(keyOf(other)))) return other
  state.gw.lock = holder
  heldHere.add(keyOf(holder))
  return undefined
}

function keyOf({ by, verb, since, pid, computerName }: LockHolder): string {
  return JSON.stringify([by, verb, since, pid, computerName])
}
