// Host adapters: duplicates without complaint, slow to become ready, each a network adapter of its own.
import { expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
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
  switchedMachine,
  UNASKED,
} from './at-work.ts'

const ADD = 'Microsoft.HyperV.PowerShell.Commands.AddVMNetworkAdapter'
const SECOND = { SwitchName: 'vmbr0', Name: 'vmbr0.1', ManagementOS: true }

test('a second one has a MAC of Hyper-V and joins its network adapter by GUID', () => {
  const machine = switchedMachine()
  const host = rows(machine, 'Get-VMNetworkAdapter', { ManagementOS: true }).find((row) => row.Name === 'vmbr0.1')
  const [nic] = rows(machine, 'Get-NetAdapter', { Name: INGRESS })
  expect(host?.DeviceId).toBe(nic?.InterfaceGuid)
  expect(host).toMatchObject({ SwitchName: 'vmbr0', IsManagementOs: true, DynamicMacAddressEnabled: true })
  expect(host?.MacAddress).toMatch(/^00155D[0-9A-F]{6}$/)
  expect(nic?.MacAddress).toBe(String(host?.MacAddress).replace(/(..)(?=.)/g, '$1-'))
})

test('one more of the same name is made without complaint, its alias gets a number', () => {
  const machine = switchedMachine()
  rows(machine, 'Add-VMNetworkAdapter', SECOND)
  rows(machine, 'Add-VMNetworkAdapter', SECOND)
  expect(column(machine, 'Get-VMNetworkAdapter', { ManagementOS: true, Name: 'vmbr0.1' }, 'Name')).toHaveLength(3)
  expect(column(machine, 'Get-NetAdapter', { Name: 'vEthernet (vmbr0.*' }, 'Name')).toEqual([
    INGRESS,
    `${INGRESS} 2`,
    `${INGRESS} 3`,
  ])
})

test('it is not ready at once: no IP row, New-NetIPAddress gives 1168, Set-NetIPInterface finds nothing', () => {
  const machine = articleMachine()
  newSwitch(machine)
  const InterfaceIndex = indexOf(machine, EGRESS)
  expect(ipInterface(machine, EGRESS)).toBeUndefined()
  const address = { InterfaceIndex, IPAddress: '192.168.1.2', PrefixLength: 25 }
  expect(errorId(machine, 'New-NetIPAddress', address)).toBe('Windows System Error 1168,New-NetIPAddress')
  expect(errorId(machine, 'New-NetRoute', { InterfaceIndex, DestinationPrefix: '10.0.0.0/8' })).toBe(
    'Windows System Error 1168,New-NetRoute',
  )
  expect(errorId(machine, 'Set-NetIPInterface', { InterfaceIndex, Dhcp: 'Disabled' })).toBe(
    'CmdletizationQuery_NotFound_InterfaceIndex,Set-NetIPInterface',
  )
  expect(errorId(machine, 'Set-DnsClientServerAddress', { InterfaceIndex, ServerAddresses: ['1.1.1.1'] })).toBe(
    'CmdletizationQuery_NotFound_InterfaceIndex,Set-DnsClientServerAddress',
  )
  machine.advance(3)
  expect(ipInterface(machine, EGRESS)?.Dhcp).toBe('Enabled')
})

test('then a lease comes with a default route and DNS that nobody planned', () => {
  const machine = switchedMachine()
  expect([addresses(machine, INGRESS), gateways(machine, INGRESS), servers(machine, INGRESS)]).toEqual([
    ['192.168.1.3/24'],
    ['192.168.1.1'],
    ['192.168.1.1'],
  ])
})

test.each<[string, Params, string]>([
  ['without -ManagementOS', { SwitchName: 'vmbr0', Name: 'x' }, `MissingMandatoryParameter,${ADD}`],
  ['on a switch that is not there', { ...SECOND, SwitchName: 'vmbr9' }, `InvalidParameter,${ADD}`],
  ['with a MAC that is none', { ...SECOND, StaticMacAddress: 'kitchen' }, `InvalidParameter,${ADD}`],
  ['on a private switch', { ...SECOND, SwitchName: 'p' }, `OperationFailed,${ADD}`],
])('is refused %s', (_, params, id) => {
  const machine = switchedMachine()
  rows(machine, 'New-VMSwitch', { Name: 'p', SwitchType: 'Private' })
  expect(errorId(machine, 'Add-VMNetworkAdapter', params)).toBe(id)
})

test('a switch name that two switches have is refused', () => {
  const machine = articleMachine()
  for (const SwitchType of ['Internal', 'Private']) rows(machine, 'New-VMSwitch', { Name: 'twin', SwitchType })
  expect(errorId(machine, 'Add-VMNetworkAdapter', { ...SECOND, SwitchName: 'twin' })).toBe(`InvalidParameter,${ADD}`)
})

test.each(['02-00-00-00-00-01', '020000000001', '02:00:00:00:00:01'])('takes the static MAC %s', (StaticMacAddress) => {
  const machine = switchedMachine()
  const [made] = rows(machine, 'Add-VMNetworkAdapter', { ...SECOND, Name: 'x', StaticMacAddress, Passthru: true })
  expect(made).toMatchObject({ MacAddress: '020000000001', DynamicMacAddressEnabled: false })
})

test('without a name it is called Network Adapter', () => {
  const machine = switchedMachine()
  rows(machine, 'Add-VMNetworkAdapter', { SwitchName: 'vmbr0', ManagementOS: true })
  expect(machine.state.adapters.at(-1)?.name).toBe('vEthernet (Network Adapter)')
})

test.each<[string, Params, string[]]>([
  ['one by its name', { Name: 'vmbr0.1', SwitchName: 'vmbr0' }, ['Default Switch', 'WSL', 'vmbr0']],
  ['all of a switch without a name', { SwitchName: 'vmbr0' }, ['Default Switch', 'WSL']],
])('removes %s', (_, params, left) => {
  const machine = switchedMachine()
  rows(machine, 'Remove-VMNetworkAdapter', { ManagementOS: true, ...params, ...UNASKED })
  expect(machine.state.hostAdapters.map(({ name }) => name)).toEqual(left)
  expect(
    machine.state.interfaces.every(({ adapter }) => machine.state.adapters.some(({ guid }) => guid === adapter)),
  ).toBe(true)
})

test('without carrier on the uplink the host adapter is disconnected', () => {
  const machine = switchedMachine()
  machine.setLink(NIC, 'down')
  expect(column(machine, 'Get-NetAdapter', { Name: EGRESS }, 'Status')).toEqual(['Disconnected'])
  expect(ipInterface(machine, EGRESS)?.ConnectionState).toBe('Disconnected')
  expect(gateways(machine, EGRESS)).toEqual([])
  machine.setLink(NIC, 'up')
  expect(gateways(machine, EGRESS)).toEqual(['192.168.1.1'])
})

test('hundreds of them all have ids, indexes and MAC addresses of their own', () => {
  const machine = articleMachine()
  // Something a person wrote in: what the counters would give next.
  const [wired] = machine.state.adapters.filter(({ name }) => name === NIC)
  if (wired) Object.assign(wired, { index: 67, mac: '00155D000003' })
  rows(machine, 'New-VMSwitch', { Name: 'vmbr0', SwitchType: 'Internal' })
  for (let count = 0; count < 300; count++) rows(machine, 'Add-VMNetworkAdapter', SECOND)
  for (const key of ['guid', 'index', 'name', 'description'] as const) {
    expect(new Set(machine.state.adapters.map((one) => one[key])).size).toBe(machine.state.adapters.length)
  }
  const macs = machine.state.adapters.map(({ mac }) => mac).filter((mac) => mac !== '')
  expect(new Set(macs).size).toBe(macs.length)
  expect(SimulatedMachine.parse(machine.toText(), 'm').toText()).toBe(machine.toText())
})
