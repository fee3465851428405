import { expect, test } from 'vitest'
import { on } from '../../src/powershell/call.ts'
import { dnsClientServerAddress as dns } from '../../src/providers/dns-client-server-address.ts'
import { resourceOf, snapshotOf } from '../support/tables.ts'

const E = 'vEthernet (vmbr0)'
const GUID = '{70EBEFF6-10CD-400D-A29F-C6B4C0515E98}'
const SET = 'Set-DnsClientServerAddress'

test.each([
  [
    'sets servers in their order',
    ['223.5.5.5', '192.168.1.1'],
    'Static',
    { ServerAddresses: ['223.5.5.5', '192.168.1.1'] },
  ],
  ['resets to DHCP', [], 'Dhcp', { ResetServerAddresses: true }],
] as const)('%s', (_, servers, source, params) => {
  const program = dns.steps(
    { interface: E, servers: ['8.8.8.8'], source: 'Static' },
    { interface: E, servers: [...servers], source },
  )
  expect(program).toEqual([{ cmdlet: SET, params: { InterfaceIndex: on(E), ...params, Confirm: false } }])
})

test.each([
  ['a static server', '223.5.5.5,192.168.1.1', 'Static'],
  ['a blank value', ' ', 'Dhcp'],
  ['no value', null, 'Dhcp'],
] as const)('DNS static or DHCP from the registry: %s', (_, NameServer, source) => {
  const snapshot = snapshotOf({
    'Get-NetAdapter': [{ Name: E, InterfaceGuid: GUID }],
    'Get-DnsClientServerAddress': [
      { InterfaceAlias: E, ServerAddresses: ['223.5.5.5', '192.168.1.1'] },
      { InterfaceAlias: E, AddressFamily: 23, ServerAddresses: ['fec0:0:0:ffff::1'] },
    ],
    'Get-ItemProperty Tcpip/Interfaces': [{ PSChildName: GUID.toLowerCase(), NameServer }],
  })
  expect(dns.actual(snapshot).map(({ props }) => props)).toEqual([
    { interface: E, servers: ['223.5.5.5', '192.168.1.1'], source },
  ])
})

test('an empty list means none of our own: what DHCP says is not compared', () => {
  const { props } = dns.resolve(resourceOf('DnsClientServerAddress', E, { interface: E, servers: [] }), snapshotOf({}))
  expect(props).toEqual({ interface: E, source: 'Dhcp' })
})
