// The batch of reads: tables.json names cmdlets and columns, an error of the machine becomes rows, absence or unknown.
import { HostLost } from '../../model/host.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import { isAccessDenied } from '../../powershell/error-record.ts'
import { Snapshot, type SnapshotData, type TableName, type Unknown } from '../../powershell/snapshot.ts'
import tables from '../../powershell/tables.json' with { type: 'json' }
import type { OutputRow } from './answer.ts'
import { findCmdlet } from './catalogue.ts'
import type { SimulatedMachine } from './machine.ts'

interface Table {
  readonly reads: readonly { readonly cmdlet: string; readonly params: Readonly<Record<string, unknown>> }[]
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
  { reads, properties }: Table,
): { rows: OutputRow[] } | { unknown: Unknown } {
  const rows: OutputRow[] = []
  for (const { cmdlet, params } of reads) {
    const answer = ask(machine, cmdlet, params)
    if ('unknown' in answer) return answer
    for (const row of answer.rows) rows.push(Object.fromEntries(properties.map((name) => [name, row[name] ?? null])))
  }
  return { rows }
}

function ask(machine: SimulatedMachine, cmdlet: string, params: Readonly<Record<string, unknown>>) {
  try {
    const answer = machine.invoke(cmdlet, params)
    if ('rows' in answer) return answer
    return isNone(answer.error)
      ? { rows: [] }
      : { unknown: { id: answer.error.id, reason: reasonFor(cmdlet, answer.error) } }
  } catch (problem) {
    if (!(problem instanceof HostLost) || problem.code !== 'host/timeout') throw problem
    return {
      unknown: { id: problem.code, reason: `${cmdlet} did not answer in time. Try again; gw doctor looks further.` },
    }
  }
}

/** Errors that only say that there is no such object: windows.md, section 4. */
function isNone({ id }: ErrorRecord): boolean {
  return (
    /^CmdletizationQuery_NotFound/.test(id) || id === 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch'
  )
}

function reasonFor(cmdlet: string, error: ErrorRecord): string {
  if (isAccessDenied(error)) return `${cmdlet} needs an administrator: start the console as administrator.`
  if (error.id === 'CommandNotFoundException') {
    const module = findCmdlet(cmdlet)?.module ?? ''
    const hint = module === 'Hyper-V' ? 'turn on the Windows feature Microsoft-Hyper-V' : 'install it'
    return `The PowerShell module ${module} with ${cmdlet} is missing: ${hint}.`
  }
  return `${cmdlet}: ${error.message}`
}
