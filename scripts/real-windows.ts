// Real Windows, real cmdlets: gw doctor, and one batch of all reads. Changes nothing. For the workflow, and for whoever
// has a Windows: node scripts/real-windows.ts
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ALL_TABLES } from '../src/powershell/all-tables.ts'
import type { SnapshotData } from '../src/powershell/snapshot.ts'

const gw = fileURLToPath(new URL('../dist/gw.js', import.meta.url))

/** Hyper-V and optional features are not on every Windows, and hidden timeouts are listed on few. */
const NOT_EVERYWHERE = /^Get-VM|OptionalFeature|Power/
/** Columns that real machines leave empty. */
const OFTEN_EMPTY = [
  'IPEnableRouter',
  'NameServer',
  'MacAddress',
  'NdisPhysicalMedium',
  'DelayedAutoStart',
  'InterfaceGuid',
]

/** A line a table; `bad` when it should have been read and was not, or when a column is empty in every row. */
export function judge(data: SnapshotData): { readonly lines: string[]; readonly bad: string[] } {
  const lines: string[] = []
  const bad: string[] = []
  for (const table of ALL_TABLES) {
    const read = data[table]
    const rows: readonly object[] = read !== undefined && 'rows' in read ? read.rows : []
    const why =
      read === undefined ? 'not read' : 'unknown' in read ? `unknown: ${read.unknown.id}` : `${rows.length} rows`
    lines.push(`${table}: ${why}`)
    if (NOT_EVERYWHERE.test(table)) continue
    if (rows.length === 0) bad.push(table)
    for (const column of Object.keys(rows[0] ?? {})) {
      const isEmpty = rows.every((row) => Reflect.get(row, column) === null)
      if (isEmpty && !OFTEN_EMPTY.includes(column)) bad.push(`${table}.${column}`)
    }
  }
  return { lines, bad }
}

function run(...args: string[]): number | null {
  console.log(`\n$ gw ${args.join(' ')}`)
  return spawnSync(process.execPath, [gw, ...args], { stdio: 'inherit' }).status
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'gw-real-'))
  const file = join(folder, 'machine.json')
  // 1 is an answer too: a machine without Hyper-V is one where not everything works.
  const doctor = run('doctor', '--host', 'local')
  const snapshot = run('snapshot', '--host', 'local', '-o', file)
  const { lines, bad } = judge(snapshot === 0 ? JSON.parse(readFileSync(file, 'utf8')).tables : {})
  rmSync(folder, { recursive: true })
  console.log(['', ...lines].join('\n'))
  if (bad.length > 0) console.error(`Not as expected: ${bad.join(', ')}`)
  process.exitCode = bad.length === 0 && (doctor === 0 || doctor === 1) ? 0 : 1
}
