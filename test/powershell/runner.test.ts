// runner.ps1 in real PowerShell: one process, one line each way, refusals as data, and nothing evaluated.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { type Call, on } from '../../src/powershell/call.ts'
import type { Answer, Machine, Params } from './rig/machine-server.ts'
import { IDENTITY, openRig, type Rig } from './rig/rig-host.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { openSimulatedRig } from './rig/simulated.ts'

const shells = await findShells()

const REMOVE: Call = { cmdlet: 'Remove-VMSwitch', params: { Name: 'vmbr0', Force: true } }

/** Lets streams and timers of this process go on. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}

/** Two adapters, the second under a name that a code page would mangle. */
class TwoAdapters implements Machine {
  next: Answer = { rows: [] }
  last: { cmdlet: string; params: Params } | undefined

  invoke(cmdlet: string, params: Params): Answer {
    if (cmdlet === 'Get-NetAdapter')
      return {
        rows: [
          { Name: 'lan', InterfaceIndex: 3 },
          { Name: '以太网 4', InterfaceIndex: 7 },
        ],
      }
    if (cmdlet === 'Get-NetIPInterface')
      return { rows: [{ InterfaceAlias: 'LAN', InterfaceIndex: 3, AddressFamily: 'IPv4' }] }
    this.last = { cmdlet, params }
    return this.next
  }

  advance(): void {}
}

describeShells('runner.ps1 in $name', shells, (shell) => {
  const rigs: Rig[] = []
  afterAll(async () => {
    for (const rig of rigs) await rig.close()
  })
  async function open(machine: Machine): Promise<Rig> {
    const rig = await openRig(shell, machine)
    rigs.push(rig)
    return rig
  }

  test('says who the machine is', async () => {
    const { host } = await open(new TwoAdapters())
    expect(await host.identify()).toEqual(IDENTITY)
    expect(host.processes).toBe(1)
    expect(host.roundTrips).toBe(0)
  })

  test('reads many tables in one round trip', async () => {
    const machine = new TwoAdapters()
    machine.next = {
      rows: [
        {
          IPAddress: '192.168.1.2',
          PrefixLength: 25,
          PrefixOrigin: 'Manual',
          SkipAsSource: false,
          Store: 'ActiveStore',
        },
      ],
    }
    const { host } = await open(machine)
    const snapshot = await host.read(['Get-NetAdapter', 'Get-NetIPAddress'])
    expect(snapshot.rows('Get-NetAdapter').map((row) => [row.Name, row.InterfaceIndex, row.MacAddress])).toEqual([
      ['lan', 3, null],
      ['以太网 4', 7, null],
    ])
    expect(snapshot.rows('Get-NetIPAddress')[0]).toMatchObject({
      PrefixLength: 25,
      PrefixOrigin: 'Manual',
      SkipAsSource: false,
    })
    expect([host.processes, host.roundTrips]).toEqual([1, 1])
  })

  test('finds an interface by its whole name, whatever the case', async () => {
    const machine = new TwoAdapters()
    const { host } = await open(machine)
    const call: Call = {
      cmdlet: 'Set-NetIPInterface',
      params: { InterfaceIndex: on('以太网 4'), AddressFamily: 'IPv4', Forwarding: 'Enabled' },
    }
    expect(await host.run(call)).toEqual({ ok: true })
    expect(machine.last).toEqual({
      cmdlet: 'Set-NetIPInterface',
      params: { InterfaceIndex: [7], AddressFamily: ['IPv4'], Forwarding: 'Enabled' },
    })
    for (const alias of ['*', 'la?', '以太网', 'gone']) {
      const outcome = await host.run({ ...call, params: { ...call.params, InterfaceIndex: on(alias) } })
      expect(outcome).toMatchObject({ ok: false, error: { id: 'gw/interface-not-found', target: alias } })
    }
  })

  test.each(['host', 'warning', 'progress'])('does not mind what a module says on the %s stream', async (noise) => {
    const machine = new TwoAdapters()
    machine.next = { rows: [], noise: [noise] }
    const { host } = await open(machine)
    expect(await host.run(REMOVE)).toEqual({ ok: true })
    expect(host.processes).toBe(1)
  })

  test.each([
    ['stdout', 'host/garbage'],
    ['stderr', 'host/stderr'],
  ])('is lost and replaced when something writes to %s past it', async (noise, code) => {
    const machine = new TwoAdapters()
    machine.next = { rows: [], noise: [noise] }
    const { host } = await open(machine)
    await expect(host.run(REMOVE)).rejects.toMatchObject({ code, message: expect.stringContaining('past PowerShell') })
    machine.next = { rows: [{ Name: 'vmbr0', SwitchType: 'External', AllowManagementOS: true }] }
    expect((await host.read(['Get-VMSwitch'])).rows('Get-VMSwitch')).toMatchObject([
      { Name: 'vmbr0', SwitchType: 'External', AllowManagementOS: true },
    ])
    expect(host.processes).toBe(2)
  })

  test('answers a question with a refusal, not by waiting', async () => {
    const machine = new TwoAdapters()
    machine.next = { rows: [], noise: ['question'] }
    const { host } = await open(machine)
    expect(await host.run(REMOVE)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('NonInteractive') },
    })
    expect(host.processes).toBe(1)
  })

  test('never asks before it acts', async () => {
    const machine = new TwoAdapters()
    const { host } = await open(machine)
    const params = { InterfaceIndex: on('lan'), DestinationPrefix: '0.0.0.0/0' }
    expect(await host.run({ cmdlet: 'Remove-NetRoute', params })).toEqual({ ok: true })
  })

  test('dies with the call, and what happened is read again', async () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 1, kind: 'powershell dies', tookEffect: true })
    const rig = await openSimulatedRig(shell, machine)
    rigs.push(rig)
    const call: Call = {
      cmdlet: 'Set-NetIPInterface',
      params: { InterfaceIndex: on('WLAN'), AddressFamily: 'IPv4', Forwarding: 'Enabled' },
    }
    await expect(rig.host.run(call)).rejects.toMatchObject({ code: 'host/died' })
    const rows = (await rig.host.read(['Get-NetIPInterface'])).rows('Get-NetIPInterface')
    expect(rows.find((row) => row.InterfaceAlias === 'WLAN' && row.AddressFamily === 'IPv4')?.Forwarding).toBe(
      'Enabled',
    )
    expect(rig.host.processes).toBe(2)
  })

  test('hangs in one table: that one is unknown, the others are not', async () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 'Get-VMSwitch', kind: 'hangs' }, { at: 'Get-VMSwitch', kind: 'hangs' })
    const deadlines: (() => void)[] = []
    const rig = await openSimulatedRig(shell, machine, {
      timer: (seconds, run) => {
        // Deadlines run out only when the server has seen the call that it will not answer.
        if (seconds === 120) deadlines.push(run)
        return () => deadlines.splice(deadlines.indexOf(run), 1)
      },
    })
    rigs.push(rig)
    const reading = rig.host.read(['Get-NetRoute', 'Get-VMSwitch', 'Get-NetAdapter'])
    for (const count of [1, 2]) {
      while (rig.server.calls.filter((call) => call.cmdlet === 'Get-VMSwitch').length < count) await turn()
      while (deadlines.length === 0) await turn()
      deadlines[0]?.()
    }
    const snapshot = await reading
    expect(snapshot.unknown('Get-VMSwitch')).toMatchObject({ id: 'host/timeout' })
    expect(snapshot.rows('Get-NetRoute').length).toBeGreaterThan(0)
    expect(snapshot.rows('Get-NetAdapter').length).toBeGreaterThan(0)
    expect(rig.host.processes).toBe(3)
  })

  test('takes no cmdlet of the same name from somewhere else', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'gw-elsewhere-'))
    for (const name of ['VMware.Hv', 'AAA']) {
      mkdirSync(join(elsewhere, name))
      writeFileSync(
        join(elsewhere, name, `${name}.psm1`),
        "function Get-VMSwitch { [pscustomobject]@{ Name = 'not of Windows' } }\n",
      )
    }
    const machine = new TwoAdapters()
    machine.next = { rows: [{ Name: 'vmbr0' }] }
    const rig = await openRig(shell, machine, { modulePath: elsewhere, env: { PSModulePath: elsewhere } })
    rigs.push(rig)
    expect((await rig.host.read(['Get-VMSwitch'])).rows('Get-VMSwitch').map((row) => row.Name)).toEqual(['vmbr0'])
    rmSync(elsewhere, { recursive: true })
  })

  test.runIf(shell.isRig)('runs no profile', async () => {
    const profile = join(mkdtempSync(join(tmpdir(), 'gw-profile-')), 'profile.ps1')
    writeFileSync(profile, "'Welcome back!'\nfunction global:ConvertFrom-Json { throw 'from the profile' }\n")
    const rig = await openRig(shell, new TwoAdapters(), { env: { GW_RIG_PROFILE: profile } })
    rigs.push(rig)
    expect(await rig.host.identify()).toEqual(IDENTITY)
    expect(rig.host.noise).toBe('')
  })

  test.runIf(shell.isRig)('says so where a policy constrains the language', async () => {
    const rig = await openRig(shell, new TwoAdapters(), { env: { GW_RIG_LANGUAGE: 'ConstrainedLanguage' } })
    rigs.push(rig)
    expect(await rig.host.identify()).toMatchObject({ computerName: 'GW-PC' })
    const snapshot = await rig.host.read(['Get-NetAdapter'])
    expect(snapshot.unknown('Get-NetAdapter')).toMatchObject({
      id: 'host/constrained-language',
      reason: expect.stringContaining('ConstrainedLanguage'),
    })
    expect(await rig.host.run(REMOVE)).toMatchObject({ ok: false, error: { id: 'host/constrained-language' } })
  })

  test('calls only what the catalogue allows', async () => {
    const { host, server } = await open(new TwoAdapters())
    const refused: readonly (readonly [Record<string, unknown>, string])[] = [
      [{ cmdlet: 'Invoke-Expression', params: { Command: '1' } }, 'gw/cmdlet-not-allowed'],
      [{ cmdlet: 'set-netroute', params: { Nonsense: 1 } }, 'gw/parameter-not-allowed'],
      [
        { cmdlet: 'Set-NetIPInterface', params: { InterfaceAlias: '*', Forwarding: 'Enabled' } },
        'gw/parameter-not-allowed',
      ],
      [{ cmdlet: 'Set-NetIPInterface', params: { ErrorAction: 'SilentlyContinue' } }, 'gw/parameter-not-allowed'],
      [{ cmdlet: 'Set-NetIPInterface', params: { Forwarding: 'On', InterfaceIndex: 3 } }, 'Parameter'],
    ]
    await host.session()
    const before = server.calls.length
    for (const [call, id] of refused) {
      // Past the types, as a tampered plan file would be.
      const outcome = await host.run(call as unknown as Call)
      expect(outcome).toMatchObject({ ok: false, error: { id: expect.stringContaining(id) } })
    }
    expect(server.calls.length).toBe(before)
  })

  test('answers 5 MB', async () => {
    const machine = new TwoAdapters()
    machine.next = { rows: Array.from({ length: 500 }, (_, row) => ({ Name: `${row} 网`.padEnd(10_500, 'x') })) }
    const { host } = await open(machine)
    const rows = (await host.read(['Get-VMSwitch'])).rows('Get-VMSwitch')
    expect(rows.map(({ Name }) => Name)).toEqual(machine.next.rows.map((row) => Reflect.get(row, 'Name')))
    expect(JSON.stringify(rows).length).toBeGreaterThan(5_000_000)
  })

  test('makes plain values of whatever a cmdlet gives', async () => {
    const machine = new TwoAdapters()
    machine.next = {
      rows: [
        {
          InterfaceAlias: '2024-01-01T00:00:00Z',
          InterfaceIndex: 4_294_967_295,
          AddressFamily: 2,
          ServerAddresses: [],
        },
        { InterfaceAlias: null, InterfaceIndex: 0, AddressFamily: 23, ServerAddresses: ['1.1.1.1'] },
        {},
      ],
    }
    const { host } = await open(machine)
    expect((await host.read(['Get-DnsClientServerAddress'])).rows('Get-DnsClientServerAddress')).toEqual([
      { InterfaceAlias: '2024-01-01T00:00:00Z', InterfaceIndex: 4_294_967_295, AddressFamily: 2, ServerAddresses: [] },
      { InterfaceAlias: null, InterfaceIndex: 0, AddressFamily: 23, ServerAddresses: ['1.1.1.1'] },
      { InterfaceAlias: null, InterfaceIndex: null, AddressFamily: null, ServerAddresses: null },
    ])
    machine.next = { rows: [{ InterfaceIndex: 'many' }] }
    const unreadable = await host.read(['Get-DnsClientServerAddress'])
    expect(unreadable.unknown('Get-DnsClientServerAddress')?.reason).toContain('many')
  })

  test('tells the doctor which modules are there', async () => {
    const { host } = await open(new TwoAdapters())
    expect((await host.condition()).modules).toMatchObject({ 'Hyper-V': '1.0', NetTCPIP: '1.0' })
    expect(await host.session()).toMatchObject({
      language: 'FullLanguage',
      powershell: expect.stringMatching(/^[57]\./),
    })
  })
})
