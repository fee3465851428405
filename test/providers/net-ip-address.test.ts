import { expect, test } from 'vitest'
import type { NetIPAddress } from '../../src/model/props.gen.ts'
import type { Program } from '../../src/powershell/program.ts'
import { netIpAddress } from '../../src/providers/net-ip-address.ts'
import { callsOf, inBothStores, resourceOf, snapshotOf } from '../support/tables.ts'

const E = 'vEthernet (vmbr0)'
const of = (props: Partial<NetIPAddress>): NetIPAddress => ({
  interface: E,
  address: '192.168.1.2',
  prefixLength: 25,
  prefixOrigin: 'Manual',
  store: 'both',
  ...props,
})
const cmdlets = (program: Program) => callsOf(program).map(({ cmdlet }) => cmdlet)

test('creates: DHCP off right before the address, and the address only once', () => {
  const [dhcpOff, add] = netIpAddress.steps(undefined, of({}))
  expect(dhcpOff).toMatchObject({
    cmdlet: 'Set-NetIPInterface',
    params: { Dhcp: 'Disabled', AddressFamily: 'IPv4' },
    onlyIf: { is: 'present', where: { Dhcp: 'Enabled' } },
  })
  expect(add).toMatchObject({
    cmdlet: 'New-NetIPAddress',
    params: {
      InterfaceIndex: { interface: E },
      IPAddress: '192.168.1.2',
      PrefixLength: 25,
      AddressFamily: 'IPv4',
      Confirm: false,
    },
    onlyIf: { is: 'absent' },
  })
})

test('the gateway is a route of its own: never -DefaultGateway', () => {
  expect(JSON.stringify(netIpAddress.steps(undefined, of({})))).not.toContain('DefaultGateway')
})

test('prefix length in place, with fallback', () => {
  const [set] = netIpAddress.steps(of({ prefixLength: 24 }), of({ prefixLength: 25 }))
  expect(set).toMatchObject({
    cmdlet: 'Set-NetIPAddress',
    params: { PrefixLength: 25 },
    waitFor: { for: { where: { PrefixLength: 25 } } },
  })
  expect(cmdlets(set?.otherwise ?? [])).toEqual(['Remove-NetIPAddress', 'Set-NetIPInterface', 'New-NetIPAddress'])
})

test.each([
  ['a matching DHCP address is not convergence', { prefixOrigin: 'Dhcp', store: 'active' }],
  ['an address in the active store only would be gone after a restart', { store: 'active' }],
  ['an address in the persistent store only is not there now', { store: 'persistent' }],
] as const)('replaces: %s', (_, before) => {
  const program = netIpAddress.steps(of(before), of({}))
  expect(cmdlets(program).at(-1)).toBe('New-NetIPAddress')
  expect(cmdlets(program)).toContain('Remove-NetIPAddress')
  expect(netIpAddress.fixed).toEqual(['prefixOrigin', 'store'])
})

test('deletes one address of one interface, and waits until it is gone', () => {
  const [remove] = netIpAddress.steps(of({}), undefined)
  expect(remove).toMatchObject({
    cmdlet: 'Remove-NetIPAddress',
    params: { InterfaceIndex: { interface: E }, IPAddress: '192.168.1.2', Confirm: false },
    waitFor: { for: { is: 'absent' } },
  })
})

test('a leased address goes by switching DHCP off first', () => {
  expect(cmdlets(netIpAddress.steps(of({ prefixOrigin: 'Dhcp' }), undefined))).toEqual([
    'Set-NetIPInterface',
    'Remove-NetIPAddress',
  ])
})

test('actual: both stores of one address are one object', () => {
  const snapshot = snapshotOf({
    'Get-NetIPAddress': [
      ...inBothStores({ InterfaceAlias: E, IPAddress: '192.168.1.2', PrefixLength: 25 }),
      { InterfaceAlias: E, IPAddress: '192.168.1.57', PrefixOrigin: 'Dhcp', SuffixOrigin: 'Dhcp' },
      { InterfaceAlias: E, IPAddress: '192.168.1.9', Store: 'PersistentStore', AddressState: 'Invalid' },
      { InterfaceAlias: E, IPAddress: '169.254.3.4', PrefixOrigin: 'WellKnown', SuffixOrigin: 'Link' },
      { InterfaceAlias: E, IPAddress: '169.254.169.254', PrefixLength: 32 },
      { InterfaceAlias: E, IPAddress: 'fe80::1%7', AddressFamily: 'IPv6', PrefixOrigin: 'WellKnown' },
      { InterfaceAlias: 'Loopback Pseudo-Interface 1', IPAddress: '127.0.0.1', PrefixOrigin: 'WellKnown' },
    ],
  })
  expect(netIpAddress.actual(snapshot).map(({ props }) => [props.address, props.prefixOrigin, props.store])).toEqual([
    ['192.168.1.2', 'Manual', 'both'],
    ['192.168.1.57', 'Dhcp', 'active'],
    ['192.168.1.9', 'Manual', 'persistent'],
    ['169.254.169.254', 'Manual', 'active'],
  ])
})

test.each([
  ['Preferred', 'Connected', 'ready'],
  ['Tentative', 'Connected', 'settling'],
  ['Tentative', 'Disconnected', 'ready'],
  ['Duplicate', 'Connected', 'failed'],
] as const)('an address that is %s on a link that is %s is %s', (AddressState, ConnectionState, state) => {
  const snapshot = snapshotOf({
    'Get-NetIPInterface': [{ InterfaceAlias: E, ConnectionState }],
    'Get-NetIPAddress': [{ InterfaceAlias: E, IPAddress: '192.168.1.2', AddressState }],
  })
  expect(netIpAddress.actual(snapshot)[0]?.state).toBe(state)
})

test('a declared address is manual and in both stores', () => {
  const resource = resourceOf('NetIPAddress', `${E}/192.168.1.2`, {
    interface: E,
    address: '192.168.1.2',
    prefixLength: 25,
  })
  expect(netIpAddress.resolve(resource, snapshotOf({})).props).toEqual(of({}))
})
