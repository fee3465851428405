// Giving a machine back: what is deleted, restored and kept, and what must not happen on the way.
import { describe, expect, test } from 'vitest'
import { proveNoLoop } from '../../src/analysis/prove-no-loop.ts'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Account } from '../../src/model/apply-event.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Plan } from '../../src/model/plan.ts'
import { fateOf } from '../../src/model/plan-summary.ts'
import { registry } from '../../src/providers/registry.ts'
import { destroy, givenBack, lookOf } from '../support/given-back.ts'
import { EGRESS, house, INGRESS } from '../support/house.ts'
import { resourceOf } from '../support/tables.ts'

const NIC = '以太网 4'
const NIC_INTERFACE = `NetIPInterface.${NIC}/IPv4`

async function apply(gateway: Gateway, machine: SimulatedMachine): Promise<Account> {
  const options = { target: [], exclude: [], accept: [] }
  const input = { gateway, host: simulatedHost(machine), registry, options, diagnostics: [] }
  const plan = await makePlan(input)
  const signal = new AbortController().signal
  return applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal })
}

async function applied(gateway = house(), prepare: (machine: SimulatedMachine) => void = () => {}) {
  const machine = articleMachine()
  prepare(machine)
  machine.advance(120)
  const before = await lookOf(machine)
  expect((await apply(gateway, machine)).problems).toEqual([])
  machine.advance(60)
  return { machine, before }
}

const fates = (plan: Plan) =>
  Object.fromEntries(plan.changes.flatMap((one) => (fateOf(one) === 'none' ? [] : [[one.address, fateOf(one)]])))

test('the house of the article: everything goes, the NIC has its lease again, and no ledger is left', async () => {
  const { machine, before } = await applied()
  const { plan, account } = await destroy(house(), machine, {}, proveNoLoop)
  expect(fates(plan)).toEqual({
    [`NetRoute.${EGRESS}/0.0.0.0/0 via 192.168.1.1`]: 'delete',
    [`NetIPAddress.${EGRESS}/192.168.1.2`]: 'delete',
    [`NetIPAddress.${INGRESS}/192.168.1.129`]: 'delete',
    'HyperVAdapter.vmbr0.1': 'delete',
    'HyperVSwitch.vmbr0': 'delete',
    [`NetIPAddress.${NIC}/*`]: 'delete',
  })
  expect(plan.changes.every(({ cause }) => cause === 'left')).toBe(true)
  expect(plan.proof).toEqual({ loops: [] })
  expect(account).toMatchObject({ exitCode: 0, problems: [], notStarted: [] })
  machine.advance(60)
  expect(await lookOf(machine)).toEqual(before)
  const { rows } = machine.invoke('Get-NetIPAddress', { InterfaceAlias: NIC, AddressFamily: 'IPv4' }) as {
    rows: { IPAddress: string }[]
  }
  expect(rows.map(({ IPAddress }) => IPAddress)).toEqual(['192.168.1.57'])
  expect(machine.state.gw).toEqual({})
})

test('a second destroy has nothing to do', async () => {
  const { machine } = await applied()
  await destroy(house(), machine)
  const { plan, account } = await destroy(house(), machine)
  expect([plan.changes, account.done]).toEqual([[], []])
})

test('static configuration of the NIC comes back: address, route and DNS', async () => {
  const { machine, before } = await applied(house(), (fresh) => {
    fresh.invoke('Set-NetIPInterface', { InterfaceAlias: NIC, AddressFamily: 'IPv4', Dhcp: 'Disabled' })
    fresh.invoke('Remove-NetIPAddress', { InterfaceAlias: NIC, AddressFamily: 'IPv4', Confirm: false })
    fresh.invoke('New-NetIPAddress', {
      InterfaceAlias: NIC,
      IPAddress: '192.168.1.50',
      PrefixLength: 24,
      DefaultGateway: '192.168.1.1',
    })
    fresh.invoke('Set-DnsClientServerAddress', { InterfaceAlias: NIC, ServerAddresses: ['9.9.9.9'] })
    fresh.invoke('Set-NetIPInterface', { InterfaceAlias: NIC, AddressFamily: 'IPv4', InterfaceMetric: 33 })
  })
  const { plan } = await destroy(house(), machine)
  expect(fates(plan)).toMatchObject({
    [NIC_INTERFACE]: 'restore',
    [`NetIPAddress.${NIC}/192.168.1.50`]: 'restore',
    [`NetRoute.${NIC}/0.0.0.0/0 via 192.168.1.1`]: 'restore',
    [`DnsClientServerAddress.${NIC}`]: 'restore',
  })
  machine.advance(60)
  expect(await lookOf(machine)).toEqual(before)
})

describe('what stays', () => {
  test('a switch that a virtual machine uses', async () => {
    const { machine } = await applied()
    const [vmbr0] = machine.state.switches.filter(({ name }) => name === 'vmbr0')
    machine.state.vms.push({ name: 'Ubuntu', switches: [vmbr0?.id ?? ''] })
    const { plan, account } = await destroy(house(), machine)
    expect(plan.changes.find(({ address }) => address === 'HyperVSwitch.vmbr0')).toMatchObject({
      action: 'record',
      kept: true,
      note: 'used by Ubuntu',
    })
    expect(account).toMatchObject({ exitCode: 0, problems: [] })
    machine.advance(60)
    expect(machine.state.switches.map(({ name }) => name)).toContain('vmbr0')
    const look = await lookOf(machine)
    expect(
      look.some((object) => object.includes(`"interface":"${EGRESS}"`) && object.includes('"dhcp":"Enabled"')),
    ).toBe(true)
    expect(machine.state.gw).toEqual({})
  })

  test('a switch of which nobody can say who uses it', async () => {
    const { machine } = await applied()
    const host = simulatedHost(machine)
    const read = host.read.bind(host)
    const id = 'Unspecified,Microsoft.HyperV.PowerShell.Commands.GetVMNetworkAdapter'
    const blind = {
      ...host,
      read: async (tables: Parameters<typeof read>[0]) => {
        const snapshot = await read(tables)
        const table = { 'Get-VMNetworkAdapter All': { unknown: { id, reason: 'no permission' } } }
        return new (Object.getPrototypeOf(snapshot).constructor)({ ...snapshot.toJSON(), ...table })
      },
    }
    const options = { target: [], exclude: [], accept: [] }
    const plan = await makePlan({ gateway: givenBack(house()), host: blind, registry, options, diagnostics: [] })
    expect(plan.changes.find(({ address }) => address === 'HyperVSwitch.vmbr0')).toMatchObject({
      kept: true,
      note: 'who else uses it could not be read: no permission',
    })
  })

  test('what --keep names, with what it stands on', async () => {
    const { machine } = await applied()
    const { plan, account } = await destroy(house(), machine, { keep: ['HyperVAdapter.vmbr0.1'] })
    expect(fates(plan)).toMatchObject({ 'HyperVAdapter.vmbr0.1': 'keep', 'HyperVSwitch.vmbr0': 'keep' })
    expect(account).toMatchObject({ exitCode: 0, problems: [] })
    expect(machine.state.hostAdapters.map(({ name }) => name)).toContain('vmbr0.1')
    expect(machine.state.gw).toEqual({})
  })

  test('an address that is not there cannot be kept', async () => {
    const { machine } = await applied()
    await expect(destroy(house(), machine, { keep: ['HyperVSwitch.vmbr9'] })).rejects.toMatchObject({
      exitCode: 64,
      diagnostics: [{ code: 'plan/unknown-address', fix: expect.stringContaining('HyperVSwitch.vmbr0') }],
    })
  })

  test('a feature of Windows', async () => {
    const feature = resourceOf('WindowsFeature', 'TelnetClient', { name: 'TelnetClient', state: 'Enabled' })
    const gateway = house({ resources: [feature], authorities: [] })
    const machine = articleMachine()
    expect((await apply(gateway, machine)).exitCode).toBe(9)
    machine.reboot()
    const { plan } = await destroy(gateway, machine)
    expect(fates(plan)).toEqual({ 'WindowsFeature.TelnetClient': 'keep' })
    expect(machine.state.features.TelnetClient).toBe('Enabled')
  })
})

describe('an original that would loop', () => {
  const forwarding = (machine: SimulatedMachine) =>
    machine.invoke('Set-NetIPInterface', { InterfaceAlias: NIC, AddressFamily: 'IPv4', Forwarding: 'Enabled' })

  test('is not put back, with the reason', async () => {
    const { machine } = await applied(house(), forwarding)
    const { plan, account } = await destroy(house(), machine, {}, proveNoLoop)
    expect(plan.diagnostics).toMatchObject([
      { code: 'destroy/would-loop', severity: 'warning', address: NIC_INTERFACE },
    ])
    expect(plan.proof?.loops).toEqual([])
    expect(account.problems).toEqual([])
    machine.advance(60)
    const look = await lookOf(machine)
    expect(look.some((object) => object.includes(`"${NIC}"`) && object.includes('"forwarding":"Enabled"'))).toBe(false)
    expect(machine.state.gw).toEqual({})
  })

  test('is put back when that is accepted, and the plan says that it loops', async () => {
    const { machine, before } = await applied(house(), forwarding)
    const { plan } = await destroy(house(), machine, { accept: [NIC_INTERFACE] }, proveNoLoop)
    expect(plan.proof?.loops).toMatchObject([{ code: 'GW001', because: [NIC_INTERFACE] }])
    machine.advance(60)
    expect(await lookOf(machine)).toEqual(before)
  })

  test('however the file named the adapter', async () => {
    const nic = resourceOf('NetIPInterface', 'mac:A0-36-9F-00-00-04/IPv4', {
      interface: NIC,
      family: 'IPv4',
      forwarding: 'Disabled',
    })
    const gateway = house({ resources: [nic], authorities: [] })
    const { machine } = await applied(gateway, forwarding)
    const { plan } = await destroy(gateway, machine, {}, proveNoLoop)
    expect(plan.diagnostics).toMatchObject([{ code: 'destroy/would-loop', address: nic.address }])
    expect(plan.proof?.loops).toEqual([])
  })

  test('a routing service that starts with Windows', async () => {
    const service = resourceOf('WindowsService', 'RemoteAccess', { name: 'RemoteAccess', status: 'Stopped' })
    const gateway = house({ resources: [...house().resources, service] })
    const { machine } = await applied(gateway, (fresh) =>
      fresh.invoke('Set-Service', { Name: 'RemoteAccess', StartupType: 'Automatic' }),
    )
    const { plan } = await destroy(gateway, machine, {}, proveNoLoop)
    expect(plan.diagnostics).toMatchObject([{ code: 'destroy/would-loop', address: service.address }])
  })

  test('IPEnableRouter too', async () => {
    const path = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'
    const flag = resourceOf('TcpipRegistry', 'Tcpip/Parameters', { ipEnableRouter: false })
    const gateway = house({ resources: [...house().resources, flag] })
    const machine = articleMachine()
    machine.invoke('Set-ItemProperty', { LiteralPath: path, Name: 'IPEnableRouter', Value: 1, Type: 'DWord' })
    expect((await apply(gateway, machine)).exitCode).toBe(9)
    machine.reboot()
    machine.advance(60)
    const { plan } = await destroy(gateway, machine, {}, proveNoLoop)
    expect(plan.changes.find(({ address }) => address === flag.address)).toMatchObject({ kept: true })
    expect(plan.diagnostics).toMatchObject([{ code: 'destroy/would-loop', address: flag.address }])
  })
})

test('a section that leaves the file does not put a loop back either', async () => {
  const { machine } = await applied(house(), (fresh) =>
    fresh.invoke('Set-NetIPInterface', { InterfaceAlias: NIC, AddressFamily: 'IPv4', Forwarding: 'Enabled' }),
  )
  const rest = house({
    resources: [resourceOf('PowerSetting', 'sleep', { setting: 'sleep', seconds: 0 })],
    authorities: [],
  })
  const options = { target: [], exclude: [], accept: [] }
  const input = { gateway: rest, host: simulatedHost(machine), registry, options, diagnostics: [], prove: proveNoLoop }
  const plan = await makePlan(input)
  expect(plan.diagnostics).toMatchObject([{ code: 'destroy/would-loop', address: NIC_INTERFACE }])
  expect(plan.proof).toEqual({ loops: [] })
})

test("somebody else's host adapter on the switch has to be agreed to", async () => {
  const { machine } = await applied()
  machine.invoke('Add-VMNetworkAdapter', { ManagementOS: true, SwitchName: 'vmbr0', Name: 'theirs' })
  machine.advance(60)
  await expect(destroy(house(), machine)).rejects.toMatchObject({
    diagnostics: [{ code: 'ownership/foreign', message: expect.stringContaining('HyperVAdapter.theirs') }],
  })
  const { account } = await destroy(house(), machine, { accept: ['HyperVAdapter.theirs'] })
  expect(account.problems).toEqual([])
  expect(machine.state.hostAdapters.map(({ name }) => name)).not.toContain('theirs')
})

test("somebody else's host adapter does not go with sharing either", async () => {
  const { machine } = await applied()
  machine.invoke('Add-VMNetworkAdapter', { ManagementOS: true, SwitchName: 'vmbr0', Name: 'theirs' })
  machine.advance(60)
  const unshared = { name: 'vmbr0', adapter: NIC, allowManagementOS: false }
  const closed = house({ resources: [resourceOf('HyperVSwitch', 'vmbr0', unshared)], authorities: [] })
  const options = { target: [], exclude: [], accept: [] }
  const plan = await makePlan({ gateway: closed, host: simulatedHost(machine), registry, options, diagnostics: [] })
  expect(plan.diagnostics).toMatchObject([
    { code: 'ownership/foreign', message: expect.stringContaining('HyperVAdapter.theirs') },
  ])
})

test('a switch that a virtual machine takes at the last moment is not called done, and stays remembered', async () => {
  const { machine } = await applied()
  const input = {
    gateway: givenBack(house()),
    host: simulatedHost(machine),
    registry,
    options: { target: [], exclude: [], accept: [] },
    diagnostics: [],
  }
  const plan = await makePlan(input)
  const account = await applyPlan({
    ...input,
    plan,
    verb: 'destroy',
    on(event) {
      const [vmbr0] = machine.state.switches.filter(({ name }) => name === 'vmbr0')
      if (event.type === 'step-started' && event.change.address === 'HyperVSwitch.vmbr0')
        machine.state.vms.push({ name: 'Ubuntu', switches: [vmbr0?.id ?? ''] })
    },
    signal: new AbortController().signal,
  })
  expect(account).toMatchObject({
    exitCode: 7,
    failed: { address: 'HyperVSwitch.vmbr0', effect: 'none', problem: { message: expect.stringContaining('Ubuntu') } },
  })
  expect(JSON.parse(machine.state.gw.ledger ?? '{}')).toMatchObject({ resources: { 'HyperVSwitch.vmbr0': {} } })
})

test('an adapter that is unplugged for now is not forgotten', async () => {
  const { machine } = await applied()
  machine.invoke('Remove-VMSwitch', { Name: 'vmbr0', Force: true })
  const [nic] = machine.state.adapters.filter(({ name }) => name === NIC)
  const rows = machine.state.interfaces.filter(({ adapter }) => adapter === nic?.guid)
  machine.state.interfaces = machine.state.interfaces.filter((one) => !rows.includes(one))
  const { plan } = await destroy(house(), machine)
  expect(plan.diagnostics.map(({ code }) => code)).toContain('destroy/adapter-missing')
  expect(JSON.parse(machine.state.gw.ledger ?? '{}').originals).toHaveProperty([NIC_INTERFACE])
  machine.state.interfaces.push(...rows)
  expect((await destroy(house(), machine)).account.problems).toEqual([])
  expect(machine.state.gw.ledger).toBeUndefined()
})

test('what an earlier apply was interrupted at is remembered by an apply of something else', async () => {
  const machine = articleMachine()
  machine.advance(120)
  machine.state.faults.push({ at: 1, kind: 'power lost' })
  await apply(house(), machine)
  machine.state.faults.length = 0
  machine.advance(120)
  const power = resourceOf('PowerSetting', 'sleep', { setting: 'sleep', seconds: 0 })
  const gateway = house({ resources: [...house().resources, power] })
  const options = { target: [power.address], exclude: [], accept: [] }
  const input = { gateway, host: simulatedHost(machine), registry, options, diagnostics: [] }
  const plan = await makePlan(input)
  await applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal: new AbortController().signal })
  expect(JSON.parse(machine.state.gw.ledger ?? '{}').pending).toHaveProperty(['HyperVSwitch.vmbr0'])
})

test('what Windows refused to make is not gw’s when somebody else makes it', async () => {
  const machine = articleMachine()
  machine.state.faults.push({ at: 1, kind: 'fails' })
  const account = await apply(house(), machine)
  expect(account.failed).toMatchObject({ address: 'HyperVSwitch.vmbr0', effect: 'none' })
  expect(JSON.parse(machine.state.gw.ledger ?? '{}').pending).not.toHaveProperty(['HyperVSwitch.vmbr0'])
})

test('the same adapter under another name is refused, not put back and made anew', async () => {
  const route = (address: string) =>
    resourceOf('NetRoute', `${address}/10.0.0.0/8 via 192.168.1.1`, {
      interface: NIC,
      destinationPrefix: '10.0.0.0/8',
      nextHop: '192.168.1.1',
    })
  const { machine } = await applied(house({ resources: [route(NIC)], authorities: [] }))
  const options = { target: [], exclude: [], accept: [] }
  const gateway = house({ resources: [route('mac:A0-36-9F-00-00-04')], authorities: [] })
  const plan = await makePlan({ gateway, host: simulatedHost(machine), registry, options, diagnostics: [] })
  expect(plan.diagnostics).toMatchObject([{ code: 'ownership/respelled', severity: 'error' }])
})

describe('a part that leaves the file', () => {
  test('is given back alone, and the rest stays as declared', async () => {
    const { machine } = await applied()
    const isIngress = (text: string) => text.includes('vmbr0.1')
    const rest = house({
      resources: house().resources.filter(({ address }) => !isIngress(address)),
      authorities: house().authorities.filter(({ address }) => !isIngress(address)),
    })
    const without = articleMachine()
    without.advance(120)
    expect((await apply(rest, without)).problems).toEqual([])
    without.advance(60)
    expect((await apply(rest, machine)).problems).toEqual([])
    machine.advance(60)
    expect(await lookOf(machine)).toEqual(await lookOf(without))
  })

  test('the switch leaves, and its NIC becomes the egress itself', async () => {
    const { machine } = await applied()
    const nic = resourceOf('NetIPInterface', `${NIC}/IPv4`, {
      interface: NIC,
      family: 'IPv4',
      forwarding: 'Disabled',
      interfaceMetric: 20,
    })
    const rest = house({ resources: [nic], authorities: [] })
    expect((await apply(rest, machine)).problems).toEqual([])
    machine.advance(60)
    const { account } = await destroy(rest, machine)
    expect(account.problems).toEqual([])
    machine.advance(60)
    const untouched = articleMachine()
    untouched.advance(120)
    expect(await lookOf(machine)).toEqual(await lookOf(untouched))
  })

  test('forwarding of others that was switched off is on again', async () => {
    const machine = articleMachine()
    machine.invoke('Set-NetIPInterface', { InterfaceAlias: 'WLAN', AddressFamily: 'IPv4', Forwarding: 'Enabled' })
    const before = await lookOf(machine)
    const strict = house({ others: { mode: 'disabled', allow: ['Mihomo'] } })
    expect((await apply(strict, machine)).problems).toEqual([])
    expect((await destroy(strict, machine)).account.problems).toEqual([])
    machine.advance(60)
    expect(await lookOf(machine)).toEqual(before)
  })
})

test.each([1, 2, 3, 4, 5, 6, 8, 10])('power lost at call %i of apply, then destroy: as before', async (at) => {
  const machine = articleMachine()
  machine.advance(120)
  const before = await lookOf(machine)
  machine.state.faults.push({ at, kind: 'power lost' })
  await apply(house(), machine)
  machine.state.faults.length = 0
  machine.advance(120)
  const { account } = await destroy(house(), machine)
  expect(account.problems).toEqual([])
  machine.advance(120)
  expect(await lookOf(machine)).toEqual(before)
})

test.each([1, 2, 3, 4, 5, 6])('power lost at call %i of destroy, then destroy again: as before', async (at) => {
  const { machine, before } = await applied()
  machine.state.faults.push({ at, kind: 'power lost' })
  await destroy(house(), machine)
  machine.state.faults.length = 0
  machine.advance(120)
  const { account } = await destroy(house(), machine)
  expect(account.problems).toEqual([])
  machine.advance(120)
  expect(await lookOf(machine)).toEqual(before)
  expect(machine.state.gw.ledger).toBeUndefined()
})
