// What differs between two machines, table by table, a line a row: short enough to be reviewed.
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import { ALL_TABLES } from '../../src/powershell/all-tables.ts'
import type { TableName } from '../../src/powershell/snapshot.ts'

type Row = Readonly<Record<string, unknown>>

/** Columns that say which object a row is about. */
const NAMES = new Set(['InterfaceAlias', 'Name', 'PSChildName', 'FeatureName', 'InstanceID', 'AddressFamily', 'Store'])
/** A row that differs in more is another object. */
const FEW = 3

/** After everything has settled. Rows are gone, come, or changed in a few columns: `before → after`. */
export async function differenceOf(before: SimulatedMachine, after: SimulatedMachine): Promise<string> {
  const [was, is] = [await rowsOf(before.copy()), await rowsOf(after.copy())]
  const tables = ALL_TABLES.flatMap((table) => {
    const parts = partsOf(was[table] ?? [], is[table] ?? [])
    return parts.length === 0 ? [] : [`  ${JSON.stringify(table)}: {\n${parts.join(',\n')}\n  }`]
  })
  return `{${tables.length === 0 ? '' : `\n${tables.join(',\n')}\n`}}\n`
}

async function rowsOf(machine: SimulatedMachine): Promise<Partial<Record<TableName, readonly Row[]>>> {
  machine.advance(600)
  const snapshot = await simulatedHost(machine).read(ALL_TABLES)
  return Object.fromEntries(
    ALL_TABLES.map((table) => {
      const unknown = snapshot.unknown(table)
      if (unknown !== undefined) return [table, [{ unknown: unknown.id }]]
      // On-link routes follow from the addresses.
      return [table, snapshot.rows(table).filter((row) => !('Protocol' in row && row.Protocol === 'Local'))]
    }),
  )
}

function partsOf(was: readonly Row[], is: readonly Row[]): string[] {
  const come = without(is, was)
  const gone: Row[] = []
  const changed: Row[] = []
  for (const row of without(was, is)) {
    const [best] = come.toSorted((a, b) => columnsApart(row, a).length - columnsApart(row, b).length)
    if (best === undefined || !isSameObject(row, best) || columnsApart(row, best).length > FEW) gone.push(row)
    else {
      come.splice(come.indexOf(best), 1)
      changed.push(changeOf(row, best))
    }
  }
  return Object.entries({ gone, come, changed }).flatMap(([title, rows]) =>
    rows.length === 0 ? [] : [`    "${title}": [\n      ${rows.map(lineOf).sort().join(',\n      ')}\n    ]`],
  )
}

function without(rows: readonly Row[], others: readonly Row[]): Row[] {
  const lines = new Set(others.map(lineOf))
  return rows.filter((row) => !lines.has(lineOf(row)))
}

function isSameObject(a: Row, b: Row): boolean {
  return columnsApart(a, b).every((column) => !NAMES.has(column))
}

function columnsApart(a: Row, b: Row): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (column) => JSON.stringify(a[column]) !== JSON.stringify(b[column]),
  )
}

function changeOf(before: Row, after: Row): Row {
  const names = Object.entries(after).filter(([column]) => NAMES.has(column))
  const apart = columnsApart(before, after).map((column) => [column, `${before[column]} → ${after[column]}`])
  return Object.fromEntries([...names, ...apart])
}

/** Without what is not there. */
function lineOf(row: Row): string {
  return JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}
