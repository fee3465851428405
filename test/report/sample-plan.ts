// A plan with every kind of line, for the tests of the voices. Values are invented.
import type { Change, Plan } from '../../src/model/plan.ts'
import { FREE } from '../../src/model/provider.ts'

const FILE = 'home/gateway.yaml'
const at = (line: number) => ({ file: FILE, line, column: 5 })
const base = { needs: [], knownAfter: [], cost: FREE, touches: [], program: [], properties: [] } as const

const changes: Change[] = [
  {
    ...base,
    number: 1,
    action: 'create',
    kind: 'HyperVSwitch',
    address: 'HyperVSwitch.vmbr0',
    cause: 'new',
    position: at(9),
    properties: [
      { property: 'adapter', after: '以太网 4', cause: 'new', position: at(10) },
      { property: 'allowManagementOS', after: true, cause: 'new', position: at(11) },
    ],
    cost: { outage: 'cuts traffic', seconds: 8, oneWay: false },
    touches: [
      {
        effect: 'moves',
        kind: 'NetIPAddress',
        from: { interface: '以太网 4', address: '192.168.1.57', prefixLength: 24, prefixOrigin: 'Dhcp' },
        to: { interface: 'vEthernet (vmbr0)', address: '192.168.1.57', prefixLength: 24, prefixOrigin: 'Dhcp' },
      },
      {
        effect: 'moves',
        kind: 'NetRoute',
        from: { interface: '以太网 4', destinationPrefix: '0.0.0.0/0', nextHop: '192.168.1.1' },
        to: { interface: 'vEthernet (vmbr0)', destinationPrefix: '0.0.0.0/0', nextHop: '192.168.1.1' },
      },
      {
        effect: 'moves',
        kind: 'DnsClientServerAddress',
        from: { interface: '以太网 4', source: 'Dhcp' },
        to: { interface: 'vEthernet (vmbr0)', source: 'Dhcp' },
      },
    ],
    after: { name: 'vmbr0', adapter: '以太网 4', allowManagementOS: true },
  },
  {
    ...base,
    number: 2,
    action: 'update',
    kind: 'NetIPInterface',
    address: 'NetIPInterface.vEthernet (vmbr0)/IPv4',
    cause: 'edited',
    position: at(16),
    knownAfter: [1],
    properties: [
      { property: 'dhcp', before: 'Enabled', after: 'Disabled', cause: 'edited', position: at(16) },
      { property: 'forwarding', before: 'Enabled', after: 'Disabled', cause: 'drifted', position: at(17) },
    ],
    before: { interface: 'vEthernet (vmbr0)', family: 'IPv4', dhcp: 'Enabled', forwarding: 'Enabled' },
    after: { interface: 'vEthernet (vmbr0)', family: 'IPv4', dhcp: 'Disabled', forwarding: 'Disabled' },
  },
  {
    ...base,
    number: 3,
    action: 'delete',
    kind: 'NetIPAddress',
    address: 'NetIPAddress.vEthernet (vmbr0)/192.168.1.57',
    cause: 'foreign',
    position: at(16),
    note: 'not in the IP plan of vEthernet (vmbr0); DHCP gave it',
    properties: [{ property: 'prefixLength', before: 24, cause: 'foreign' }],
    before: { interface: 'vEthernet (vmbr0)', address: '192.168.1.57', prefixLength: 24 },
  },
  {
    ...base,
    number: 4,
    action: 'replace',
    kind: 'HyperVAdapter',
    address: 'HyperVAdapter.家庭网络的旁路由入口适配器（第二个虚拟网卡）',
    cause: 'drifted',
    position: at(13),
    properties: [{ property: 'switch', before: '默认开关', after: 'vmbr0', cause: 'drifted', position: at(14) }],
    cost: { outage: 'cuts traffic', seconds: 2, oneWay: true },
    before: { name: '家庭网络的旁路由入口适配器（第二个虚拟网卡）', switch: '默认开关' },
    after: { name: '家庭网络的旁路由入口适配器（第二个虚拟网卡）', switch: 'vmbr0' },
  },
  {
    ...base,
    number: 10,
    action: 'record',
    kind: 'DnsClientServerAddress',
    address: 'DnsClientServerAddress.vEthernet (vmbr0)',
    cause: 'adopt',
    position: at(20),
    properties: [],
    after: { interface: 'vEthernet (vmbr0)', servers: ['223.5.5.5', '192.168.1.1'] },
  },
]

export const samplePlan: Plan = {
  formatVersion: 1,
  id: '7f3a',
  createdAt: '2026-11-20T21:14:00.000Z',
  gateway: 'home',
  machine: { computerName: 'GW-PC', machineGuid: 'g', smbiosUuid: 'u', user: 'GW-PC\\me' },
  host: 'simulated: home/machine.sim.json',
  config: { file: FILE, hash: 'h' },
  options: { target: [], exclude: [], accept: [] },
  ledgerSerial: 3,
  fingerprints: {},
  changes,
  restarting: [],
  inSync: ['NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1'],
  unknown: [
    {
      address: 'HyperVAdapter.vmbr0.2',
      position: at(30),
      id: 'Unspecified',
      reason: 'The Hyper-V module did not answer: this console is not elevated. Start it as administrator.',
    },
  ],
  findings: [
    {
      code: 'GW004',
      message: 'WLAN forwards IPv4 packets although nobody declared it.',
      why: 'Windows Mobile Hotspot does that. A packet that arrives there can loop.',
      position: at(23),
    },
  ],
  diagnostics: [],
  reads: { tables: 8, roundTrips: 1 },
  lastApplied: { at: '2026-11-20T21:14:00.000Z', by: 'GW-PC\\me' },
}

/** Nothing left to do. */
export const emptyPlan: Plan = { ...samplePlan, changes: [], unknown: [], findings: [] }
