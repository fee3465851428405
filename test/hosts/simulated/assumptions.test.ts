// Every unverified behaviour, in every choice: what can be seen of it from outside.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { ASSUMPTIONS } from '../../../src/hosts/simulated/assumptions.ts'
import type { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import { Stop } from '../../../src/model/diagnostic.ts'
import {
  addresses,
  column,
  EGRESS,
  errorId,
  featureState,
  gateways,
  INGRESS,
  indexOf,
  ipInterface,
  machineWith,
  NIC,
  newSwitch,
  powerValue,
  rows,
  servers,
  service,
  sideRouter,
  switchedMachine,
  TCPIP,
  UNASKED,
} from './at-work.ts'

type Assumed = Readonly<Record<string, string>>
type Case = readonly [look: (assumed: Assumed) => unknown, seen: Readonly<Record<string, unknown>>]

const ADDRESS = { IPAddress: '192.168.1.2', PrefixLength: 25 }
const DEFAULT_ROUTE = { DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.1' }

/** The host adapter of a fresh switch after half a minute. */
function afterSwitch(assumed: Assumed): SimulatedMachine {
  const machine = machineWith(assumed)
  rows(machine, 'Set-NetIPInterface', { InterfaceIndex: 29, AddressFamily: 'IPv4', Forwarding: 'Enabled' })
  newSwitch(machine)
  machine.advance(30)
  return machine
}

function dhcpOff(machine: SimulatedMachine, alias: string): { InterfaceIndex: number } {
  const InterfaceIndex = indexOf(machine, alias)
  rows(machine, 'Set-NetIPInterface', { InterfaceIndex, AddressFamily: 'IPv4', Dhcp: 'Disabled' })
  return { InterfaceIndex }
}

function withStaticDns(assumed: Assumed): SimulatedMachine {
  const machine = machineWith(assumed)
  rows(machine, 'Set-DnsClientServerAddress', { InterfaceIndex: 29, ServerAddresses: ['223.5.5.5', 'fd00::53'] })
  return machine
}

/** A fresh Pro on which Hyper-V was just enabled. */
function enabling(assumed: Assumed): SimulatedMachine {
  const machine = articleMachine({ hyperV: 'Disabled' })
  Object.assign(machine.state.assumptions, assumed)
  rows(machine, 'Enable-WindowsOptionalFeature', { Online: true, FeatureName: 'Microsoft-Hyper-V', NoRestart: true })
  return machine
}

function macOf(machine: SimulatedMachine, alias: string): unknown {
  return column(machine, 'Get-NetAdapter', { Name: alias }, 'MacAddress')[0]
}

const cases: Readonly<Record<string, Case>> = {
  'ip-configuration-on-switch': [
    (assumed) => {
      const machine = machineWith(assumed)
      const on = dhcpOff(machine, NIC)
      rows(machine, 'New-NetIPAddress', { ...on, ...ADDRESS })
      rows(machine, 'Set-DnsClientServerAddress', { ...on, ServerAddresses: ['223.5.5.5'] })
      newSwitch(machine)
      machine.advance(30)
      return [addresses(machine, EGRESS), servers(machine, EGRESS), addresses(machine, NIC)]
    },
    {
      moves: [['192.168.1.2/25'], ['223.5.5.5'], []],
      wiped: [['192.168.1.57/24'], ['192.168.1.1'], []],
      'dns-lost': [['192.168.1.2/25'], [], []],
    },
  ],
  'interface-settings-on-switch': [
    (assumed) => ipInterface(afterSwitch(assumed), EGRESS)?.Forwarding,
    { defaults: 'Disabled', move: 'Enabled' },
  ],
  'host-vnic-mac': [
    (assumed) => {
      const machine = afterSwitch(assumed)
      return [macOf(machine, EGRESS), addresses(machine, EGRESS)]
    },
    {
      same: ['D8-BB-C1-00-00-32', ['192.168.1.57/24']],
      differs: ['D8-BB-C1-00-00-33', ['192.168.1.3/24']],
    },
  ],
  'uplink-status': [
    (assumed) => column(afterSwitch(assumed), 'Get-NetAdapter', { Name: NIC }, 'Status'),
    { Up: ['Up'], 'Not Present': ['Not Present'] },
  ],
  'wifi-bind': [
    (assumed) => errorId(machineWith(assumed), 'New-VMSwitch', { Name: 'air', NetAdapterName: 'WLAN' }),
    { fails: 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.NewVMSwitch', works: undefined },
  ],
  'failed-bind': [
    (assumed) => {
      const machine = machineWith(assumed)
      errorId(machine, 'New-VMSwitch', { Name: 'air', NetAdapterName: 'WLAN' })
      return rows(machine, 'Get-VMSwitch', { Name: 'ai*' }).map((row) => row.SwitchType)
    },
    { nothing: [], 'half-made-switch': ['Internal'] },
  ],
  'nic-bound-error': [
    (assumed) => errorId(afterSwitch(assumed), 'New-VMSwitch', { Name: 'other', NetAdapterName: NIC })?.split(',')[0],
    { Unspecified: 'Unspecified', OperationFailed: 'OperationFailed', InvalidParameter: 'InvalidParameter' },
  ],
  'remove-switch': [
    (assumed) => {
      const machine = sideRouter(assumed)
      rows(machine, 'Remove-VMSwitch', { Name: 'vmbr0', Force: true })
      machine.advance(30)
      return addresses(machine, NIC)
    },
    { restores: ['192.168.1.2/25'], 'does-not-restore': ['192.168.1.57/24'], original: ['192.168.1.57/24'] },
  ],
  'set-switch-adapter-repair': [
    (assumed) => {
      const machine = sideRouter(assumed)
      machine.reboot({ without: [NIC] })
      rows(machine, 'Set-VMSwitch', { Name: 'vmbr0', NetAdapterName: NIC })
      machine.advance(60)
      const names = column(machine, 'Get-VMNetworkAdapter', { ManagementOS: true, SwitchName: 'vmbr0' }, 'Name')
      return [names, addresses(machine, EGRESS), machine.state.adapters.some(({ name }) => name === `${EGRESS} 2`)]
    },
    {
      'same-vnic': [['vmbr0', 'vmbr0.1'], ['192.168.1.2/25'], false],
      'second-vnic': [['vmbr0', 'vmbr0.1', 'vmbr0'], ['192.168.1.2/25'], true],
    },
  ],
  'management-os-flag': [
    (assumed) => {
      const machine = afterSwitch(assumed)
      rows(machine, 'Remove-VMNetworkAdapter', { ManagementOS: true, Name: 'vmbr0', ...UNASKED })
      return column(machine, 'Get-VMSwitch', { Name: 'vmbr0' }, 'AllowManagementOS')
    },
    { 'follows-adapters': [false], 'as-set': [true] },
  ],
  'queue-options': [
    (assumed) => errorId(afterSwitch(assumed), 'Set-VMSwitch', { Name: 'vmbr0', DefaultQueueVrssEnabled: true }),
    { refused: 'OperationFailed,Microsoft.HyperV.PowerShell.Commands.SetVMSwitch', accepted: undefined },
  ],
  'default-switch-removal': [
    (assumed) => errorId(machineWith(assumed), 'Remove-VMSwitch', { Name: 'Default Switch', Force: true }),
    { refused: 'OperationFailed,Microsoft.HyperV.PowerShell.Commands.RemoveVMSwitch', removed: undefined },
  ],
  'hyper-v-names': [
    (assumed) => {
      const machine = machineWith(assumed)
      for (const Name of ['a[1]', 'a1']) rows(machine, 'New-VMSwitch', { Name, SwitchType: 'Private' })
      rows(machine, 'Remove-VMSwitch', { Name: 'a[1]', Force: true })
      return column(machine, 'Get-VMSwitch', { SwitchType: 'Private' }, 'Name')
    },
    { literal: ['a1'], pattern: ['a[1]'] },
  ],
  'no-switches': [
    (assumed) => {
      const machine = machineWith(assumed)
      machine.state.switches = []
      machine.state.hostAdapters = []
      return errorId(machine, 'Get-VMSwitch')
    },
    { 'no-rows': undefined, error: 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch' },
  ],
  'hyper-v-denied': [
    (assumed) => {
      const machine = machineWith(assumed)
      machine.state.computer.elevated = false
      return machine.invoke('Get-VMSwitch', {})
    },
    {
      Unspecified: denied('Unspecified'),
      AccessDenied: denied('AccessDenied'),
    },
  ],
  'vnic-ready': [
    (assumed) => {
      const machine = machineWith(assumed)
      newSwitch(machine)
      return [0, 3, 9].map((seconds) => {
        machine.advance(seconds)
        return ipInterface(machine, EGRESS) !== undefined
      })
    },
    { 0: [true, true, true], 3: [false, true, true], 12: [false, false, true] },
  ],
  'vnic-lease': [
    (assumed) => {
      const machine = machineWith(assumed)
      newSwitch(machine)
      rows(machine, 'Add-VMNetworkAdapter', { SwitchName: 'vmbr0', Name: 'vmbr0.1', ManagementOS: true })
      return [3, 4].map((seconds) => {
        machine.advance(seconds)
        return [...addresses(machine, INGRESS), ...gateways(machine, INGRESS)]
      })
    },
    {
      late: [[], ['192.168.1.3/24', '192.168.1.1']],
      'at-once': [
        ['192.168.1.3/24', '192.168.1.1'],
        ['192.168.1.3/24', '192.168.1.1'],
      ],
      none: [[], []],
    },
  ],
  'alias-after-recreate': [
    (assumed) => {
      const machine = switchedMachine(assumed)
      rows(machine, 'Remove-VMNetworkAdapter', { ManagementOS: true, Name: 'vmbr0.1', ...UNASKED })
      rows(machine, 'Add-VMNetworkAdapter', { SwitchName: 'vmbr0', Name: 'vmbr0.1', ManagementOS: true })
      return machine.state.adapters.at(-1)?.name
    },
    { same: INGRESS, suffix: `${INGRESS} 2` },
  ],
  'removed-adapter-rows': [
    (assumed) => {
      const machine = sideRouter(assumed)
      rows(machine, 'Remove-VMNetworkAdapter', { ManagementOS: true, Name: 'vmbr0', ...UNASKED })
      const kept = rows(machine, 'Get-NetIPAddress', { PolicyStore: 'PersistentStore' })
      return kept.map((row) => [row.InterfaceAlias, row.IPAddress])
    },
    {
      go: [[INGRESS, '192.168.1.129']],
      stay: [
        [INGRESS, '192.168.1.129'],
        ['', '192.168.1.2'],
      ],
    },
  ],
  'lease-after-dhcp-off': [
    (assumed) => {
      const machine = machineWith(assumed)
      dhcpOff(machine, NIC)
      return [addresses(machine, NIC), gateways(machine, NIC), servers(machine, NIC)]
    },
    { goes: [[], [], []], stays: [['192.168.1.57/24'], ['192.168.1.1'], ['192.168.1.1']] },
  ],
  'lease-route-protocol': [
    (assumed) => {
      const machine = switchedMachine(assumed)
      const params = { InterfaceAlias: INGRESS, DestinationPrefix: '0.0.0.0/0' }
      return column(machine, 'Get-NetRoute', params, 'Protocol')
    },
    { NetMgmt: ['NetMgmt'], Dhcp: ['Dhcp'] },
  ],
  'dhcp-on-address-add': [
    (assumed) => {
      const machine = machineWith(assumed)
      rows(machine, 'New-NetIPAddress', { InterfaceIndex: 29, ...ADDRESS })
      return [ipInterface(machine, NIC)?.Dhcp, addresses(machine, NIC)]
    },
    {
      'turned-off': ['Disabled', ['192.168.1.2/25']],
      'left-on': ['Enabled', ['192.168.1.57/24', '192.168.1.2/25']],
    },
  ],
  'manual-addresses-after-dhcp-on': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const InterfaceIndex = indexOf(machine, EGRESS)
      rows(machine, 'Set-NetIPInterface', { InterfaceIndex, AddressFamily: 'IPv4', Dhcp: 'Enabled' })
      machine.advance(10)
      return addresses(machine, EGRESS)
    },
    { go: ['192.168.1.57/24'], stay: ['192.168.1.2/25', '192.168.1.57/24'] },
  ],
  'last-address-removed': [
    (assumed) => {
      const machine = sideRouter(assumed)
      rows(machine, 'Remove-NetIPAddress', { IPAddress: '192.168.1.129', ...UNASKED })
      return ipInterface(machine, INGRESS)?.Dhcp
    },
    { 'dhcp-stays-off': 'Disabled', 'dhcp-on-again': 'Enabled' },
  ],
  'address-removal': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const on = { InterfaceIndex: indexOf(machine, INGRESS) }
      const again = { ...on, IPAddress: '192.168.1.129', PrefixLength: 25 }
      rows(machine, 'Remove-NetIPAddress', { ...on, IPAddress: '192.168.1.129', ...UNASKED })
      const first = errorId(machine, 'New-NetIPAddress', again)
      machine.advance(3)
      return [first, first && errorId(machine, 'New-NetIPAddress', again)]
    },
    { 'at-once': [undefined, undefined], lags: ['Windows System Error 87,New-NetIPAddress', undefined] },
  ],
  'prefix-length-set': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const params = { IPAddress: '192.168.1.2', InterfaceIndex: indexOf(machine, EGRESS), PrefixLength: 24 }
      return [errorId(machine, 'Set-NetIPAddress', params), addresses(machine, EGRESS)]
    },
    {
      'in-place': [undefined, ['192.168.1.2/24']],
      refused: ['Windows System Error 87,Set-NetIPAddress', ['192.168.1.2/25']],
      ignored: [undefined, ['192.168.1.2/25']],
    },
  ],
  'exists-error': [
    (assumed) => {
      const machine = sideRouter(assumed)
      return errorId(machine, 'New-NetIPAddress', { InterfaceIndex: indexOf(machine, EGRESS), ...ADDRESS })
    },
    { 87: 'Windows System Error 87,New-NetIPAddress', 5010: 'Windows System Error 5010,New-NetIPAddress' },
  ],
  'address-without-carrier': [
    (assumed) => {
      const machine = machineWith(assumed)
      const on = dhcpOff(machine, 'WLAN')
      return errorId(machine, 'New-NetIPAddress', { ...on, ...ADDRESS })
    },
    { works: undefined, fails: 'Windows System Error 87,New-NetIPAddress' },
  ],
  'static-while-unplugged': [
    (assumed) => {
      const machine = machineWith(assumed)
      const on = dhcpOff(machine, 'WLAN')
      rows(machine, 'New-NetIPAddress', { ...on, ...ADDRESS })
      rows(machine, 'Set-NetIPInterface', { ...on, AddressFamily: 'IPv4', Dhcp: 'Enabled' })
      machine.setLink('WLAN', 'up')
      return ipInterface(machine, 'WLAN')?.Dhcp
    },
    { 'leaves-flag': 'Disabled', clean: 'Enabled' },
  ],
  'gateway-exists': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const params = { InterfaceIndex: indexOf(machine, EGRESS), IPAddress: '192.168.1.9', PrefixLength: 25 }
      const id = errorId(machine, 'New-NetIPAddress', { ...params, DefaultGateway: '192.168.1.1' })
      return [id, addresses(machine, EGRESS)]
    },
    {
      'address-made': ['Windows System Error 87,New-NetIPAddress', ['192.168.1.2/25', '192.168.1.9/25']],
      'nothing-made': ['Windows System Error 87,New-NetIPAddress', ['192.168.1.2/25']],
    },
  ],
  'link-local': [
    (assumed) => {
      const machine = machineWith(assumed)
      dhcpOff(machine, NIC)
      machine.advance(10)
      return addresses(machine, NIC).length
    },
    { assigned: 1, none: 0 },
  ],
  'route-exists-error': [
    (assumed) => {
      const machine = sideRouter(assumed)
      return errorId(machine, 'New-NetRoute', { InterfaceIndex: indexOf(machine, EGRESS), ...DEFAULT_ROUTE })
    },
    { 87: 'Windows System Error 87,New-NetRoute', 5010: 'Windows System Error 5010,New-NetRoute' },
  ],
  'route-persistent-store': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const params = { InterfaceIndex: indexOf(machine, INGRESS), DestinationPrefix: '10.9.0.0/16' }
      return errorId(machine, 'New-NetRoute', { ...params, PolicyStore: 'PersistentStore' })
    },
    { rejected: 'Windows System Error 87,New-NetRoute', accepted: undefined },
  ],
  'persistent-route-removal': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const params = { InterfaceIndex: indexOf(machine, EGRESS), DestinationPrefix: '0.0.0.0/0', ...UNASKED }
      rows(machine, 'Remove-NetRoute', params)
      return [gateways(machine, EGRESS), gateways(machine, EGRESS, 'PersistentStore')]
    },
    { works: [[], []], 'fails-silently': [[], ['192.168.1.1']] },
  ],
  'next-hop-off-link': [
    (assumed) => {
      const machine = sideRouter(assumed)
      const params = { InterfaceIndex: indexOf(machine, INGRESS), DestinationPrefix: '10.9.0.0/16' }
      return errorId(machine, 'New-NetRoute', { ...params, NextHop: '192.168.7.1' })
    },
    { refused: 'Windows System Error 87,New-NetRoute', accepted: undefined },
  ],
  'persistent-interface-rows': [
    (assumed) => {
      const machine = sideRouter(assumed)
      return [EGRESS, INGRESS].map((alias) => ipInterface(machine, alias, 'PersistentStore')?.Forwarding)
    },
    { always: ['Disabled', 'Enabled'], 'changed-only': [undefined, 'Enabled'] },
  ],
  'dhcp-in-persistent-row': [
    (assumed) => ipInterface(sideRouter(assumed), EGRESS, 'PersistentStore')?.Dhcp,
    { same: 'Disabled', enabled: 'Enabled' },
  ],
  'reset-dns-families': [
    (assumed) => {
      const machine = withStaticDns(assumed)
      rows(machine, 'Set-DnsClientServerAddress', { InterfaceIndex: 29, ResetServerAddresses: true })
      return column(machine, 'Get-DnsClientServerAddress', { InterfaceIndex: 29 }, 'ServerAddresses')
    },
    { both: [['192.168.1.1'], []], ipv4: [['192.168.1.1'], ['fd00::53']] },
  ],
  'name-server-unset': [
    (assumed) => {
      const [row] = rows(machineWith(assumed), 'Get-ItemProperty', { Path: `${TCPIP}\\Interfaces\\{*a1}` })
      return row?.NameServer
    },
    { blank: '', absent: undefined },
  ],
  'registry-guid-case': [
    (assumed) => {
      const [row] = rows(machineWith(assumed), 'Get-ItemProperty', { Path: `${TCPIP}\\Interfaces\\{*a1}` })
      return row?.PSChildName
    },
    {
      lower: '{5e4d0000-0000-4000-8000-0000000000a1}',
      upper: '{5E4D0000-0000-4000-8000-0000000000A1}',
    },
  ],
  'index-after-reboot': [
    (assumed) => {
      const machine = machineWith(assumed)
      machine.reboot()
      return indexOf(machine, NIC) === 29
    },
    { changes: false, same: true },
  ],
  'uplink-missing-at-boot': [
    (assumed) => {
      const machine = sideRouter(assumed)
      machine.reboot({ without: [NIC] })
      const type = column(machine, 'Get-VMSwitch', { Name: 'vmbr0' }, 'SwitchType')
      return [type, ipInterface(machine, NIC) !== undefined]
    },
    { 'reads-internal': [['Internal'], true], waits: [['External'], false] },
  ],
  'vnic-settings-after-reboot': [
    (assumed) => {
      const machine = sideRouter(assumed)
      machine.reboot()
      return ipInterface(machine, INGRESS)?.Forwarding
    },
    { kept: 'Enabled', lost: 'Disabled' },
  ],
  'nat-subnets-after-reboot': [
    (assumed) => {
      const machine = machineWith(assumed)
      machine.reboot()
      machine.advance(30)
      return ['vEthernet (Default Switch)', 'vEthernet (WSL)'].map((alias) => addresses(machine, alias))
    },
    { new: [['172.27.240.1/20'], ['172.22.208.1/20']], same: [['172.27.128.1/20'], ['172.22.96.1/20']] },
  ],
  'feature-before-restart': [
    (assumed) => featureState(enabling(assumed)),
    { EnablePending: 'EnablePending', Enabled: 'Enabled' },
  ],
  'hyper-v-before-restart': [
    (assumed) => errorId(enabling(assumed), 'Get-VMSwitch'),
    {
      missing: 'CommandNotFoundException',
      'no-service': 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch',
    },
  ],
  'set-service-automatic': [
    (assumed) => {
      const machine = machineWith(assumed)
      rows(machine, 'Set-Service', { Name: 'WSearch', StartupType: 'Automatic' })
      return service(machine, 'WSearch')?.DelayedAutoStart
    },
    { 'keeps-delay': true, 'clears-delay': false },
  ],
  'forwarding-after-routing-service': [
    (assumed) => {
      const machine = machineWith(assumed)
      rows(machine, 'Set-Service', { Name: 'RemoteAccess', StartupType: 'Manual' })
      rows(machine, 'Start-Service', { Name: 'RemoteAccess' })
      rows(machine, 'Stop-Service', { Name: 'RemoteAccess' })
      return ipInterface(machine, NIC)?.Forwarding
    },
    { stays: 'Enabled', reverts: 'Disabled' },
  ],
  'router-flag-against-interface': [
    (assumed) => {
      const machine = machineWith(assumed)
      rows(machine, 'Set-NetIPInterface', { InterfaceIndex: 29, AddressFamily: 'IPv4', Forwarding: 'Disabled' })
      rows(machine, 'Set-ItemProperty', { LiteralPath: TCPIP, Name: 'IPEnableRouter', Value: 1 })
      machine.reboot()
      return [NIC, 'WLAN'].map((alias) => ipInterface(machine, alias)?.Forwarding)
    },
    { flag: ['Enabled', 'Enabled'], interface: ['Disabled', 'Enabled'] },
  ],
  'router-flag-on-new-interface': [
    (assumed) => {
      const machine = machineWith(assumed)
      rows(machine, 'Set-ItemProperty', { LiteralPath: TCPIP, Name: 'IPEnableRouter', Value: 1 })
      machine.reboot()
      newSwitch(machine)
      rows(machine, 'Add-VMNetworkAdapter', { SwitchName: 'vmbr0', Name: 'vmbr0.1', ManagementOS: true })
      machine.advance(30)
      return ipInterface(machine, INGRESS)?.Forwarding
    },
    { forwards: 'Enabled', default: 'Disabled' },
  ],
  'hidden-power-settings': [
    (assumed) => powerValue(machineWith(assumed), '7bc4a2f9'),
    { listed: 120, 'left-out': undefined },
  ],
}

function denied(id: string) {
  const message = 'You do not have the required permission to complete this task.'
  return {
    error: { id: `${id},Microsoft.HyperV.PowerShell.Commands.GetVMSwitch`, category: 'PermissionDenied', message },
  }
}

const NO_CASE: Case = [() => 'no case for it', {}]

describe.each(ASSUMPTIONS)('$name', ({ name, choices }) => {
  test.each(choices)('%s', (choice) => {
    const [look, seen] = cases[name] ?? NO_CASE
    expect(look({ [name]: choice })).toEqual(seen[choice])
  })

  test('has exactly the choices that are looked at', () => {
    expect(Object.keys(cases[name]?.[1] ?? {}).sort()).toEqual([...choices].sort())
  })
})

test('every case is about an assumption', () => {
  expect(Object.keys(cases).sort()).toEqual(ASSUMPTIONS.map(({ name }) => name).sort())
})

test.each([
  ['a behaviour nobody knows', 'moon-phase', 'full', 'sim/unknown-assumption'],
  ['a choice nobody offers', 'vnic-ready', '4', 'sim/unknown-choice'],
])('%s is refused', (_, name, choice, code) => {
  const machine = machineWith()
  const before = machine.toText()
  let stop: unknown
  try {
    machine.assume(name, choice)
  } catch (problem) {
    stop = problem
  }
  expect(stop).toBeInstanceOf(Stop)
  expect(stop).toMatchObject({ exitCode: 64, diagnostics: [{ code }] })
  expect(machine.toText()).toBe(before)
})

test('the default is not written down', () => {
  const machine = machineWith({ 'vnic-ready': '12' })
  expect(machine.state.assumptions).toEqual({ 'vnic-ready': '12' })
  machine.assume('vnic-ready', '3')
  expect(machine.state.assumptions).toEqual({})
})
