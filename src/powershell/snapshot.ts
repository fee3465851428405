// The tables of one batch of reads: plain JSON, so it is a fixture, a checkpoint and a bug report at once.
import type { TableRows } from './catalogue.gen.ts'

export type TableName = keyof TableRows
export type Row<T extends TableName> = TableRows[T]

/** A table that could not be read: nothing may be concluded from it, least of all that something is absent. */
export interface Unknown {
  /** Error id, as in an error record, or a code of the host. */
  readonly id: string
  /** What happened and what to do, for people. */
  readonly reason: string
}
export type TableRead<T extends TableName = TableName> =
  | { readonly rows: readonly Row<T>[] }
  | { readonly unknown: Unknown }
export type SnapshotData = { readonly [T in TableName]?: TableRead<T> }

export class Snapshot {
  private readonly data: SnapshotData

  constructor(data: SnapshotData) {
    this.data = data
  }

  /** The rows of a table. Throws when the table was not read or is unknown: ask `unknown` first. */
  rows<T extends TableName>(table: T): readonly Row<T>[] {
    const read = this.data[table]
    if (read === undefined) throw new Error(`table ${table} was not read`)
    if ('unknown' in read) throw new Error(`table ${table} is unknown: ${read.unknown.reason}`)
    return read.rows as readonly Row<T>[]
  }

  /** Why a table has no answer, or undefined when it has one. */
  unknown(table: TableName): Unknown | undefined {
    const read = this.data[table]
    if (read === undefined) return { id: 'snapshot/not-read', reason: 'it was not asked for' }
    return 'unknown' in read ? read.unknown : undefined
  }

  /** This snapshot with the tables of a later read in place of its own. */
  with(later: Snapshot): Snapshot {
    return new Snapshot({ ...this.data, ...later.data })
  }

  toJSON(): SnapshotData {
    return this.data
  }
}
