// What `gw plan` says of a live machine: the article's, after somebody has changed it.
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { Snapshot } from '../../../src/powershell/snapshot.ts'
import { house } from '../../analysis/house.ts'
import { type Examples, planned, unread } from '../recipes.ts'

const NIC = '以太网 4'
const uplink = (selector: string) => house().replace(NIC, selector)
const resource = (text: string) => `name: home\nresources: [${text}]\n`

/** Makes a switch by hand, as many times as it has names. */
const switches =
  (...names: string[]) =>
  (machine: ReturnType<typeof articleMachine>) => {
    for (const Name of names) machine.invoke('New-VMSwitch', { Name, SwitchType: 'Internal' })
  }

export const examples: Examples = {
  'adapter/ambiguous': planned((machine) => {
    const [nic, wifi] = ['以太网 4', 'WLAN'].map((name) => machine.state.adapters.find((one) => one.name === name))
    if (nic && wifi) wifi.description = nic.description
  }, uplink('{ description: Realtek PCIe 2.5GbE Family Controller }')),
  'adapter/duplicate-name': planned((machine) => {
    machine.invoke('New-VMSwitch', { Name: 'vmbr0', NetAdapterName: NIC, AllowManagementOS: true })
    for (let twice = 0; twice < 2; twice++)
      machine.invoke('Add-VMNetworkAdapter', { ManagementOS: true, SwitchName: 'vmbr0', Name: 'vmbr0.1' })
  }),
  'adapter/not-found': planned(undefined, uplink('以太网 5')),
  'adapter/wildcard': planned((machine) => {
    for (const one of machine.state.adapters) if (one.name === NIC) one.name = 'LAN*'
    for (const one of machine.state.adapters) if (one.name === 'WLAN') one.name = 'LAN 2'
  }, uplink('LAN*')),
  'feature/payload-removed': planned((machine) => {
    machine.state.features.TelnetClient = 'DisabledWithPayloadRemoved'
  }, 'name: home\nfeatures: [TelnetClient]\n'),
  'feature/unknown': planned((machine) => {
    Object.assign(machine.state, articleMachine({ hyperV: 'unknown' }).state)
  }, 'name: home\nfeatures: [Microsoft-Hyper-V]\n'),
  'forwarding/others': planned((machine) => {
    machine.invoke('Set-NetIPInterface', { InterfaceAlias: 'WLAN', AddressFamily: 'IPv4', Forwarding: 'Enabled' })
  }),
  'graph/cycle': planned(
    undefined,
    resource(
      '\n  { kind: HyperVSwitch, name: a, needs: [HyperVSwitch.b] },\n  { kind: HyperVSwitch, name: b, needs: [HyperVSwitch.a] }\n',
    ),
  ),
  'interface/disconnected': planned(
    (machine) => machine.setLink('WLAN', 'down'),
    `name: home
ipPlans: [{ interface: WLAN, address: 192.168.1.2/24 }]
`,
  ),
  'interface/not-found': planned(undefined, 'name: home\nipPlans: [{ interface: LAN, address: 192.168.1.2/24 }]\n'),
  'interface/not-ready': planned((machine) => {
    machine.invoke('New-VMSwitch', { Name: 'vmbr0', NetAdapterName: NIC, AllowManagementOS: true })
  }),
  'ownership/foreign': planned((machine) => {
    switches('lab')(machine)
    machine.invoke('Add-VMNetworkAdapter', { ManagementOS: true, SwitchName: 'lab', Name: 'vmbr0.1' })
  }),
  'power/not-listed': planned(
    (machine) => machine.assume('hidden-power-settings', 'left-out'),
    'name: home\npower: { sleep: never }\n',
  ),
  'service/not-found': planned(
    undefined,
    resource('{ kind: WindowsService, name: Mihomo, status: Running, startType: Automatic }'),
  ),
  'snapshot/not-read': unread(() => new Snapshot({}).unknown('Get-VMSwitch')),
  'switch/adapter-taken': planned((machine) => {
    machine.invoke('New-VMSwitch', { Name: 'lab', NetAdapterName: NIC, AllowManagementOS: true })
  }),
  'switch/duplicate-name': planned(switches('vmbr0', 'vmbr0')),
  'switch/never-touched': planned((machine) => {
    for (const one of machine.state.adapters) if (one.name === 'WLAN') one.name = 'vEthernet (Default Switch) 2'
    for (const one of machine.state.adapters) if (one.name === 'vEthernet (Default Switch)') one.name = 'NAT'
  }, 'name: home\nipPlans: [{ interface: NAT, address: 172.27.128.1/20 }]\n'),
  'switch/not-found': planned(undefined, resource('{ kind: HyperVAdapter, name: vmbr0.1, switch: vmbr0 }')),
}
