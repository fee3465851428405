// Every capture of real Windows that we have: named in test/fixtures/captures/index.json, and checked or of no use to gw.
// Rows go through the engine, the runner's projection and every provider that reads their table.
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columnsOf } from '../../src/hosts/powershell/runner-catalogue.ts'
import { ALL_TABLES } from '../../src/powershell/all-tables.ts'
import cmdlets from '../../src/powershell/cmdlets.json' with { type: 'json' }
import type { TableName } from '../../src/powershell/snapshot.ts'
import { SYSTEM_PROGRAMS } from '../../src/powershell/system-program.ts'
import tables from '../../src/powershell/tables.json' with { type: 'json' }
import { powerSetting } from '../../src/providers/power-setting.ts'
import { registry } from '../../src/providers/registry.ts'
import errors from '../fixtures/captures/errors.json' with { type: 'json' }
import indexFile from '../fixtures/captures/index.json' with { type: 'json' }
import observedFile from '../fixtures/captures/observed.json' with { type: 'json' }
import type { Answer, Machine, Params } from './rig/machine-server.ts'
import { openRig, type Rig } from './rig/rig-host.ts'
import { describeShells, findShells } from './rig/shells.ts'

interface Capture {
  readonly capture: string
  readonly source: string
  /** Files of serialised objects: captures.test.ts. */
  readonly objects?: readonly string[]
  /** Cmdlets and programs that gw does not use; when it begins to, the capture needs a check. */
  readonly unused?: { readonly names: readonly string[]; readonly because: string }
}
type Rows = readonly Readonly<Record<string, unknown>>[]
interface Observed {
  readonly capture: string
  readonly table: TableName
  /** Properties that gw uses, as they were printed: some are missing because nobody asked for them. */
  readonly rows: Rows
  /** Made up: columns that nobody asked for and without which a provider says nothing. */
  readonly completed?: Readonly<Record<string, unknown>>
  /** Made up: rows of other tables, for the same reason. */
  readonly beside?: Readonly<Record<string, Rows>>
  /** What each provider that reads the table makes of it; nothing, when it is not named. */
  readonly actual?: Readonly<Record<string, Rows>>
}

// The boundary to the fixtures, which people write.
const captures = indexFile as readonly Capture[]
const observed = observedFile as readonly Observed[]
const FOLDER = fileURLToPath(new URL('../fixtures/captures/', import.meta.url))
const shells = await findShells()

describe('every capture', () => {
  const known = new Set(captures.map(({ capture }) => capture))

  test.each(captures)('$capture is checked, or of no use to gw', ({ capture, objects = [], unused }) => {
    const checks = [
      ...objects.map((file) => existsSync(FOLDER + file)),
      ...observed.filter((entry) => entry.capture === capture),
      ...errors.filter((entry) => entry.capture === capture),
    ]
    expect(checks).not.toContain(false)
    expect(checks.length > 0).toBe(unused === undefined)
  })

  test('that gw has no use for names nothing that it uses', () => {
    const used = new Set<string>([
      ...cmdlets.cmdlets.map(({ name }) => name),
      ...ALL_TABLES.flatMap((table) => tables[table].reads.map(({ cmdlet }) => cmdlet)),
      ...SYSTEM_PROGRAMS,
    ])
    expect(captures.flatMap(({ unused }) => unused?.names ?? []).filter((name) => used.has(name))).toEqual([])
  })

  test('that is checked is named in the index, and every file of objects', () => {
    const checked = [...observed, ...errors].map(({ capture }) => capture)
    expect(checked.filter((capture) => !known.has(capture))).toEqual([])
    const files = ['ws2016', 'ws2019'].flatMap((folder) =>
      readdirSync(FOLDER + folder).map((name) => `${folder}/${name}`),
    )
    expect(captures.flatMap(({ objects = [] }) => objects).sort()).toEqual(files.sort())
  })

  test('of power settings has the GUIDs that gw sets', () => {
    // powercfg-query-sleep-zh-cn.txt: STANDBYIDLE and HIBERNATEIDLE in SUB_SLEEP, in seconds.
    const guids = { sleep: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da', hibernate: '9d7815a6-7ee4-497e-8888-515a05f02364' }
    for (const [setting, guid] of Object.entries(guids)) {
      // The keys above are settings.
      const [set] = powerSetting.steps(undefined, { setting: setting as 'sleep' | 'hibernate', seconds: 5 })
      expect(set).toMatchObject({ program: 'powercfg.exe', arguments: expect.arrayContaining([guid, '5']) })
    }
  })
})

/** Gives the rows of one capture, in the store that they say, and what was made up beside them. */
class CapturedRows implements Machine {
  given: Readonly<Record<string, Rows>> = {}

  invoke(cmdlet: string, params: Params): Answer {
    const table = ALL_TABLES.find((name) => tables[name].reads.some((read) => isSameRead(read, cmdlet, params)))
    const rows = table === undefined ? [] : (this.given[table] ?? [])
    const store = params.PolicyStore
    return { rows: rows.filter((row) => store === undefined || (row.Store ?? 'ActiveStore') === store) }
  }

  advance(): void {}
}

function isSameRead(read: { cmdlet: string; params: object }, cmdlet: string, params: Params): boolean {
  if (read.cmdlet !== cmdlet) return false
  return Object.entries(read.params).every(([name, value]) => String(params[name]) === String(value))
}

describeShells('captured rows through $name', shells, (shell) => {
  const machine = new CapturedRows()
  let rig: Rig
  beforeAll(async () => {
    rig = await openRig(shell, machine)
    await rig.host.session()
  })
  afterAll(() => rig.close())

  test.each(observed)('$capture: $table', async ({ table, rows, completed = {}, beside = {}, actual = {} }) => {
    machine.given = { ...beside, [table]: rows.map((row) => ({ ...completed, ...row })) }
    const snapshot = await rig.host.read(ALL_TABLES)
    expect(ALL_TABLES.flatMap((name) => snapshot.unknown(name) ?? [])).toEqual([])
    // What was captured arrives as it was, enums by name.
    const columns = new Map(columnsOf(table).map(({ name, names }) => [name, names]))
    const named = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, columns.get(name)?.[String(value)] ?? value]),
      ),
    )
    expect(snapshot.rows(table)).toEqual(named.map((row) => expect.objectContaining(row)))

    const readers = Object.values(registry).filter(({ reads }) => reads.some((name) => name === table))
    const made = readers.flatMap(({ kind, actual: look }) => {
      const props = look(snapshot).map((one) => one.props)
      return props.length === 0 ? [] : [[kind, props]]
    })
    expect(Object.fromEntries(made)).toEqual(actual)
  })
})
