// The batch of reads: tables.json names cmdlets and columns, an error of the machine becomes rows, absence or unknown.
import { HostLost } from '../../model/host.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import { isAccessDenied } from '../../powershell/error-record.ts'
import { Snapshot, type SnapshotData, type TableName, type Unknown } from '../../powershell/snapshot.ts'
import tables from '../../powershell/tables.json' with { type: 'json' }
import type { OutputRow } from './answer.ts'
import { findCmdlet } from './catalogue.ts'
import type { SimulatedMachine } from './machine.ts'

interface Read {
  readonly cmdlet: string
  readonly params: Readonly<Record<string, unknown>>
}
interface Table {
  readonly reads: readonly Read[]
  /** An error that says there is nothing, provided that the other read succeeds. */
  readonly none?: { readonly id: string; readonly when: Read }
  readonly properties: readonly string[]
}

/** All tables of one round trip. Throws HostLost when PowerShell itself is gone; one slow table is only unknown. */
export function readTables(machine: SimulatedMachine, names: readonly TableName[]): Snapshot {
  const data: Record<string, { rows: OutputRow[] } | { unknown: Unknown }> = {}
  for (const name of names) data[name] = readTable(machine, tables[name])
  // Columns are projected by the very list the row types are generated from.
  return new Snapshot(data as unknown as SnapshotData)
}

function readTable(
  machine: SimulatedMachine,
  { reads, none, properties }: Table,
): { rows: OutputRow[] } | { unknown: Unknown } {
  const rows: OutputRow[] = []
  for (const read of reads) {
    const answer = ask(machine, read, none)
    if ('unknown' in answer) return answer
    for (const row of answer.rows) rows.push(Object.fromEntries(properties.map((name) => [name, row[name] ?? null])))
  }
  return { rows }
}

function ask(
  machine: SimulatedMachine,
  { cmdlet, params }: Read,
  none: Table['none'],
): { readonly rows: readonly OutputRow[] } | { readonly unknown: Unknown } {
  try {
    const answer = machine.invoke(cmdlet, params)
    if ('rows' in answer) return answer
    return isNone(machine, answer.error, none)
      ? { rows: [] }
      : { unknown: { id: answer.error.id, reason: reasonFor(cmdlet, answer.error) } }
  } catch (problem) {
    if (!(problem instanceof HostLost) || problem.code !== 'host/timeout') throw problem
    return {
      unknown: { id: problem.code, reason: `${cmdlet} did not answer in time. Try again; gw doctor looks further.` },
    }
  }
}

/**
 * Errors that only say that there is no such object: windows.md, section 4. Hyper-V says the same of no switch and of a
 * service that does not answer (kubernetes/minikube#15621, of the bare cmdlet): another question tells.
 */
function isNone(machine: SimulatedMachine, { id }: ErrorRecord, none: Table['none']): boolean {
  if (/^CmdletizationQuery_NotFound/.test(id)) return true
  return none !== undefined && none.id === id && 'rows' in machine.invoke(none.when.cmdlet, none.when.params)
}

function reasonFor(cmdlet: string, error: ErrorRecord): string {
  if (isAccessDenied(error)) return `${cmdlet} needs an administrator: start the console as administrator.`
  if (error.id === 'CommandNotFoundException') {
    const module = findCmdlet(cmdlet)?.module ?? ''
    const hint =
      module === 'Hyper-V' ? 'turn on the Windows feature Microsoft-Hyper-V (Windows Home has none)' : 'install it'
    return `The PowerShell module ${module} with ${cmdlet} is missing: ${hint}.`
  }
  return `${cmdlet}: ${error.message}`
}
