// gw snapshot: the whole machine as a file that can be sent to somebody and planned against anywhere.
import type { Recording } from '../hosts/recorded.ts'
import { parseRecording, renderRecording } from '../hosts/recorded.ts'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { Host } from '../model/host.ts'
import { ALL_TABLES } from '../powershell/all-tables.ts'
import type { TableName } from '../powershell/snapshot.ts'
import { readTextFile, refuseToReplace, writeTextFile } from './files.ts'
import { DEFAULT_FILE } from './load-checked.ts'
import { type HostInput, openHost } from './open-host.ts'

export interface SnapshotInput extends HostInput {
  /** The gateway.yaml that the recording will be planned with; what it names keeps its name. It need not be right. */
  readonly file?: string
  /** Where the recording goes; an older recording there is replaced. */
  readonly out: string
}

export interface SnapshotResult {
  readonly file: string
  readonly tables: number
  /** Tables that could not be read; the recording says why, and a plan on it says so too. */
  readonly unknown: readonly TableName[]
}

/** Throws Stop when a file cannot be read or written, HostLost when the machine does not answer. */
export async function snapshot(input: SnapshotInput): Promise<SnapshotResult> {
  const gatewayFile = input.file ?? DEFAULT_FILE
  await refuseToReplace(input.out, (text) => parseRecording(text, input.out), isNoRecording(input.out))
  const host = await openHost('read', input, gatewayFile)
  try {
    const recording = await record(host)
    await writeTextFile(input.out, renderRecording(recording, await textOf(gatewayFile)))
    const unknown = ALL_TABLES.filter((table) => 'unknown' in (recording.tables[table] ?? {}))
    return { file: input.out, tables: ALL_TABLES.length, unknown }
  } finally {
    await host.close()
  }
}

async function record(host: Host): Promise<Recording> {
  const identity = await host.identify()
  const condition = await host.condition()
  const ledger = await ledgerOf(host)
  const takenAt = host.now().toISOString()
  return { formatVersion: 1, takenAt, identity, condition, tables: (await host.read(ALL_TABLES)).toJSON(), ...ledger }
}

/** What a plan would be told when it asks for the ledger. */
async function ledgerOf({ store }: Host): Promise<Pick<Recording, 'ledger' | 'ledgerProblems'>> {
  try {
    const ledger = await store.readLedger()
    return ledger === undefined ? {} : { ledger }
  } catch (error) {
    if (error instanceof Stop) return { ledgerProblems: error.diagnostics }
    throw error
  }
}

/** Anything but a recording is somebody's work: a gateway.yaml, a simulated machine, a saved plan. */
function isNoRecording(file: string): Diagnostic {
  const message = `${file} is there already, and it is no recording.`
  return { severity: 'error', code: 'snapshot/exists', message, fix: 'Name a new file.' }
}

/** Empty when there is no such file, or none that can be read. */
async function textOf(file: string): Promise<string> {
  try {
    return await readTextFile(file)
  } catch (error) {
    if (error instanceof Stop) return ''
    throw error
  }
}
