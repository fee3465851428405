// Virtual switches and their uplinks: what moves, what is refused, what is taken along.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import {
  addresses,
  column,
  EGRESS,
  errorId,
  gateways,
  INGRESS,
  indexOf,
  ipInterface,
  NIC,
  newSwitch,
  type Params,
  rows,
  servers,
  sideRouter,
  switchedMachine,
} from './at-work.ts'

const NEW = 'Microsoft.HyperV.PowerShell.Commands.NewVMSwitch'
const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444'

describe('a new external switch', () => {
  const machine = articleMachine()
  newSwitch(machine)
  machine.advance(10)

  test('has a host adapter with the MAC address of the NIC and a new index and GUID', () => {
    const [nic] = rows(machine, 'Get-NetAdapter', { Name: NIC })
    const [host] = rows(machine, 'Get-NetAdapter', { Name: EGRESS })
    expect(host?.MacAddress).toBe(nic?.MacAddress)
    expect(host?.InterfaceIndex).not.toBe(nic?.InterfaceIndex)
    expect(host?.InterfaceGuid).not.toBe(nic?.InterfaceGuid)
    expect(host).toMatchObject({ Virtual: true, HardwareInterface: false, Status: 'Up' })
  })

  test('moves address, gateway and DNS', () => {
    expect([addresses(machine, EGRESS), gateways(machine, EGRESS), servers(machine, EGRESS)]).toEqual([
      ['192.168.1.57/24'],
      ['192.168.1.1'],
      ['192.168.1.1'],
    ])
  })

  test.each(['ActiveStore', 'PersistentStore'])(
    'leaves the uplink listed as Up and without any IP row in %s',
    (store) => {
      expect(column(machine, 'Get-NetAdapter', { Name: NIC }, 'Status')).toEqual(['Up'])
      for (const cmdlet of ['Get-NetIPInterface', 'Get-NetIPAddress', 'Get-NetRoute']) {
        expect(column(machine, cmdlet, { PolicyStore: store }, 'InterfaceAlias')).not.toContain(NIC)
      }
      expect(column(machine, 'Get-DnsClientServerAddress', {}, 'InterfaceAlias')).not.toContain(NIC)
    },
  )

  test('tells its uplink by description and lower-case GUID', () => {
    expect(rows(machine, 'Get-VMSwitch', { Name: 'vmbr0' })).toMatchObject([
      {
        Name: 'vmbr0',
        SwitchType: 'External',
        AllowManagementOS: true,
        NetAdapterInterfaceDescription: 'Realtek PCIe 2.5GbE Family Controller',
        NetAdapterInterfaceGuid: ['5e4d0000-0000-4000-8000-0000000000a1'],
      },
    ])
  })
})

test('a static configuration moves in both stores, with the settings of a host adapter', () => {
  const machine = articleMachine()
  rows(machine, 'New-NetIPAddress', { InterfaceIndex: 29, IPAddress: '192.168.1.2', PrefixLength: 25 })
  newSwitch(machine)
  machine.advance(10)
  expect(addresses(machine, EGRESS)).toEqual(['192.168.1.2/25'])
  expect(addresses(machine, EGRESS, 'PersistentStore')).toEqual(['192.168.1.2/25'])
  expect(ipInterface(machine, EGRESS)?.Dhcp).toBe('Disabled')
  expect(rows(machine, 'Get-NetIPAddress', { IPAddress: '192.168.1.2' })).toMatchObject([{ AddressState: 'Preferred' }])
})

describe('New-VMSwitch refuses and leaves all as it was:', () => {
  test.each<[string, Params, string]>([
    ['a NIC that another switch has', { Name: 'b', NetAdapterName: NIC }, `Unspecified,${NEW}`],
    ['a NIC that is not there', { Name: 'b', NetAdapterName: 'eth0' }, `InvalidParameter,${NEW}`],
    ['Wi-Fi', { Name: 'b', NetAdapterName: 'WLAN' }, `ObjectNotFound,${NEW}`],
    ['a host adapter', { Name: 'b', NetAdapterName: EGRESS }, `ObjectNotFound,${NEW}`],
    ['a TUN', { Name: 'b', NetAdapterName: 'Mihomo' }, `ObjectNotFound,${NEW}`],
    ['External as a type', { Name: 'b', SwitchType: 'External' }, `ParameterArgumentTransformationError,${NEW}`],
    [
      'both an adapter and a type',
      { Name: 'b', NetAdapterName: NIC, SwitchType: 'Internal' },
      `AmbiguousParameterSet,${NEW}`,
    ],
    ['no name', { NetAdapterName: NIC }, `MissingMandatoryParameter,${NEW}`],
  ])('%s', (_, params, id) => {
    const machine = switchedMachine()
    const { now: _then, ...before } = structuredClone(machine.state)
    expect(errorId(machine, 'New-VMSwitch', params)).toBe(id)
    const { now: _now, ...after } = machine.state
    expect(after).toEqual(before)
  })
})

test.each([
  ['Internal', true, ['inner']],
  ['Private', false, []],
])('a switch of type %s has no uplink', (SwitchType, AllowManagementOS, hosts) => {
  const machine = articleMachine()
  rows(machine, 'New-VMSwitch', { Name: 'inner', SwitchType })
  const [row] = rows(machine, 'Get-VMSwitch', { Name: 'inner' })
  expect(row).toMatchObject({ SwitchType, AllowManagementOS, NetAdapterInterfaceGuid: null })
  expect(machine.state.hostAdapters.map(({ name }) => name).filter((name) => name === 'inner')).toEqual(hosts)
})

test('without sharing there is no host adapter and the address is gone', () => {
  const machine = articleMachine()
  newSwitch(machine, { AllowManagementOS: false })
  machine.advance(30)
  expect(machine.state.hostAdapters.map(({ name }) => name)).toEqual(['Default Switch', 'WSL'])
  expect(machine.state.addresses.map(({ address }) => address)).not.toContain('192.168.1.57')
})

test('turning sharing off removes every host adapter of the switch, also the second', () => {
  const machine = sideRouter()
  rows(machine, 'Set-VMSwitch', { Name: 'vmbr0', AllowManagementOS: false })
  expect(machine.state.adapters.map(({ name }) => name)).not.toContain(EGRESS)
  expect(machine.state.adapters.map(({ name }) => name)).not.toContain(INGRESS)
  expect(column(machine, 'Get-VMSwitch', { Name: 'vmbr0' }, 'AllowManagementOS')).toEqual([false])
})

test.each<[string, Params, boolean]>([
  ['turns sharing on', {}, true],
  ['leaves it off when told so', { AllowManagementOS: false }, false],
])('naming an adapter %s', (_, more, shared) => {
  const machine = articleMachine()
  rows(machine, 'New-VMSwitch', { Name: 'p', SwitchType: 'Private' })
  rows(machine, 'Set-VMSwitch', { Name: 'p', NetAdapterName: NIC, ...more })
  expect(rows(machine, 'Get-VMSwitch', { Name: 'p' })).toMatchObject([
    { SwitchType: 'External', AllowManagementOS: shared },
  ])
})

test('another NIC behind the switch: the host adapter keeps its configuration, the old NIC gets its own back', () => {
  const machine = sideRouter()
  const { lan: _, ...nic } = machine.state.adapters.find(({ name }) => name === NIC) ?? { lan: '' }
  machine.state.adapters.push({
    ...(nic as (typeof machine.state.adapters)[number]),
    guid: '{5E4D0000-0000-4000-8000-0000000000B1}',
    name: '以太网 5',
    description: 'Second',
    index: 50,
    mac: 'D8BBC1000040',
    lan: 'home',
  })
  rows(machine, 'Set-VMSwitch', { Name: 'vmbr0', NetAdapterName: '以太网 5' })
  machine.advance(10)
  expect(addresses(machine, EGRESS)).toEqual(['192.168.1.2/25'])
  expect(addresses(machine, NIC)).toEqual(['192.168.1.57/24'])
  expect(addresses(machine, '以太网 5')).toEqual([])
})

describe('Remove-VMSwitch', () => {
  test.each<[string, Params, string]>([
    ['asks, which is an error when nobody can answer', { Name: 'vmbr0' }, 'InvalidOperation'],
    ['knows no switch of that name', { Name: 'vmbr9', Force: true }, 'InvalidParameter'],
    ['does not remove one that a virtual machine uses', { Name: 'vmbr0', Force: true }, 'OperationFailed'],
  ])('%s', (_, params, id) => {
    const machine = switchedMachine()
    const used = machine.state.switches.find(({ name }) => name === 'vmbr0')
    machine.state.vms.push({ name: 'nas', switches: [used?.id ?? ''] })
    expect(errorId(machine, 'Remove-VMSwitch', params)).toBe(
      `${id},Microsoft.HyperV.PowerShell.Commands.RemoveVMSwitch`,
    )
    expect(ipInterface(machine, EGRESS)).toBeDefined()
  })

  test('takes the host adapters along and brings the configuration back', () => {
    const machine = sideRouter()
    rows(machine, 'Remove-VMSwitch', { Name: 'vmbr0', Confirm: false })
    machine.advance(10)
    expect(machine.state.hostAdapters.map(({ name }) => name)).toEqual(['Default Switch', 'WSL'])
    expect([addresses(machine, NIC), gateways(machine, NIC), servers(machine, NIC)]).toEqual([
      ['192.168.1.2/25'],
      ['192.168.1.1'],
      ['223.5.5.5', '192.168.1.1'],
    ])
  })
})

test.each<[string, Params, string[]]>([
  ['all', {}, ['Default Switch', 'WSL']],
  ['by pattern', { Name: 'default*' }, ['Default Switch']],
  ['by type', { SwitchType: ['External'] }, []],
  ['by id in any form', { Id: [`{${DEFAULT_SWITCH.toUpperCase()}}`] }, ['Default Switch']],
])('Get-VMSwitch %s', (_, params, names) => {
  expect(column(articleMachine(), 'Get-VMSwitch', params, 'Name')).toEqual(names)
})

test('a switch that lost its NIC at the start reads Internal; the host adapters stay, the NIC is on its own', () => {
  const machine = sideRouter()
  machine.reboot({ without: [NIC] })
  machine.advance(30)
  expect(rows(machine, 'Get-VMSwitch', { Name: 'vmbr0' })).toMatchObject([
    { SwitchType: 'Internal', NetAdapterInterfaceGuid: null },
  ])
  expect(addresses(machine, EGRESS)).toEqual(['192.168.1.2/25'])
  expect(addresses(machine, NIC)).toEqual(['192.168.1.57/24'])
  expect(indexOf(machine, NIC)).not.toBe(29)
})
