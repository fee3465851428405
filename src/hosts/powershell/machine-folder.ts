// The ledger and the lock in a real folder. Text goes in and out whole; what it means, the engine knows.
// A folder that others may write into is not believed: gw acts as administrator on what stands there.
import { randomUUID } from 'node:crypto'
import { type FileHandle, link, open, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Stop } from '../../model/diagnostic.ts'
import type { LockHolder, MachineStore } from '../../model/host.ts'
import { isAbandoned, isAlive } from '../abandoned-lock.ts'

/** What Windows says of a folder. SIDs, because names of accounts are localised. */
export type FolderFacts =
  | { readonly exists: false }
  | {
      readonly exists: true
      readonly reparsePoint: boolean
      readonly owner: string
      readonly access: readonly { readonly sid: string; readonly allow: boolean; readonly rights: number }[]
    }

export interface FolderSecurity {
  inspect(path: string): Promise<FolderFacts>
  /** Makes the folder and its access list in one call; an existing folder stays as it is. */
  create(path: string, sddl: string): Promise<FolderFacts>
}

interface FolderOptions {
  readonly place: string
  readonly security: FolderSecurity
  wait(seconds: number): Promise<void>
}

const SYSTEM = 'S-1-5-18'
const ADMINISTRATORS = 'S-1-5-32-544'
/** Owner Administrators; inherits nothing; SYSTEM and Administrators all, Users read. */
const LEDGER_SDDL = 'O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)'
/** Write data, append, write attributes (both), delete child, delete, change permissions, take ownership, generic write and all. */
const WRITES = 0x2 | 0x4 | 0x10 | 0x40 | 0x100 | 0x10000 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000
/** A virus scanner or an indexer holds a fresh file for moments: then rename and open say EPERM or EBUSY. */
const TRIES = 6

export function machineFolder({ place, security, wait }: FolderOptions): MachineStore {
  const ledger = join(place, 'ledger.json')
  const lock = join(place, 'lock.json')

  async function isThere(): Promise<boolean> {
    const facts = await security.inspect(place)
    if (facts.exists) refuseUnsafe(place, facts)
    return facts.exists
  }

  async function make(): Promise<void> {
    if (!(await isThere())) {
      // Somebody may have been quicker: what is there now is looked at, not assumed.
      const facts = await security.create(place, LEDGER_SDDL)
      if (facts.exists) refuseUnsafe(place, facts)
    }
  }

  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await work()
      } catch (error) {
        const code = codeOf(error)
        if (tried === TRIES || (code !== 'EPERM' && code !== 'EBUSY')) throw denied(error, place)
        await wait(0.05 * 2 ** tried)
      }
    }
  }

  /** Several may find the same dead lock. One at a time looks again and takes it away, so nobody takes away a living one. */
  async function takeAway(judged: string | undefined): Promise<void> {
    const mutex = `${lock}.taking`
    try {
      await writeThrough(mutex, 'wx', String(process.pid))
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      const pid = Number(await readIfThere(mutex, patiently))
      if (pid > 0 && !isAlive(pid)) await rm(mutex, { force: true })
      return wait(0.05)
    }
    try {
      if ((await readIfThere(lock, patiently)) === judged) await patiently(() => rm(lock, { force: true }))
    } finally {
      await rm(mutex, { force: true })
    }
  }

  let own: string | undefined

  return {
    place,

    async readLedger() {
      if (!(await isThere())) return undefined
      return readIfThere(ledger, patiently)
    },

    async writeLedger(text) {
      await make()
      const fresh = `${ledger}.${process.pid}.new`
      try {
        await patiently(() => writeThrough(fresh, 'w', text))
        await patiently(() => rename(fresh, ledger))
      } catch (error) {
        await rm(fresh, { force: true })
        throw error
      }
    },

    async removeLedger() {
      await patiently(() => rm(ledger, { force: true }))
    },

    async lock(holder) {
      await make()
      const text = JSON.stringify(holder)
      held.add(text)
      const mine = `${lock}.${process.pid}.${randomUUID()}`
      try {
        // It appears with its content or not at all: an empty lock would look like a dead one.
        await patiently(() => writeThrough(mine, 'wx', text))
        await patiently(() => link(mine, lock))
      } catch (error) {
        held.delete(text)
        if (codeOf(error) !== 'EEXIST') throw error
        const found = await readIfThere(lock, patiently)
        if (found === undefined) return this.lock(holder)
        const other = readHolder(found)
        if (!isAbandoned(other, holder, () => held.has(JSON.stringify(other)))) return other
        await takeAway(found)
        return this.lock(holder)
      } finally {
        await rm(mine, { force: true })
      }
      own = text
      return undefined
    },

    /** Our own lock, if it is still ours; without one, whoever's it is: that is what `gw unlock` is for. */
    async unlock() {
      const mine = own
      own = undefined
      if (mine !== undefined) {
        held.delete(mine)
        if ((await readIfThere(lock, patiently)) !== mine) return
      }
      await patiently(() => rm(lock, { force: true }))
      // Without a ledger gw has nothing here: then the folder goes too, unless somebody keeps something in it.
      if (mine !== undefined && (await isAbsent(ledger))) await rmdir(place).catch(() => undefined)
    },
  }
}

async function isAbsent(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error) => codeOf(error) === 'ENOENT',
  )
}

/** Locks that this process holds: one with our own process id that is not among them is left over from before. */
const held = new Set<string>()

/** On the disk before it counts: a power cut must not leave a name without its bytes. */
async function writeThrough(path: string, flags: 'w' | 'wx', text: string): Promise<void> {
  const file: FileHandle = await open(path, flags)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function readIfThere(
  path: string,
  patiently: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<string | undefined> {
  try {
    return await patiently(() => readFile(path, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** A lock that is being written, or was when the power went: held all the same. */
function readHolder(text: string | undefined): LockHolder {
  try {
    const holder: unknown = JSON.parse(text ?? '')
    // The boundary to the file, which only gw writes and only administrators may.
    if (typeof holder === 'object' && holder !== null && 'pid' in holder) return holder as LockHolder
  } catch {
    // Falls through: no holder that could be read.
  }
  return { by: 'unknown', verb: 'unknown', since: '', pid: 0, computerName: '' }
}

function refuseUnsafe(place: string, facts: Extract<FolderFacts, { exists: true }>): void {
  const why = unsafe(facts)
  if (why === undefined) return
  throw new Stop([
    {
      severity: 'error',
      code: 'ledger/unsafe-folder',
      message: `${place} is not a safe place for the ledger: ${why}.`,
      why: 'gw would act as administrator on what somebody else can write there.',
      fix: `Look at who made it, then remove or rename the folder; gw makes it anew.`,
    },
  ])
}

function unsafe({ reparsePoint, owner, access }: Extract<FolderFacts, { exists: true }>): string | undefined {
  if (reparsePoint) return 'it is a link to somewhere else'
  if (owner !== SYSTEM && owner !== ADMINISTRATORS) return `it belongs to ${owner}, not to Administrators`
  const foreign = access.find(
    ({ sid, allow, rights }) => allow && sid !== SYSTEM && sid !== ADMINISTRATORS && (rights & WRITES) !== 0,
  )
  return foreign === undefined ? undefined : `${foreign.sid} may write into it`
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What only elevation cures becomes advice; everything else stays what it is. */
function denied(error: unknown, place: string): unknown {
  const code = codeOf(error)
  if (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY') return error
  return new Stop([
    {
      severity: 'error',
      code: 'ledger/unreadable',
      message: `The ledger in ${place} cannot be used now: ${code}.`,
      why: 'What gw did here before is then not known, and unreadable is not empty.',
      fix: 'Start the console as administrator, then run gw again.',
    },
  ])
}
