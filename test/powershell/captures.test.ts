// What real Windows gave, through the engine's own deserialiser, the runner's own projection and the providers; and every
// property and enum that gw uses, held against captured output. The fixtures name their sources.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { columnsOf } from '../../src/hosts/powershell/runner-catalogue.ts'
import { isAccessDenied } from '../../src/powershell/error-record.ts'
import type { Snapshot, TableName } from '../../src/powershell/snapshot.ts'
import tables from '../../src/powershell/tables.json' with { type: 'json' }
import { dnsClientServerAddress } from '../../src/providers/dns-client-server-address.ts'
import { netIpAddress } from '../../src/providers/net-ip-address.ts'
import { netIpInterface } from '../../src/providers/net-ip-interface.ts'
import { netRoute } from '../../src/providers/net-route.ts'
import { powerSetting } from '../../src/providers/power-setting.ts'
import errors from '../fixtures/captures/errors.json' with { type: 'json' }
import observed from '../fixtures/captures/observed.json' with { type: 'json' }
import type { Answer, Machine, Params } from './rig/machine-server.ts'
import { openRig, type Rig } from './rig/rig-host.ts'
import { describeShells, findShells } from './rig/shells.ts'

const FOLDER = fileURLToPath(new URL('../fixtures/captures/', import.meta.url))
// The file's keys are the tables.
const ALL = Object.keys(tables) as TableName[]
const shells = await findShells()

/** Numbers of the enums of System.ServiceProcess: captures.md, section 1. */
const STATUS: Readonly<Record<string, string>> = { 1: 'Stopped', 4: 'Running' }
const START_TYPE: Readonly<Record<string, string>> = { 2: 'Automatic', 3: 'Manual', 4: 'Disabled' }

/** Gives the captured objects of its Windows, as the active store. */
class Captured implements Machine {
  error: Answer | undefined
  private readonly windows: string
  private readonly raw: boolean

  constructor(windows: string, raw = false) {
    this.windows = windows
    this.raw = raw
  }

  invoke(cmdlet: string, params: Params): Answer {
    if (this.error !== undefined) return this.error
    if (params['PolicyStore'] === 'PersistentStore' || !readdirSync(FOLDER + this.windows).includes(`${cmdlet}.xml`))
      return { rows: [] }
    const text = readFileSync(`${FOLDER}${this.windows}/${cmdlet}.xml`, 'utf8')
    return { clixml: this.raw ? text.replace(/ *<MS>.*?<\/MS>\n/gs, '') : text }
  }

  advance(): void {}
}

function nullsOf(snapshot: Snapshot, table: TableName): string[] {
  return snapshot
    .rows(table)
    .flatMap((row) => Object.entries(row).flatMap(([name, value]) => (value === null ? [name] : [])))
}

const CAPTURED = [
  'Get-NetAdapter',
  'Get-NetIPInterface',
  'Get-NetIPAddress',
  'Get-NetRoute',
  'Get-DnsClientServerAddress',
] as const

describeShells('captured objects through $name', shells, (shell) => {
  const rigs: Rig[] = []
  afterAll(async () => {
    for (const rig of rigs) await rig.close()
  })
  async function open(machine: Machine): Promise<Rig> {
    const rig = await openRig(shell, machine)
    rigs.push(rig)
    return rig
  }

  test.each([
    ['ws2016', '192.168.5.11', 24, '192.168.5.1', ['192.168.5.10']],
    ['ws2019', '192.168.11.11', 24, '192.168.11.1', ['192.168.11.10']],
  ] as const)(
    'of %s give complete rows and what the providers make of them',
    async (windows, address, prefixLength, nextHop, servers) => {
      const { host } = await open(new Captured(windows))
      const snapshot = await host.read(ALL)
      for (const table of CAPTURED) {
        expect(snapshot.rows(table).length).toBeGreaterThan(0)
        expect(nullsOf(snapshot, table)).toEqual([])
        expectCatalogue(table, snapshot.rows(table))
      }
      const [adapter] = snapshot.rows('Get-NetAdapter')
      // The raw Status is null and the script member says Up: captures.md, section 2.
      expect(adapter).toMatchObject({ Name: 'Ethernet', Status: 'Up', Virtual: false, HardwareInterface: true })
      expect(netIpInterface.actual(snapshot).map(({ props }) => props)).toContainEqual(
        expect.objectContaining({
          interface: 'Ethernet',
          family: 'IPv4',
          forwarding: 'Disabled',
          dhcp: 'Disabled',
          weakHostSend: 'Disabled',
        }),
      )
      expect(netIpAddress.actual(snapshot).map(({ props }) => props)).toEqual([
        expect.objectContaining({
          interface: 'Ethernet',
          address,
          prefixLength,
          prefixOrigin: 'Manual',
          skipAsSource: false,
        }),
      ])
      expect(netRoute.actual(snapshot).map(({ props }) => props)).toEqual([
        expect.objectContaining({ interface: 'Ethernet', destinationPrefix: '0.0.0.0/0', nextHop, routeMetric: 256 }),
      ])
      expect(dnsClientServerAddress.actual(snapshot).map(({ props }) => props)).toEqual([
        expect.objectContaining({ interface: 'Ethernet', servers: [...servers] }),
      ])
    },
  )

  test('without their script members the same rows come from the raw numbers', async () => {
    const formatted = await (await open(new Captured('ws2019'))).host.read(CAPTURED.slice(1))
    const raw = await (await open(new Captured('ws2019', true))).host.read(CAPTURED.slice(1))
    expect(raw.toJSON()).toEqual(formatted.toJSON())
  })

  test.each([
    [
      'Get-Service',
      { Name: 'text', Status: STATUS, StartType: START_TYPE, CanStop: 'truth' },
      [
        ['BITS', 'Running', 'Automatic', true],
        ['Dhcp', 'Running', 'Automatic', true],
        ['iphlpsvc', 'Running', 'Automatic', true],
        ['RemoteAccess', 'Stopped', 'Disabled', false],
        ['SharedAccess', 'Stopped', 'Manual', false],
      ],
    ],
    [
      'Win32_NetworkAdapterConfiguration',
      { InterfaceIndex: 'number', MACAddress: 'text', DHCPEnabled: 'truth', IPAddress: 'list', IPSubnet: 'list' },
      [[2, '00:15:5D:00:0A:02', false, ['192.168.5.11', 'fe80::10ef:c887:376a:ced8'], ['255.255.255.0', '64']]],
    ],
  ])('of %s, which no table reads yet, are projected alike', async (name, columns, rows) => {
    const text = readFileSync(`${FOLDER}ws2016/${name}.xml`, 'utf8')
    const { host } = await open({ invoke: () => ({ clixml: text }), advance() {} })
    const table = {
      reads: [{ cmdlet: 'Get-VMSwitch', params: {} }],
      columns: Object.entries(columns).map(([column, type]) =>
        typeof type === 'string' ? { name: column, type } : { name: column, type: 'name', names: type },
      ),
    }
    expect(await host.ask({ op: 'read', tables: [table] }, name)).toEqual([{ rows }])
  })

  test('of Win32_PowerPlan say which plan a timeout belongs to', async () => {
    const clixml = readFileSync(`${FOLDER}ws2016/Win32_PowerPlan.xml`, 'utf8')
    const plan = '381b4222-f694-41f0-9685-ff5bb260df2e'
    // Made up: no capture has the timeouts of the class.
    const InstanceID = `Microsoft:PowerSettingDataIndex\\{${plan}}\\AC\\{29f6c1db-86da-48c5-9fdb-f2b67b1f44da}`
    const { host } = await open({
      invoke: (_, { ClassName }) =>
        ClassName === 'Win32_PowerPlan' ? { clixml } : { rows: [{ InstanceID, SettingIndexValue: 1800 }] },
      advance() {},
    })
    const snapshot = await host.read(powerSetting.reads)
    expectCatalogue('Get-CimInstance Win32_PowerPlan', snapshot.rows('Get-CimInstance Win32_PowerPlan'))
    expect(powerSetting.actual(snapshot).map(({ props }) => props)).toEqual([{ setting: 'sleep', seconds: 1800, plan }])
  })

  test('errors arrive with their ids and categories, in whatever language', async () => {
    const machine = new Captured('ws2016')
    const { host } = await open(machine)
    await host.session()
    const message = '拒绝访问。\r\n+ CategoryInfo : wrapped in mid-wo\r\nrd'
    for (const { id, category } of errors) {
      machine.error = { error: { id, category, message } }
      const outcome = await host.run({ cmdlet: 'Remove-VMSwitch', params: { Name: 'x' } })
      expect(outcome).toMatchObject({ ok: false, error: { id, category, message } })
      const unknown = (await host.read(['Get-NetRoute'])).unknown('Get-NetRoute')
      // A whole table never filters, so nothing found is nothing there.
      expect(unknown?.id).toBe(id.startsWith('CmdletizationQuery_NotFound') ? undefined : id)
    }
  })
})

test.each(observed)('the catalogue has what was seen in $capture', ({ table, rows }) => {
  // The fixture's tables are ours: captured-rows.test.ts.
  expectCatalogue(table as TableName, rows)
})

test.each(errors)('refused or not: $id ($source)', ({ id, category, denied }) => {
  expect(isAccessDenied({ id, category, message: '' })).toBe(denied)
})

/** Every property is a column, and its value of the column's kind, by name or by number. */
function expectCatalogue(table: TableName, rows: readonly object[]): void {
  const columns = new Map(columnsOf(table).map((column) => [column.name, column]))
  for (const [name, value] of rows.flatMap((row) => Object.entries(row))) {
    const column = columns.get(name)
    expect(column, `${table} has no column ${name}`).toBeDefined()
    const names = Object.values(column?.names ?? {})
    const numbers = Object.keys(column?.names ?? {})
    const fits = {
      text: typeof value === 'string',
      number: typeof value === 'number',
      truth: typeof value === 'boolean',
      list: Array.isArray(value),
      name: names.includes(String(value)) || numbers.includes(String(value)),
    }
    expect(fits[column?.type ?? 'text'], `${table}.${name} = ${JSON.stringify(value)}`).toBe(true)
  }
}
