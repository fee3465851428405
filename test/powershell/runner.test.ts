// runner.ps1 in real PowerShell: one process, one line each way, refusals as data, and nothing evaluated.
import { afterAll, describe, expect, test } from 'vitest'
import { type Call, on } from '../../src/powershell/call.ts'
import type { Answer, Machine, Params } from './rig/machine-server.ts'
import { IDENTITY, openRig, type Rig } from './rig/rig-host.ts'
import { findShells } from './rig/shells.ts'

const shells = await findShells()

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

describe.each(shells)('runner.ps1 in $name', (shell) => {
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
})
