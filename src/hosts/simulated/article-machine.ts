// The machine of the article: one wired NIC by DHCP, Wi-Fi, Bluetooth, Default Switch, WSL and a running TUN.
import { moduleNames } from './catalogue.ts'
import { advanceClock } from './clock.ts'
import { takeLease, takeLinkLocal } from './dhcp.ts'
import { freshConfiguration, giveConfiguration } from './ip-configuration.ts'
import { SimulatedMachine } from './machine.ts'
import { type Adapter, FORMAT_VERSION, type MachineState } from './state.ts'
import { addDefaultSwitch, addNatAdapter, addStatic, startTun } from './volatile.ts'

export interface Variant {
  /** Left out: enabled. `Disabled` as on a fresh Pro, `unknown` as on Home, which has no such feature: windows.md, section 3. */
  readonly hyperV?: 'Disabled' | 'unknown'
  /** A second wired NIC on the same network: the article's way without Hyper-V. */
  readonly secondNic?: true
}

/** A fresh one each time; the same bytes each time. */
export function articleMachine({ hyperV, secondNic }: Variant = {}): SimulatedMachine {
  const state = emptyState()
  addLoopback(state)
  addAdapter(state, WIRED)
  if (secondNic) addAdapter(state, SECOND)
  addAdapter(state, WIFI)
  addAdapter(state, BLUETOOTH)
  if (hyperV === undefined) addDefaultSwitch(state)
  else withoutHyperV(state, hyperV)
  const wsl = { id: '5e4d0000-0000-4000-8000-0000000000c2', name: 'WSL', notes: '', system: 'wsl' } as const
  state.switches.push({ ...wsl, type: 'Internal', allowManagementOS: true })
  addNatAdapter(state, {
    name: 'WSL',
    switch: wsl.id,
    guid: '{5E4D0000-0000-4000-8000-0000000000A5}',
    address: '172.22.96.1',
    description: 'Hyper-V Virtual Ethernet Adapter #2',
  })
  // forwarding.md R4 and R5: the first address of the fake range with /30, one default route by the next one.
  startTun(state, { adapter: TUN, address: '198.18.0.1', prefixLength: 30, nextHop: '198.18.0.2' })
  takeLease(state, WIRED.guid)
  if (secondNic) takeLease(state, SECOND.guid)
  takeLinkLocal(state, WIFI.guid)
  takeLinkLocal(state, BLUETOOTH.guid)
  renumber(state)
  advanceClock(state, 0)
  return new SimulatedMachine(state)
}

// Names and indexes of the article's first listing; its masked MAC addresses are completed with zeros.
const WIRED: Adapter = {
  guid: '{5E4D0000-0000-4000-8000-0000000000A1}',
  name: '以太网 4',
  description: 'Realtek PCIe 2.5GbE Family Controller',
  index: 29,
  mac: 'D8BBC1000032',
  kind: 'ethernet',
  link: 'up',
  lan: 'home',
}
const SECOND: Adapter = {
  guid: '{5E4D0000-0000-4000-8000-0000000000A7}',
  name: '以太网 5',
  description: 'Realtek USB GbE Family Controller',
  index: 30,
  mac: '00E04C000033',
  kind: 'ethernet',
  link: 'up',
  lan: 'home',
}
const WIFI: Adapter = {
  guid: '{5E4D0000-0000-4000-8000-0000000000A2}',
  name: 'WLAN',
  description: 'Intel(R) Wi-Fi 6 AX201 160MHz',
  index: 14,
  mac: '38A28000004D',
  kind: 'wifi',
  link: 'down',
  lan: 'home',
}
const BLUETOOTH: Adapter = {
  guid: '{5E4D0000-0000-4000-8000-0000000000A3}',
  name: '蓝牙网络连接',
  description: 'Bluetooth Device (Personal Area Network)',
  index: 8,
  mac: '38A28000004E',
  kind: 'bluetooth',
  link: 'down',
}
const TUN: Adapter = {
  guid: '{5E4D0000-0000-4000-8000-0000000000A6}',
  name: 'Mihomo',
  description: 'Meta Tunnel',
  index: 19,
  mac: '',
  kind: 'tun',
  link: 'up',
  volatile: true,
}
// Names and states as in json-windowsoptionalfeature.json, Hyper-V on.
const FEATURES: MachineState['features'] = {
  NetFx3: 'DisabledWithPayloadRemoved',
  TelnetClient: 'Disabled',
  VirtualMachinePlatform: 'Enabled',
  'Microsoft-Windows-Subsystem-Linux': 'Enabled',
  'Microsoft-Hyper-V-All': 'Enabled',
  'Microsoft-Hyper-V': 'Enabled',
  'Microsoft-Hyper-V-Management-PowerShell': 'Enabled',
}

// RemoteAccess as clixml-services-ws2016.xml has it; one with delayed start, one that is only automatic.
const SERVICES: MachineState['services'] = [
  { name: 'Dnscache', displayName: 'DNS Client', status: 'Running', startMode: 'Auto', delayed: false, dependsOn: [] },
  {
    name: 'RasMan',
    displayName: 'Remote Access Connection Manager',
    status: 'Stopped',
    startMode: 'Manual',
    delayed: false,
    dependsOn: [],
  },
  {
    name: 'RemoteAccess',
    displayName: 'Routing and Remote Access',
    status: 'Stopped',
    startMode: 'Disabled',
    delayed: false,
    dependsOn: ['RasMan'],
  },
  {
    name: 'WSearch',
    displayName: 'Windows Search',
    status: 'Running',
    startMode: 'Auto',
    delayed: true,
    dependsOn: [],
  },
]

// The plan of clixml-win32-powerplan-ws2016.xml with subgroup SUB_SLEEP: sleep, hibernate, unattended sleep (services.md).
const POWER: MachineState['power'] = {
  active: '381b4222-f694-41f0-9685-ff5bb260df2e',
  plans: [
    {
      guid: '381b4222-f694-41f0-9685-ff5bb260df2e',
      name: 'Balanced',
      ac: {
        '29f6c1db-86da-48c5-9fdb-f2b67b1f44da': 1800,
        '9d7815a6-7ee4-497e-8888-515a05f02364': 10800,
        '7bc4a2f9-d8fc-4469-b07b-33eb785aaca0': 120,
      },
      dc: {
        '29f6c1db-86da-48c5-9fdb-f2b67b1f44da': 900,
        '9d7815a6-7ee4-497e-8888-515a05f02364': 10800,
        '7bc4a2f9-d8fc-4469-b07b-33eb785aaca0': 120,
      },
    },
  ],
}
const INDEXES: Readonly<Record<string, number>> = {
  'vEthernet (Default Switch)': 32,
  'vEthernet (WSL)': 66,
  Mihomo: 19,
}

function emptyState(): MachineState {
  return {
    formatVersion: FORMAT_VERSION,
    now: '2026-11-20T21:00:00.000Z',
    computer: {
      name: 'GW-PC',
      user: 'GW-PC\\me',
      machineGuid: '5e4d0000-0000-4000-8000-00000000c0de',
      smbiosUuid: '5E4D0000-0000-4000-8000-0000000B105A',
      elevated: true,
      modules: moduleNames(),
    },
    lans: {
      home: {
        router: '192.168.1.1',
        prefixLength: 24,
        dhcp: { first: '192.168.1.3', last: '192.168.1.126', dns: ['192.168.1.1'] },
        taken: [],
        leases: { [WIRED.mac]: '192.168.1.57' },
      },
    },
    adapters: [],
    interfaces: [],
    addresses: [],
    routes: [],
    dns: [],
    switches: [],
    hostAdapters: [],
    vms: [],
    tcpipParameters: {},
    features: { ...FEATURES },
    services: structuredClone([...SERVICES]),
    power: structuredClone(POWER),
    due: [],
    ghosts: [],
    parked: {},
    counters: { index: 66, guid: 0, mac: 0, boots: 1 },
    assumptions: {},
    faults: [],
    gw: {},
  }
}

function withoutHyperV(state: MachineState, hyperV: 'Disabled' | 'unknown'): void {
  state.computer.modules = state.computer.modules.filter((name) => name !== 'Hyper-V')
  for (const name of Object.keys(FEATURES).filter((one) => one.startsWith('Microsoft-Hyper-V'))) {
    if (hyperV === 'Disabled') state.features[name] = 'Disabled'
    else delete state.features[name]
  }
}

function addAdapter(state: MachineState, adapter: Adapter): void {
  state.adapters.push({ ...adapter })
  giveConfiguration(state, adapter.guid, freshConfiguration(adapter.guid))
}

function addLoopback(state: MachineState): void {
  const guid = '{5E4D0000-0000-4000-8000-0000000000A0}'
  const name = 'Loopback Pseudo-Interface 1'
  addAdapter(state, {
    guid,
    name,
    description: 'Software Loopback Interface 1',
    index: 1,
    mac: '',
    kind: 'loopback',
    link: 'up',
  })
  for (const one of state.interfaces) one.dhcp = 'Disabled'
  addStatic(state, guid, '127.0.0.1', 8, ['ActiveStore'])
  addStatic(state, guid, '::1', 128, ['ActiveStore'])
  for (const one of state.addresses) {
    one.prefixOrigin = 'WellKnown'
    one.suffixOrigin = 'WellKnown'
  }
}

/** The indexes of the listing, whatever was counted while the machine was put together. */
function renumber(state: MachineState): void {
  for (const one of state.adapters) one.index = INDEXES[one.name] ?? one.index
  state.counters.index = 66
}
