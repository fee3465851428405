// Rows held against what real Windows printed: property names, spellings and forms (captures.md names each file).
import { describe, expect, test } from 'vitest'
import cmdlets from '../../../src/powershell/cmdlets.json' with { type: 'json' }
import tables from '../../../src/powershell/tables.json' with { type: 'json' }
import { INGRESS, NIC, type Params, rows, sideRouter, TCPIP } from './at-work.ts'

const machine = sideRouter()
// Absent on most machines, so that a row shows its column somebody has to write it.
rows(machine, 'Set-ItemProperty', { LiteralPath: TCPIP, Name: 'IPEnableRouter', Value: 0, Type: 'DWord' })
const one = (cmdlet: string, params: Params) => rows(machine, cmdlet, params)[0]

test.each<[source: string, cmdlet: string, params: Params, form: object]>([
  [
    'clixml-netipconfiguration-ws2019.xml, IPv4',
    'Get-NetIPInterface',
    { InterfaceAlias: 'WLAN', AddressFamily: 'IPv4' },
    {
      AddressFamily: 'IPv4',
      AdvertiseDefaultRoute: 'Disabled',
      Advertising: 'Disabled',
      AutomaticMetric: 'Enabled',
      BaseReachableTime: 30000,
      ClampMss: 'Disabled',
      CompartmentId: 1,
      CurrentHopLimit: 0,
      DadRetransmitTime: 1000,
      DadTransmits: 3,
      DirectedMacWolPattern: 'Disabled',
      EcnMarking: 'AppDecide',
      ForceArpNdWolPattern: 'Disabled',
      Forwarding: 'Disabled',
      IgnoreDefaultRoutes: 'Disabled',
      ManagedAddressConfiguration: 'Enabled',
      NeighborDiscoverySupported: 'Yes',
      NeighborUnreachabilityDetection: 'Enabled',
      NlMtu: 1500,
      OtherStatefulConfiguration: 'Enabled',
      RetransmitTime: 1000,
      RouterDiscovery: 'ControlledByDHCP',
      Store: 'ActiveStore',
      WeakHostReceive: 'Disabled',
      WeakHostSend: 'Disabled',
    },
  ],
  [
    'clixml-netipconfiguration-ws2019.xml, IPv6',
    'Get-NetIPInterface',
    { InterfaceAlias: NIC.replace('4', '*'), AddressFamily: 'IPv6' },
    {},
  ],
  [
    'clixml-netipconfiguration-ws2019.xml, IPv6 of another NIC',
    'Get-NetIPInterface',
    { InterfaceAlias: 'WLAN', AddressFamily: 'IPv6' },
    {
      Dhcp: 'Enabled',
      DadTransmits: 1,
      ManagedAddressConfiguration: 'Disabled',
      OtherStatefulConfiguration: 'Disabled',
      RouterDiscovery: 'Enabled',
    },
  ],
  [
    'table-netipinterface-en.txt',
    'Get-NetIPInterface',
    { InterfaceAlias: 'Loopback*', AddressFamily: 'IPv4' },
    {
      InterfaceIndex: 1,
      NlMtu: 4294967295,
      InterfaceMetric: 75,
      Dhcp: 'Disabled',
      ConnectionState: 'Connected',
    },
  ],
  [
    'table-netipinterface-zh-cn.txt',
    'Get-NetIPInterface',
    { InterfaceAlias: 'vEthernet (Default Switch)', AddressFamily: 'IPv4' },
    {
      InterfaceMetric: 5000,
      Dhcp: 'Disabled',
      ConnectionState: 'Connected',
    },
  ],
  [
    'list-netipaddress-en.txt',
    'Get-NetIPAddress',
    { InterfaceAlias: 'WLAN', AddressFamily: 'IPv4' },
    {
      IPAddress: expect.stringMatching(/^169\.254\./),
      Type: 'Unicast',
      PrefixLength: 16,
      PrefixOrigin: 'WellKnown',
      SuffixOrigin: 'Link',
      AddressState: 'Tentative',
      SkipAsSource: false,
    },
  ],
  [
    'list-netipaddress-en.txt',
    'Get-NetIPAddress',
    { InterfaceAlias: 'WLAN', AddressFamily: 'IPv6' },
    {
      IPAddress: expect.stringMatching(/^fe80::.*%14$/),
      PrefixLength: 64,
      PrefixOrigin: 'WellKnown',
      SuffixOrigin: 'Link',
      AddressState: 'Deprecated',
    },
  ],
  [
    'json-netipaddress-families-ws2019.json',
    'Get-NetIPAddress',
    { IPAddress: '127.0.0.1' },
    {
      IPv4Address: '127.0.0.1',
      IPv6Address: null,
      PrefixOrigin: 'WellKnown',
      SuffixOrigin: 'WellKnown',
      PrefixLength: 8,
    },
  ],
  [
    'clixml-netipconfiguration-ws2019.xml, route',
    'Get-NetRoute',
    { InterfaceAlias: 'vEthernet (vmbr0)', DestinationPrefix: '0.0.0.0/0' },
    {
      RouteMetric: 256,
      NextHop: '192.168.1.1',
      Protocol: 'NetMgmt',
      Publish: 'No',
      State: 'Alive',
      Store: 'ActiveStore',
      AddressFamily: 'IPv4',
    },
  ],
  [
    'json-netadapter-vethernet-external.json',
    'Get-NetAdapter',
    { Name: INGRESS },
    {
      InterfaceDescription: expect.stringMatching(/^Hyper-V Virtual Ethernet Adapter( #\d+)?$/),
      Status: 'Up',
      State: 2,
      Virtual: true,
      MacAddress: expect.stringMatching(/^([0-9A-F]{2}-){5}[0-9A-F]{2}$/),
    },
  ],
  [
    'clixml-netipconfiguration-ws2019.xml, adapter',
    'Get-NetAdapter',
    { Name: NIC },
    {
      InterfaceGuid: expect.stringMatching(/^\{[0-9A-F-]{36}\}$/),
      PermanentAddress: expect.stringMatching(/^[0-9A-F]{12}$/),
      MediaConnectState: 1,
      InterfaceAdminStatus: 1,
      InterfaceOperationalStatus: 1,
      HardwareInterface: true,
      Virtual: false,
      ConnectorPresent: true,
    },
  ],
  [
    'list-vmswitch-external.txt',
    'Get-VMSwitch',
    { Name: 'vmbr0' },
    {
      Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      SwitchType: 'External',
      AllowManagementOS: true,
      BandwidthReservationMode: 'Absolute',
      NetAdapterInterfaceGuid: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
      IsDeleted: false,
      EmbeddedTeamingEnabled: false,
    },
  ],
  [
    'issue-vmnetworkadapter-managementos.json',
    'Get-VMNetworkAdapter',
    { ManagementOS: true, Name: 'vmbr0.1' },
    {
      IsManagementOs: true,
      MacAddress: expect.stringMatching(/^00155D[0-9A-F]{6}$/),
      DeviceId: expect.stringMatching(/^\{[0-9A-F-]{36}\}$/),
      Status: ['Ok'],
    },
  ],
])('%s: %s', (_, cmdlet, params, form) => {
  const row = one(cmdlet, params)
  if (Object.keys(form).length === 0) expect(row).toBeUndefined()
  else expect(row).toMatchObject(form)
})

describe.each(Object.entries(tables))('the table %s', (_, { reads, properties }) => {
  test('has every column that is read', () => {
    const found = reads.flatMap(({ cmdlet, params }) => rows(machine, cmdlet, params))
    const lost = properties.filter((name) => !found.some((row) => row[name] !== undefined))
    expect(lost).toEqual([])
  })
})

test.each(cmdlets.cmdlets.filter(({ name, cimClass }) => name.startsWith('Get-') && cimClass))(
  '$name spells its enums as the catalogue does',
  ({ name, cimClass }) => {
    const classes: Record<string, { properties: { name: string; values?: object }[] }> = cmdlets.cimClasses
    const properties = classes[cimClass ?? '']?.properties ?? []
    for (const row of rows(machine, name)) {
      for (const { name: property, values } of properties) {
        const value = row[property]
        // Numbers stay numbers where the module converts no names: captures.md, section 2.
        if (values === undefined || typeof value !== 'string' || property === 'Store') continue
        expect(Object.keys(values), `${name} ${property}`).toContain(value)
      }
    }
  },
)
