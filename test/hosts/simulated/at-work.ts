// Shorthand for tests on the simulated machine: run a cmdlet, look at rows, find an index.
import type { OutputRow } from '../../../src/hosts/simulated/answer.ts'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import type { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'

export type Params = Readonly<Record<string, unknown>>

export const NIC = '以太网 4'
export const EGRESS = 'vEthernet (vmbr0)'
export const INGRESS = 'vEthernet (vmbr0.1)'
export const TCPIP = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'
export const UNASKED = { Confirm: false }

/** The rows of an answer; an error fails the test. */
export function rows(machine: SimulatedMachine, cmdlet: string, params: Params = {}): readonly OutputRow[] {
  const answer = machine.invoke(cmdlet, params)
  if ('error' in answer) throw new Error(`${cmdlet}: ${answer.error.id}: ${answer.error.message}`)
  return answer.rows
}

/** State of an optional feature, as Windows says it. */
export function featureState(machine: SimulatedMachine, FeatureName = 'Microsoft-Hyper-V'): unknown {
  return column(machine, 'Get-WindowsOptionalFeature', { Online: true, FeatureName }, 'State')[0]
}

/** One row of Win32_Service. */
export function service(machine: SimulatedMachine, name: string): OutputRow | undefined {
  return rows(machine, 'Get-CimInstance', { ClassName: 'Win32_Service' }).find((row) => row.Name === name)
}

/** A value on mains of the active power plan, by the end of its GUID. */
export function powerValue(machine: SimulatedMachine, setting: string): unknown {
  const Namespace = 'root\\cimv2\\power'
  const found = rows(machine, 'Get-CimInstance', { Namespace, ClassName: 'Win32_PowerSettingDataIndex' })
  return found.find(({ InstanceID }) => new RegExp(`AC\\\\\\{${setting}`).test(String(InstanceID)))?.SettingIndexValue
}

/** The id of the error of an answer; rows give undefined. */
export function errorId(machine: SimulatedMachine, cmdlet: string, params: Params = {}): string | undefined {
  const answer = machine.invoke(cmdlet, params)
  return 'error' in answer ? answer.error.id : undefined
}

/** One column of the rows. */
export function column(machine: SimulatedMachine, cmdlet: string, params: Params, name: string): unknown[] {
  return rows(machine, cmdlet, params).map((row) => row[name])
}

export function indexOf(machine: SimulatedMachine, alias: string): number {
  const found = machine.state.adapters.find(({ name }) => name === alias)
  if (found === undefined) throw new Error(`no adapter ${alias}`)
  return found.index
}

/** IPv4 addresses of an interface in one store, with their prefix length. */
export function addresses(machine: SimulatedMachine, alias: string, PolicyStore = 'ActiveStore'): string[] {
  return rows(machine, 'Get-NetIPAddress', { PolicyStore })
    .filter((row) => row.InterfaceAlias === alias && row.AddressFamily === 'IPv4')
    .map((row) => `${row.IPAddress}/${row.PrefixLength}`)
}

/** Default routes of an interface in one store, by next hop. */
export function gateways(machine: SimulatedMachine, alias: string, PolicyStore = 'ActiveStore'): unknown[] {
  return rows(machine, 'Get-NetRoute', { PolicyStore })
    .filter((row) => row.InterfaceAlias === alias && row.DestinationPrefix === '0.0.0.0/0')
    .map((row) => row.NextHop)
}

/** DNS servers of an interface, IPv4. */
export function servers(machine: SimulatedMachine, alias: string): unknown {
  return rows(machine, 'Get-DnsClientServerAddress').find(
    (row) => row.InterfaceAlias === alias && row.AddressFamily === 2,
  )?.ServerAddresses
}

/** One IP interface row, IPv4. */
export function ipInterface(
  machine: SimulatedMachine,
  alias: string,
  PolicyStore = 'ActiveStore',
): OutputRow | undefined {
  return rows(machine, 'Get-NetIPInterface', { PolicyStore }).find(
    (row) => row.InterfaceAlias === alias && row.AddressFamily === 'IPv4',
  )
}

/** The article's machine under other assumptions. */
export function machineWith(assumptions: Readonly<Record<string, string>> = {}): SimulatedMachine {
  const machine = articleMachine()
  for (const [name, choice] of Object.entries(assumptions)) machine.assume(name, choice)
  return machine
}

export function newSwitch(machine: SimulatedMachine, more: Params = {}): void {
  rows(machine, 'New-VMSwitch', { Name: 'vmbr0', NetAdapterName: NIC, ...more })
}

/** The switch of the article and its second host adapter, everything settled. */
export function switchedMachine(assumptions: Readonly<Record<string, string>> = {}): SimulatedMachine {
  const machine = machineWith(assumptions)
  newSwitch(machine)
  rows(machine, 'Add-VMNetworkAdapter', { SwitchName: 'vmbr0', Name: 'vmbr0.1', ManagementOS: true })
  machine.advance(30)
  return machine
}

/** The article done by hand to its end. */
export function sideRouter(assumptions: Readonly<Record<string, string>> = {}): SimulatedMachine {
  const machine = switchedMachine(assumptions)
  const [egress, ingress] = [indexOf(machine, EGRESS), indexOf(machine, INGRESS)]
  rows(machine, 'Set-NetIPInterface', { InterfaceIndex: egress, AddressFamily: 'IPv4', Dhcp: 'Disabled' })
  rows(machine, 'Set-NetIPInterface', { InterfaceIndex: ingress, AddressFamily: 'IPv4', Dhcp: 'Disabled' })
  rows(machine, 'New-NetIPAddress', {
    InterfaceIndex: egress,
    IPAddress: '192.168.1.2',
    PrefixLength: 25,
    DefaultGateway: '192.168.1.1',
  })
  rows(machine, 'New-NetIPAddress', { InterfaceIndex: ingress, IPAddress: '192.168.1.129', PrefixLength: 25 })
  rows(machine, 'Set-DnsClientServerAddress', {
    InterfaceIndex: egress,
    ServerAddresses: ['223.5.5.5', '192.168.1.1'],
  })
  rows(machine, 'Set-NetIPInterface', { InterfaceIndex: ingress, AddressFamily: 'IPv4', Forwarding: 'Enabled' })
  machine.advance(10)
  return machine
}
