// The runner's answers to a batch of reads, made into the tables of a snapshot.
import { HostLost } from '../../model/host.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import type { SnapshotData, TableName, TableRead } from '../../powershell/snapshot.ts'
import type { Session } from './hello.ts'
import { columnsOf } from './runner-catalogue.ts'
import { emptyButUnseen, unknownTable } from './unknown-table.ts'

/** Answers of a batch, one a table in the order asked. Throws HostLost when one is left out. */
export function toData(tables: readonly TableName[], answers: unknown, session: Session): SnapshotData {
  // The boundary to the runner: one answer a table, in the order asked.
  const list = answers as readonly ({ rows: readonly (readonly unknown[])[] } | { error: ErrorRecord })[]
  const data: Partial<Record<TableName, TableRead>> = {}
  tables.forEach((table, index) => {
    const answer = list[index]
    if (answer === undefined) throw new HostLost('host/runner', `The runner left out table ${table}.`)
    if ('error' in answer) data[table] = { unknown: unknownTable(table, answer.error, session) }
    else data[table] = emptyButUnseen(table, answer.rows.length, session) ?? toRows(table, answer.rows)
  })
  return data as SnapshotData
}

/** Nothing is known, for one reason. */
export function unknownTables(tables: readonly TableName[], id: string, reason: string): SnapshotData {
  return Object.fromEntries(tables.map((table) => [table, { unknown: { id, reason } }]))
}

/** Values come in the order of the columns, each already of the column's kind: Add-Rows in runner.ps1. */
function toRows(table: TableName, answers: readonly (readonly unknown[])[]): TableRead {
  const names = columnsOf(table).map((column) => column.name)
  const rows = answers.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])))
  return { rows } as unknown as TableRead
}
