// Rows of a snapshot, found by interface without scanning the table again for every resource.
import type { Row, Snapshot, TableName } from '../powershell/snapshot.ts'

/** Tables whose rows carry an interface alias. */
export type InterfaceTable = 'Get-NetIPInterface' | 'Get-NetIPAddress' | 'Get-NetRoute' | 'Get-DnsClientServerAddress'

const indexes = new WeakMap<Snapshot, Map<TableName, Map<string, unknown[]>>>()

/** Rows of the interface with this alias; Windows compares aliases without regard to case. Empty when the table is unknown. */
export function rowsOf<T extends InterfaceTable>(snapshot: Snapshot, table: T, alias: string): readonly Row<T>[] {
  if (snapshot.unknown(table) !== undefined) return []
  let tables = indexes.get(snapshot)
  if (tables === undefined) {
    tables = new Map()
    indexes.set(snapshot, tables)
  }
  let index = tables.get(table) as Map<string, Row<T>[]> | undefined // every map is filled below with rows of its own table
  if (index === undefined) {
    index = new Map()
    for (const row of snapshot.rows(table)) {
      const key = (row.InterfaceAlias ?? '').toLowerCase()
      const rows = index.get(key)
      if (rows === undefined) index.set(key, [row])
      else rows.push(row)
    }
    tables.set(table, index)
  }
  return index.get(alias.toLowerCase()) ?? []
}

/** Rows of a table, or none when it could not be read: for what is only looked at. */
export function rowsIfKnown<T extends TableName>(snapshot: Snapshot, table: T): readonly Row<T>[] {
  return snapshot.unknown(table) === undefined ? snapshot.rows(table) : []
}
