// What nobody has verified about Windows, each as a question with its possible answers. What gw promises holds under all.
import { Stop } from '../../model/diagnostic.ts'
import type { MachineState } from './state.ts'

export interface Assumption {
  readonly name: string
  readonly question: string
  /** The first one is assumed unless the machine says otherwise. */
  readonly choices: readonly [string, ...string[]]
  /** Where the doubt comes from: pages of the facts, `U` for no source at all. */
  readonly source: string
}

const all = {
  // --- a switch takes over an adapter
  'ip-configuration-on-switch': {
    question: 'What becomes of the IP configuration of a NIC that a new switch binds?',
    choices: ['moves', 'wiped', 'dns-lost'],
    source: 'windows.md §3: it moves, "not dependable"; Virtualization-Documentation#1960 lost DNS',
  },
  'interface-settings-on-switch': {
    question: 'Do forwarding, metric and weak host settings move along with the addresses?',
    choices: ['defaults', 'move'],
    source: 'windows.md §3 speaks of the IP configuration only: U',
  },
  'host-vnic-mac': {
    question: 'Does the first host adapter have the MAC address of the NIC?',
    choices: ['same', 'differs'],
    source: 'windows.md §1: two captures say the same, the article shows a last byte one higher',
  },
  'uplink-status': {
    question: 'What does Get-NetAdapter say of a NIC that a switch has bound?',
    choices: ['Up', 'Not Present'],
    source: 'captures.md §3: one capture each',
  },
  'wifi-bind': {
    question: 'Can a switch bind a Wi-Fi adapter?',
    choices: ['fails', 'works'],
    source: 'windows.md §3: "often refuse"',
  },
  'failed-bind': {
    question: 'What does a failed bind leave behind?',
    choices: ['nothing', 'half-made-switch'],
    source: 'windows.md §3: partly U',
  },
  'nic-bound-error': {
    question: 'Which error id does New-VMSwitch give for a NIC that another switch has?',
    choices: ['Unspecified', 'OperationFailed', 'InvalidParameter'],
    source: 'windows.md §3: exact id U',
  },
  'remove-switch': {
    question: 'What does the NIC have after Remove-VMSwitch?',
    choices: ['restores', 'does-not-restore', 'original'],
    source: 'windows.md §3: Virtualization-Documentation#1960 rolled back with it; details U',
  },
  'set-switch-adapter-repair': {
    question: 'Does Set-VMSwitch -NetAdapterName on a switch that lost its NIC keep the one host adapter?',
    choices: ['same-vnic', 'second-vnic'],
    source: 'windows.md §3, report: it can add a second one with the same MAC',
  },
  'management-os-flag': {
    question: 'What does AllowManagementOS say after the last host adapter went by Remove-VMNetworkAdapter?',
    choices: ['follows-adapters', 'as-set'],
    source: 'U',
  },
  'queue-options': {
    question: 'Does Set-VMSwitch accept its VMMQ and vRSS options on this machine?',
    choices: ['refused', 'accepted'],
    source: 'windows.md §3: fail on many hosts',
  },
  'default-switch-removal': {
    question: 'Can the Default Switch be removed?',
    choices: ['refused', 'removed'],
    source: 'windows.md §3: belief against multipass#3580',
  },
  'hyper-v-names': {
    question: 'Is a name given to Set-, Remove- and New-VMSwitch or to a host adapter cmdlet a wildcard pattern?',
    choices: ['literal', 'pattern'],
    source: 'windows.md §1: Get-VMSwitch -Name takes wildcards; the others U',
  },
  'no-switches': {
    question: 'What does Get-VMSwitch without a name answer when there is no switch?',
    choices: ['no-rows', 'error'],
    source: 'windows.md §4: the error was seen with a name',
  },
  'hyper-v-denied': {
    question: 'Which error does a Hyper-V cmdlet give without the right?',
    choices: ['Unspecified', 'AccessDenied'],
    source: 'windows.md §9: the text is known, the id is not',
  },

  // --- a new host adapter
  'vnic-ready': {
    question: 'How many seconds until a new host adapter has its IP interface?',
    choices: ['3', '0', '12'],
    source: 'windows.md §3: not ready at once; DSC waits up to 30 s',
  },
  'vnic-lease': {
    question: 'When does a new host adapter get its lease?',
    choices: ['late', 'at-once', 'none'],
    source: 'the article: it should have one by then; when is U',
  },
  'alias-after-recreate': {
    question: 'Does a host adapter that is made again get its old alias?',
    choices: ['same', 'suffix'],
    source: 'windows.md §3 and §5.9: suffixes and ghosts seen; this case U',
  },
  'removed-adapter-rows': {
    question: 'What happens to the persistent rows of an adapter that is removed?',
    choices: ['go', 'stay'],
    source: 'windows.md §2: routes bound to vanished interfaces are reported; §5.9',
  },

  // --- addresses and DHCP
  'lease-after-dhcp-off': {
    question: 'Do the leased address and its default route go when DHCP is turned off?',
    choices: ['goes', 'stays'],
    source: 'windows.md §5.5: U',
  },
  'dhcp-on-address-add': {
    question: 'Does New-NetIPAddress turn DHCP off on the interface?',
    choices: ['turned-off', 'left-on'],
    source: 'windows.md §5.3: documented; the article turns it off first',
  },
  'manual-addresses-after-dhcp-on': {
    question: 'What happens to addresses set by hand when DHCP is turned on?',
    choices: ['go', 'stay'],
    source: 'U',
  },
  'last-address-removed': {
    question: 'Does removing the last address turn DHCP on again?',
    choices: ['dhcp-stays-off', 'dhcp-on-again'],
    source: 'windows.md §5.3, report',
  },
  'address-removal': {
    question: 'Is a removed address gone at once?',
    choices: ['at-once', 'lags'],
    source: 'windows.md §5.8: cloudbase-init#54',
  },
  'prefix-length-set': {
    question: 'Can Set-NetIPAddress change the prefix length?',
    choices: ['in-place', 'refused', 'ignored'],
    source: 'windows.md §5.6: documented, yet DSC removes and adds',
  },
  'exists-error': {
    question: 'Which error does New-NetIPAddress give for an address that exists?',
    choices: ['87', '5010'],
    source: 'windows.md §4: one capture each',
  },
  'address-without-carrier': {
    question: 'Does New-NetIPAddress work on a disconnected NIC once DHCP is off?',
    choices: ['works', 'fails'],
    source: 'windows.md §5.3, report: fails in any order',
  },
  'static-while-unplugged': {
    question: 'Does an address set while unplugged keep DHCP from coming back later?',
    choices: ['leaves-flag', 'clean'],
    source: 'windows.md §5.4: Simple-IP-Config#60',
  },
  'gateway-exists': {
    question: 'Is the address made when New-NetIPAddress -DefaultGateway finds a default route?',
    choices: ['address-made', 'nothing-made'],
    source: 'windows.md §5.1: "may exist already"',
  },
  'link-local': {
    question: 'Does an interface without any IPv4 address take one from 169.254.0.0/16?',
    choices: ['assigned', 'none'],
    source: 'windows.md §2: default behaviour LinkLocalDelayed; delay U',
  },

  // --- routes
  'lease-route-protocol': {
    question: 'Which protocol has the default route of a lease?',
    choices: ['NetMgmt', 'Dhcp'],
    source: 'windows.md §2 names Dhcp 19; no capture shows such a route',
  },
  'route-exists-error': {
    question: 'Which error does New-NetRoute give for a route that exists?',
    choices: ['87', '5010'],
    source: 'windows.md §4: id U, 87 likely',
  },
  'route-persistent-store': {
    question: 'Does New-NetRoute accept -PolicyStore PersistentStore?',
    choices: ['rejected', 'accepted'],
    source: 'windows.md §2: rejected; a newer report says it depends on the version',
  },
  'persistent-route-removal': {
    question: 'Does Remove-NetRoute remove the persistent route?',
    choices: ['works', 'fails-silently'],
    source: 'windows.md §2: forklift#6465, #7245, #1903',
  },
  'next-hop-off-link': {
    question: 'Does New-NetRoute accept a next hop that is not on a subnet of the interface?',
    choices: ['refused', 'accepted'],
    source: 'forwarding.md R3; the cmdlet itself U',
  },

  // --- stores, DNS, registry
  'persistent-interface-rows': {
    question: 'Which interfaces has Get-NetIPInterface -PolicyStore PersistentStore?',
    choices: ['always', 'changed-only'],
    source: 'captures.md §7: never captured',
  },
  'dhcp-in-persistent-row': {
    question: 'What does Dhcp say in a persistent row?',
    choices: ['same', 'enabled'],
    source: 'windows.md §2: kept only in the active store',
  },
  'reset-dns-families': {
    question: 'Which families does -ResetServerAddresses reset?',
    choices: ['both', 'ipv4'],
    source: 'windows.md §2: both families U',
  },
  'name-server-unset': {
    question: 'What is NameServer in the registry when nothing was set by hand?',
    choices: ['blank', 'absent'],
    source: 'windows.md §2: blank means DHCP; never set U',
  },
  'registry-guid-case': {
    question: 'In which case are the interface keys of the registry written?',
    choices: ['lower', 'upper'],
    source: 'U',
  },

  // --- features, services, power
  'feature-before-restart': {
    question: 'What does Get-WindowsOptionalFeature say of Hyper-V between enabling it and the restart?',
    choices: ['EnablePending', 'Enabled'],
    source: 'windows.md §7: "EnablePending means restart first", U',
  },
  'hyper-v-before-restart': {
    question: 'Are the cmdlets of Hyper-V there before the restart?',
    choices: ['missing', 'no-service'],
    source: 'U; without the service they answer as if there were no switch: windows.md §4',
  },
  'set-service-automatic': {
    question: 'Does Set-Service -StartupType Automatic turn delayed start off?',
    choices: ['keeps-delay', 'clears-delay'],
    source: 'windows.md §2: 5.1 does not know delayed start, 7 does; what each writes is U',
  },
  'forwarding-after-routing-service': {
    question: 'What is forwarding after the routing service was stopped?',
    choices: ['stays', 'reverts'],
    source: 'the article stops it and says no more: U',
  },
  'router-flag-against-interface': {
    question: 'Does IPEnableRouter at a start win against an interface that was told not to forward?',
    choices: ['flag', 'interface'],
    source: 'windows.md §2: "then every interface forwards", U',
  },
  'router-flag-on-new-interface': {
    question: 'Does an interface that is made while IPEnableRouter is in force forward from the beginning?',
    choices: ['forwards', 'default'],
    source: 'windows.md §2: U',
  },
  'hidden-power-settings': {
    question: 'Does Win32_PowerSettingDataIndex list settings that the control panel hides, such as unattended sleep?',
    choices: ['listed', 'left-out'],
    source: 'services.md: hidden settings need powercfg /qh; WMI U',
  },

  // --- restart
  'index-after-reboot': {
    question: 'Do interface indexes change with a restart?',
    choices: ['changes', 'same'],
    source: 'windows.md §7: not guaranteed',
  },
  'uplink-missing-at-boot': {
    question: 'What is a switch whose NIC was missing when Windows started?',
    choices: ['reads-internal', 'waits'],
    source: 'windows.md §3, report',
  },
  'vnic-settings-after-reboot': {
    question: 'Do forwarding, metric and weak host of a host adapter survive a restart?',
    choices: ['kept', 'lost'],
    source: 'windows.md §7: by the both-stores rule, "confirm on a host"',
  },
  'nat-subnets-after-reboot': {
    question: 'Do the Default Switch and WSL choose another subnet at a restart?',
    choices: ['new', 'same'],
    source: 'windows.md §3: may change; pains.md 12',
  },
} as const satisfies Record<string, Omit<Assumption, 'name'>>

type Table = typeof all
export type AssumptionName = keyof Table

export const ASSUMPTIONS: readonly Assumption[] = Object.entries<Omit<Assumption, 'name'>>(all).map(([name, rest]) => ({
  name,
  ...rest,
}))

/** What this machine takes for true. */
export function assumed<N extends AssumptionName>(state: MachineState, name: N): Table[N]['choices'][number] {
  // The keys and values of `assumptions` are checked where a machine is read and where one is set.
  return (state.assumptions[name] as Table[N]['choices'][number] | undefined) ?? all[name].choices[0]
}

/** Sets one; the default is not written down. Throws Stop when the name or the choice does not exist. */
export function setAssumption(state: MachineState, name: string, choice: string): void {
  const problem = checkAssumption(name, choice)
  if (problem) throw new Stop([{ severity: 'error', ...problem }], 64)
  const defaultChoice = ASSUMPTIONS.find((assumption) => assumption.name === name)?.choices[0]
  if (choice === defaultChoice) delete state.assumptions[name]
  else state.assumptions[name] = choice
}

/** Undefined when the machine knows this behaviour and this choice of it. */
export function checkAssumption(
  name: string,
  choice: string,
): { code: string; message: string; fix: string } | undefined {
  const assumption = ASSUMPTIONS.find((one) => one.name === name)
  if (assumption === undefined) {
    const fix = `It has: ${ASSUMPTIONS.map((one) => one.name).join(', ')}.`
    return { code: 'sim/unknown-assumption', message: `The simulated machine has no behaviour named '${name}'.`, fix }
  }
  if (assumption.choices.includes(choice)) return undefined
  const fix = `Choose one of: ${assumption.choices.join(', ')}.`
  return { code: 'sim/unknown-choice', message: `'${choice}' is no choice for ${name}.`, fix }
}
