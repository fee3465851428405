// A machine as a file: what was read from one, once. Plans can be made on it anywhere; nothing can be changed.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { MachineCondition } from '../model/examination.ts'
import type { Host, MachineIdentity } from '../model/host.ts'
import { Snapshot, type SnapshotData, type TableName } from '../powershell/snapshot.ts'

/** What `gw snapshot` writes. */
export interface Recording {
  readonly formatVersion: 1
  /** ISO 8601, by the clock of the machine. */
  readonly takenAt: string
  readonly identity: MachineIdentity
  /** Left out: nobody asked. */
  readonly condition?: MachineCondition
  readonly tables: SnapshotData
  /** Text of the ledger that was on the machine. */
  readonly ledger?: string
  /** Why there is no text: it could not be read, or not be trusted. */
  readonly ledgerProblems?: readonly Diagnostic[]
}

/** Throws Stop when the file cannot be read or is no recording. */
export async function openRecordedHost(file: string): Promise<Host> {
  return recordedHost(parseRecording(await readText(file), file), basename(file))
}

export function recordedHost(recording: Recording, name: string): Host {
  let roundTrips = 0
  let now = Date.parse(recording.takenAt)
  const readOnly = () =>
    new Stop([
      {
        severity: 'error',
        code: 'recorded/read-only',
        message: `${name} is a recording: it can be read, not changed.`,
        fix: 'Use --host local on the machine itself.',
      },
    ])
  return {
    label: `recorded: ${name}`,
    get roundTrips() {
      return roundTrips
    },
    identify: async () => recording.identity,
    condition: async () => recording.condition ?? UNSAID,
    async read(tables) {
      roundTrips += 1
      return new Snapshot(Object.fromEntries(tables.map((table) => [table, recording.tables[table] ?? missing(table)])))
    },
    async run() {
      const message = 'A recording can be read, not changed.'
      return { ok: false, error: { id: 'recorded/read-only', category: 'InvalidOperation', message } }
    },
    now: () => new Date(now),
    async wait(seconds) {
      now += seconds * 1000
    },
    store: {
      place: name,
      async readLedger() {
        if (recording.ledgerProblems !== undefined) throw new Stop(recording.ledgerProblems)
        return recording.ledger
      },
      writeLedger: () => Promise.reject(readOnly()),
      removeLedger: () => Promise.reject(readOnly()),
      lock: () => Promise.reject(readOnly()),
      unlock: async () => {},
    },
    close: async () => {},
  }
}

const UNSAID: MachineCondition = {
  powershell: null,
  elevated: null,
  hyperVAdministrator: null,
  windows: null,
  isHome: null,
  pendingRestart: null,
  modules: {},
}

/** Throws Stop for text that is no recording, or one of a later gw: never a guess. */
export function parseRecording(text: string, file: string): Recording {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (problem) {
    throw unusable(file, 'recorded/not-json', `is not JSON: ${problem instanceof Error ? problem.message : problem}`)
  }
  if (typeof found !== 'object' || found === null || !('formatVersion' in found)) {
    throw unusable(file, 'recorded/no-recording', 'is no recording of a machine')
  }
  if (found.formatVersion !== 1) throw unusable(file, 'recorded/newer-version', 'was made by another version of gw')
  if (!('tables' in found && 'identity' in found && 'takenAt' in found)) {
    throw unusable(file, 'recorded/incomplete', 'is cut short: it lacks tables, identity or takenAt')
  }
  // The boundary to the file: its shape is what renderRecording wrote, as its version says.
  return found as Recording
}

/**
 * The file's text, with the names of the machine and its people masked: it is made to be sent to somebody. `gateway` is
 * the text that it will be planned with: a name that this says anyhow has to stay, or the plan would be another.
 */
export function renderRecording(recording: Recording, gateway = ''): string {
  return `${JSON.stringify(masked(recording, gateway), null, 2)}\n`
}

function masked({ ledger, condition, ...recording }: Recording, gateway: string): Recording {
  const { computerName, user } = recording.identity
  const isSaid = replaceWord(gateway, computerName, '') !== gateway
  const hide = (text: string) => {
    const anonymous = replaceWord(text, user, 'HOST\\user')
    return isSaid ? anonymous : replaceWord(anonymous, computerName, 'HOST')
  }
  // Walking changes texts only.
  const walked = walk(recording, hide) as Omit<Recording, 'ledger' | 'condition'>
  return {
    ...walked,
    identity: { computerName: 'HOST', user: 'HOST\\user', machineGuid: MASKED, smbiosUuid: MASKED },
    ...(condition !== undefined && { condition: maskCondition(condition) }),
    ...(ledger !== undefined && { ledger: maskLedger(ledger, hide) }),
  }
}

/** Whatever was printed could say anything; that something was is enough. */
function maskCondition({ powershell, ...rest }: MachineCondition): MachineCondition {
  if (powershell === null) return { powershell, ...rest }
  return { powershell: { ...powershell, noise: powershell.noise === '' ? '' : '(masked)' }, ...rest }
}

const MASKED = '00000000-0000-0000-0000-000000000000'

/** A ledger that cannot be read is left as it is said to be: torn. */
function maskLedger(text: string, hide: (text: string) => string): string {
  try {
    const ledger: unknown = JSON.parse(text)
    const walked = walk(ledger, hide)
    if (typeof walked !== 'object' || walked === null || !('machine' in walked)) return JSON.stringify(walked)
    // The name of the gateway is in its file, and the ledger belongs to it by that name.
    const gateway = typeof ledger === 'object' && ledger !== null && 'gateway' in ledger ? ledger.gateway : undefined
    return JSON.stringify({ ...walked, gateway, machine: { machineGuid: MASKED, smbiosUuid: MASKED } })
  } catch {
    return ''
  }
}

function walk(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map((item) => walk(item, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, hide)]))
}

/** Only where the word stands alone: a computer named `LAN` must not change `vEthernet (LAN2)`. */
function replaceWord(text: string, word: string, by: string): string {
  if (word === '') return text
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu'), () => by)
}

function missing(table: TableName): SnapshotData[TableName] {
  return {
    unknown: { id: 'recorded/not-in-file', reason: `The recording has no ${table}; take a new one with this gw.` },
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (problem) {
    throw unusable(
      file,
      'recorded/unreadable',
      `cannot be read: ${problem instanceof Error ? problem.message : problem}`,
    )
  }
}

function unusable(file: string, code: string, what: string): Stop {
  return new Stop([{ severity: 'error', code, message: `${file} ${what}.`, fix: 'gw snapshot -o FILE makes one.' }])
}
