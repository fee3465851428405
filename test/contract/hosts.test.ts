// What every host promises, held against each of them: the simulated machine directly, the same machine through real
// PowerShell, and a recording of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRecording, recordedHost, renderRecording } from '../../src/hosts/recorded.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Host } from '../../src/model/host.ts'
import { type Call, on } from '../../src/powershell/call.ts'
import type { SnapshotData, TableName } from '../../src/powershell/snapshot.ts'
import tables from '../../src/powershell/tables.json' with { type: 'json' }
import { findShells } from '../powershell/rig/shells.ts'
import { openSimulatedRig } from '../powershell/rig/simulated.ts'

// The file's keys are the tables.
const ALL = Object.keys(tables) as TableName[]
const WIRED = '以太网 4'

interface Opened {
  readonly host: Host
  close(): Promise<void>
}
interface Way {
  readonly name: string
  readonly writes: boolean
  open(machine: SimulatedMachine): Promise<Opened>
}

const shells = await findShells()
const ways: readonly Way[] = [
  {
    name: 'simulated',
    writes: true,
    open: async (machine) => ({ host: simulatedHost(machine), close: async () => {} }),
  },
  ...shells.map((shell) => ({
    name: `local through ${shell.name}`,
    writes: true,
    open: (machine: SimulatedMachine) => openSimulatedRig(shell, machine),
  })),
  {
    name: 'recorded',
    writes: false,
    open: async (machine) => ({ host: await record(machine), close: async () => {} }),
  },
]

async function record(machine: SimulatedMachine): Promise<Host> {
  const host = simulatedHost(machine)
  const identity = await host.identify()
  const snapshot = (await host.read(ALL)).toJSON()
  const text = renderRecording({ formatVersion: 1, takenAt: host.now().toISOString(), identity, tables: snapshot })
  return recordedHost(parseRecording(text, 'machine.json'), 'machine.json')
}

/** Ids without the texts for people, which hosts may word as they like. */
function essence(data: SnapshotData): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([table, read]) => [table, 'unknown' in read ? { unknown: read.unknown.id } : read]),
  )
}

function forwarding(alias: string, Forwarding: 'Enabled' | 'Disabled' = 'Enabled'): Call {
  return { cmdlet: 'Set-NetIPInterface', params: { InterfaceIndex: on(alias), AddressFamily: 'IPv4', Forwarding } }
}

describe.each(ways)('$name', ({ open, writes }) => {
  const machine = articleMachine()
  let opened: Opened
  let host: Host
  beforeAll(async () => {
    opened = await open(machine)
    host = opened.host
  })
  afterAll(() => opened.close())

  test('reads all tables in one round trip, and the same rows', async () => {
    const before = host.roundTrips
    const snapshot = await host.read(ALL)
    expect(host.roundTrips).toBe(before + 1)
    const direct = (await simulatedHost(articleMachine()).read(ALL)).toJSON()
    expect(essence(snapshot.toJSON())).toEqual(essence(direct))
    expect(snapshot.rows('Get-NetAdapter').some((row) => row.Name === WIRED)).toBe(true)
  })

  test('reads only what was asked', async () => {
    const snapshot = await host.read(['Get-NetRoute'])
    expect(Object.keys(snapshot.toJSON())).toEqual(['Get-NetRoute'])
    expect(snapshot.unknown('Get-NetAdapter')).toMatchObject({ id: 'snapshot/not-read' })
  })

  test('says which machine it is', async () => {
    const identity = await host.identify()
    const { name, user, machineGuid, smbiosUuid } = machine.state.computer
    const nobody = '00000000-0000-0000-0000-000000000000'
    expect(identity).toEqual(
      writes
        ? { computerName: name, user, machineGuid, smbiosUuid }
        : { computerName: 'HOST', user: 'HOST\\user', machineGuid: nobody, smbiosUuid: nobody },
    )
  })

  test('waits by the clock of the machine', async () => {
    const before = host.now().getTime()
    await host.wait(3_600)
    expect(host.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000)
  })

  test.runIf(writes)('changes the machine and reads the change', async () => {
    expect(await host.run(forwarding(WIRED.toUpperCase()))).toEqual({ ok: true })
    const rows = (await host.read(['Get-NetIPInterface'])).rows('Get-NetIPInterface')
    const wired = rows.filter((row) => row.InterfaceAlias === WIRED && row.Store === 'ActiveStore')
    expect(wired.map((row) => [row.AddressFamily, row.Forwarding])).toEqual([
      ['IPv4', 'Enabled'],
      ['IPv6', 'Disabled'],
    ])
  })

  test.runIf(writes).each([
    ['an alias that nobody has', forwarding('gone'), 'gw/interface-not-found', 'ObjectNotFound'],
    ['a pattern that fits one', forwarding('以太网*'), 'gw/interface-not-found', 'ObjectNotFound'],
    [
      'an address that is there',
      {
        cmdlet: 'New-NetIPAddress',
        params: { InterfaceIndex: on('Mihomo'), IPAddress: '198.18.0.1', PrefixLength: 30, Confirm: false },
      },
      /^Windows System Error (87|5010),New-NetIPAddress$/,
      /^(InvalidArgument|NotSpecified)$/,
    ],
    [
      'a switch that is not there',
      { cmdlet: 'Set-VMSwitch', params: { Name: 'nobody', AllowManagementOS: true, Confirm: false } },
      'InvalidParameter,Microsoft.HyperV.PowerShell.Commands.SetVMSwitch',
      'InvalidArgument',
    ],
    [
      'a route that is not there',
      {
        cmdlet: 'Remove-NetRoute',
        params: { InterfaceIndex: on(WIRED), DestinationPrefix: '10.9.8.0/24', Confirm: false },
      },
      /^CmdletizationQuery_NotFound/,
      'ObjectNotFound',
    ],
  ] as const)('answers a refusal as data: %s', async (_, call, id, category) => {
    const outcome = await host.run(call as Call)
    expect(outcome).toMatchObject({
      ok: false,
      error: { id: expect.stringMatching(id), category: expect.stringMatching(category) },
    })
  })

  test.runIf(!writes)('changes nothing', async () => {
    expect(await host.run(forwarding(WIRED))).toMatchObject({ ok: false, error: { id: 'recorded/read-only' } })
    await expect(host.store.writeLedger('{}')).rejects.toMatchObject({ diagnostics: [{ code: 'recorded/read-only' }] })
  })

  test.runIf(writes)('keeps a ledger whole', async () => {
    expect(await host.store.readLedger()).toBeUndefined()
    for (const text of ['{}', `{"name":"以太网 4 \\ud83d"}\r\n\u0000${'x'.repeat(100_000)}`, '']) {
      await host.store.writeLedger(text)
      expect(await host.store.readLedger()).toBe(text)
    }
  })

  test.runIf(writes)('locks once', async () => {
    const { computerName, user: by } = await host.identify()
    const first = { by, verb: 'apply', since: '2026-11-20T00:00:00Z', pid: process.pid, computerName }
    const second = { ...first, since: '2026-11-20T00:00:01Z' }
    expect(await host.store.lock(first)).toBeUndefined()
    expect(await host.store.lock(second)).toEqual(first)
    await host.store.unlock()
    expect(await host.store.lock(second)).toBeUndefined()
    await host.store.unlock()
  })
})

describe.each(ways.filter((way) => way.writes))('$name, with less', ({ open }) => {
  async function read(
    change: (machine: SimulatedMachine) => void,
  ): Promise<{ host: Host; data: Record<string, unknown>; close(): Promise<void> }> {
    const machine = articleMachine()
    change(machine)
    const { host, close } = await open(machine)
    return { host, data: essence((await host.read(ALL)).toJSON()), close }
  }

  test('a console that is not elevated knows nothing of switches and may change nothing', async () => {
    const { host, data, close } = await read(({ state }) => {
      state.computer.elevated = false
    })
    expect(data['Get-VMSwitch']).toMatchObject({ unknown: expect.stringContaining('Microsoft.HyperV.PowerShell') })
    expect(data['Get-NetAdapter']).toMatchObject({ rows: expect.anything() })
    expect(await host.run(forwarding(WIRED))).toMatchObject({
      ok: false,
      error: { id: 'Windows System Error 5,Set-NetIPInterface', category: 'PermissionDenied' },
    })
    await close()
  })

  test('a machine without Hyper-V has unknown switches, not none', async () => {
    const { host, data, close } = await read(({ state }) => {
      state.computer.modules = state.computer.modules.filter((module) => module !== 'Hyper-V')
    })
    expect(data['Get-VMSwitch']).toEqual({
      unknown: expect.stringMatching(/^(CommandNotFoundException|CouldNotAutoLoadModule)$/),
    })
    const snapshot = await host.read(['Get-VMNetworkAdapter'])
    expect(snapshot.unknown('Get-VMNetworkAdapter')?.reason).toMatch(/Microsoft-Hyper-V/)
    await close()
  })

  test('no switch at all is an empty table, however Windows says it', async () => {
    for (const choice of ['no-rows', 'error']) {
      const { data, close } = await read((machine) => {
        machine.assume('no-switches', choice)
        machine.state.switches = []
        machine.state.hostAdapters = []
      })
      expect([choice, data['Get-VMSwitch']]).toEqual([choice, { rows: [] }])
      await close()
    }
  })

  test('a Hyper-V whose service does not answer has unknown switches, not none', async () => {
    const { data, close } = await read((machine) => {
      machine.state.features['Microsoft-Hyper-V'] = 'EnablePending'
      machine.state.computer.modules = machine.state.computer.modules.filter((module) => module !== 'Hyper-V')
      machine.assume('hyper-v-before-restart', 'no-service')
    })
    expect(data['Get-VMSwitch']).toEqual({ unknown: 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch' })
    await close()
  })

  test('an interface that vanishes between reading and calling is not found', async () => {
    const machine = articleMachine()
    const { host, close } = await open(machine)
    await host.read(ALL)
    const gone = machine.state.adapters.find((adapter) => adapter.name === 'WLAN')?.guid
    machine.state.adapters = machine.state.adapters.filter((adapter) => adapter.guid !== gone)
    machine.state.interfaces = machine.state.interfaces.filter((row) => row.adapter !== gone)
    expect(await host.run(forwarding('WLAN'))).toMatchObject({ ok: false, error: { id: 'gw/interface-not-found' } })
    await close()
  })

  test('two interfaces whose aliases differ in case only are refused', async () => {
    const machine = articleMachine()
    const wired = machine.state.adapters.find((adapter) => adapter.name === WIRED)
    for (const adapter of machine.state.adapters.slice(1, 3)) adapter.name = adapter === wired ? 'lan' : 'LAN'
    const { host, close } = await open(machine)
    const outcome = await host.run(forwarding('Lan'))
    expect(outcome).toMatchObject({ ok: false, error: { id: 'gw/interface-ambiguous', category: 'InvalidArgument' } })
    await close()
  })
})
