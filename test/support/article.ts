// The article's first section as its author types it, and the wrong ways it warns of: the very lines, run on a machine.
import { readFileSync } from 'node:fs'
import { loadGateway } from '../../src/config/load.ts'
import { execute } from '../../src/hosts/simulated/exec.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'

/** Types lines of PowerShell into the machine. Throws when Windows refuses one. */
export type Typing = (lines: readonly string[]) => unknown

const SWITCH = [
  'New-VMSwitch -Name "vmbr0" -NetAdapterName "以太网 4" -AllowManagementOS $true',
  'Add-VMNetworkAdapter -SwitchName "vmbr0" -Name "vmbr0.1" -ManagementOS',
]
/** 10 and 23 are what the author's Get-NetAdapter showed for vEthernet (vmbr0) and vEthernet (vmbr0.1). */
const ADDRESSES = [
  'Set-NetIPInterface -InterfaceIndex 10 -Dhcp Disabled',
  'Set-NetIPInterface -InterfaceIndex 23 -Dhcp Disabled',
  'New-NetIPAddress -InterfaceIndex 10 -IPAddress 192.168.1.2 -PrefixLength 25 -DefaultGateway 192.168.1.1',
  'New-NetIPAddress -InterfaceIndex 23 -IPAddress 192.168.1.129 -PrefixLength 25',
  'Set-DnsClientServerAddress -InterfaceIndex 10 -ServerAddresses 223.5.5.5, 192.168.1.1',
]
const FORWARDING = ['Set-NetIPInterface -InterfaceIndex 23 -Forwarding Enabled']

/** The whole set-up by hand, with the pauses that typing takes. */
export async function setUpByHand(machine: SimulatedMachine, type: Typing = typeInto(machine)): Promise<void> {
  await type(SWITCH)
  machine.advance(60)
  await type(ADDRESSES.map((line) => withIndexes(machine, line)))
  machine.advance(60)
  await type(FORWARDING.map((line) => withIndexes(machine, line)))
  machine.advance(60)
}

/** What the article calls wrong, by name. */
export const WRONG = {
  'forwarding on the one NIC': [
    'Set-NetIPInterface -InterfaceAlias "以太网 4" -AddressFamily IPv4 -Forwarding Enabled',
  ],
  'IPEnableRouter set': [
    "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters' -Name 'IPEnableRouter' -Value 1",
  ],
  'the routing service on': ['Set-Service RemoteAccess -StartupType Automatic', 'Start-Service RemoteAccess'],
} as const satisfies Record<string, readonly string[]>

/** The article's own way back from them. */
export const RIGHTED = {
  'IPEnableRouter set': [
    "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters' -Name 'IPEnableRouter' -Value 0",
  ],
  'the routing service on': ['Stop-Service RemoteAccess', 'Set-Service RemoteAccess -StartupType Manual'],
} as const satisfies Partial<Record<keyof typeof WRONG, readonly string[]>>

/** As `gw sim exec` does. */
export function typeInto(machine: SimulatedMachine): Typing {
  return (lines) => {
    for (const line of lines) {
      const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, double, single, bare]) => double ?? single ?? bare ?? '',
      )
      const answer = execute(machine, words)
      if ('error' in answer) throw new Error(`${line}: ${answer.error.message} (${answer.error.id})`)
    }
  }
}

/** An example's gateway.yaml, without the sections that a test leaves out. */
export function exampleGateway(example: string, without: readonly string[] = []): Gateway {
  const text = readFileSync(new URL(`../../examples/${example}/gateway.yaml`, import.meta.url), 'utf8')
  const kept = text.split(/^(?=\S)/m).filter((section) => !without.some((name) => section.startsWith(`${name}:`)))
  const { gateway, diagnostics } = loadGateway('gateway.yaml', kept.join(''))
  if (gateway === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return gateway
}

function withIndexes(machine: SimulatedMachine, line: string): string {
  const indexOf = (alias: string) => machine.state.adapters.find(({ name }) => name === alias)?.index
  return line
    .replace('-InterfaceIndex 10', `-InterfaceIndex ${indexOf('vEthernet (vmbr0)')}`)
    .replace('-InterfaceIndex 23', `-InterfaceIndex ${indexOf('vEthernet (vmbr0.1)')}`)
}
