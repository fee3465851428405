// A host that counts what is done to the machine: reading is free, a call is a write.
import type { Host } from '../../src/model/host.ts'
import type { Act } from '../../src/powershell/program.ts'

export interface Counting {
  readonly host: Host
  /** Every call and program so far, in order. */
  readonly acts: readonly Act[]
}

export function counting(host: Host): Counting {
  const acts: Act[] = []
  const counted: Host = {
    get label() {
      return host.label
    },
    get roundTrips() {
      return host.roundTrips
    },
    store: host.store,
    identify: () => host.identify(),
    condition: () => host.condition(),
    read: (tables) => host.read(tables),
    run(act) {
      acts.push(act)
      return host.run(act)
    },
    now: () => host.now(),
    wait: (seconds) => host.wait(seconds),
    close: () => host.close(),
  }
  return { host: counted, acts }
}
