// The machine, seen from the engine. One implementation per way to reach it; all behave alike.
import type { ErrorRecord } from '../powershell/error-record.ts'
import type { Act } from '../powershell/program.ts'
import type { Snapshot, TableName } from '../powershell/snapshot.ts'
import type { MachineCondition } from './examination.ts'

/** What tells one machine from another. */
export interface MachineIdentity {
  readonly computerName: string
  readonly machineGuid: string
  readonly smbiosUuid: string
  /** Who gw runs as there, DOMAIN\name. */
  readonly user: string
}

export type CallOutcome = { readonly ok: true } | { readonly ok: false; readonly error: ErrorRecord }

export interface Host {
  /** For people: `simulated: machine.sim.json`. */
  readonly label: string
  /** Read batches so far. */
  readonly roundTrips: number
  identify(): Promise<MachineIdentity>
  /** What the machine says of itself beside its tables: for `gw doctor`, and nothing else may depend on it. */
  condition(): Promise<MachineCondition>
  /** All tables in one round trip. A table that cannot be read is unknown in the snapshot, not an exception. */
  read(tables: readonly TableName[]): Promise<Snapshot>
  /** One cmdlet call or one program of Windows. A refusal is an outcome; a lost machine throws HostLost. */
  run(act: Act): Promise<CallOutcome>
  /** The machine's clock. */
  now(): Date
  /** Lets time pass on the machine's clock. */
  wait(seconds: number): Promise<void>
  readonly store: MachineStore
  close(): Promise<void>
}

export interface LockHolder {
  readonly by: string
  readonly verb: string
  readonly since: string
  readonly pid: number
  readonly computerName: string
}

/** What gw keeps on the machine it describes: one ledger and one lock. */
export interface MachineStore {
  /** For people: where the ledger is. */
  readonly place: string
  /** Text of the ledger, undefined when there is none. */
  readLedger(): Promise<string | undefined>
  /** Whole or not at all. */
  writeLedger(text: string): Promise<void>
  /** Takes the ledger away: gw has nothing on this machine any more. */
  removeLedger(): Promise<void>
  /** Undefined when the lock is now ours, otherwise who has it. */
  lock(holder: LockHolder): Promise<LockHolder | undefined>
  /** Our own lock, if it is still ours; when this store has taken none, whoever's it is: what `gw unlock` is for. */
  unlock(): Promise<void>
}

/** The connection to the machine broke, or it no longer answers: what it is now cannot be said from here. */
export class HostLost extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'HostLost'
    this.code = code
  }
}
