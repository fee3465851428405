// The machine of the article: one wired NIC by DHCP, Wi-Fi, Bluetooth, Default Switch, WSL and a running TUN.
import { advanceClock } from './clock.ts'
import { takeLease, takeLinkLocal } from './dhcp.ts'
import { freshConfiguration, giveConfiguration } from './ip-configuration.ts'
import { SimulatedMachine } from './machine.ts'
import { type Adapter, FORMAT_VERSION, type MachineState } from './state.ts'
import { addNatAdapter, addStatic, startTun } from './volatile.ts'

/** A fresh one each time; the same bytes each time. */
export function articleMachine(): SimulatedMachine {
  const state = emptyState()
  addLoopback(state)
  addAdapter(state, WIRED)
  addAdapter(state, WIFI)
  addAdapter(state, BLUETOOTH)
  const defaultSwitch = { id: DEFAULT_SWITCH, name: 'Default Switch', notes: '', system: 'default' } as const
  const wsl = { id: '5e4d0000-0000-4000-8000-0000000000c2', name: 'WSL', notes: '', system: 'wsl' } as const
  state.switches.push(
    { ...defaultSwitch, type: 'Internal', allowManagementOS: true },
    { ...wsl, type: 'Internal', allowManagementOS: true },
  )
  addNatAdapter(state, {
    name: 'Default Switch',
    switch: DEFAULT_SWITCH,
    guid: '{5E4D0000-0000-4000-8000-0000000000A4}',
    address: '172.27.128.1',
    description: 'Hyper-V Virtual Ethernet Adapter',
  })
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
  takeLinkLocal(state, WIFI.guid)
  takeLinkLocal(state, BLUETOOTH.guid)
  renumber(state)
  advanceClock(state, 0)
  return new SimulatedMachine(state)
}

/** Fixed on every Windows: windows.md, section 3. */
const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444'

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
      modules: ['Microsoft.PowerShell.Management', 'NetAdapter', 'NetTCPIP', 'DnsClient', 'Hyper-V'],
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
    tcpipParameters: { IPEnableRouter: 0 },
    due: [],
    ghosts: [],
    parked: {},
    counters: { index: 66, guid: 0, mac: 0, boots: 1 },
    assumptions: {},
    faults: [],
    gw: {},
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
