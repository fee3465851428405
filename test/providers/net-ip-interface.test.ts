import { describe, expect, test } from 'vitest'
import type { NetIPInterface } from '../../src/model/props.gen.ts'
import { on } from '../../src/powershell/call.ts'
import { netIpInterface } from '../../src/providers/net-ip-interface.ts'
import { callsOf, inBothStores, resourceOf, snapshotOf } from '../support/tables.ts'

const E = 'vEthernet (vmbr0)'
const of = (props: Partial<NetIPInterface>): NetIPInterface => ({ interface: E, family: 'IPv4', ...props })
const selector = { InterfaceIndex: on(E), AddressFamily: 'IPv4' }

test.each([
  ['forwarding on', { forwarding: 'Disabled' }, { forwarding: 'Enabled' }, [{ Forwarding: 'Enabled' }]],
  ['forwarding off', { forwarding: 'Enabled' }, { forwarding: 'Disabled' }, [{ Forwarding: 'Disabled' }]],
  ['DHCP off', { dhcp: 'Enabled' }, { dhcp: 'Disabled' }, [{ Dhcp: 'Disabled' }]],
  [
    'a metric, which turns the automatic one off by itself',
    { interfaceMetric: 'auto' },
    { interfaceMetric: 20 },
    [{ InterfaceMetric: 20 }],
  ],
  ['the automatic metric', { interfaceMetric: 20 }, { interfaceMetric: 'auto' }, [{ AutomaticMetric: 'Enabled' }]],
  ['weak host off', { weakHostSend: 'Enabled' }, { weakHostSend: 'Disabled' }, [{ WeakHostSend: 'Disabled' }]],
  [
    'DHCP in a call of its own, before the rest',
    { dhcp: 'Enabled', forwarding: 'Disabled' },
    { dhcp: 'Disabled', forwarding: 'Enabled' },
    [{ Dhcp: 'Disabled' }, { Forwarding: 'Enabled' }],
  ],
  ['only what differs', { dhcp: 'Disabled', forwarding: 'Disabled' }, { dhcp: 'Disabled', forwarding: 'Disabled' }, []],
] as const)('sets %s', (_, before, after, calls) => {
  const program = netIpInterface.steps(of(before), of(after))
  expect(program).toEqual(calls.map((params) => ({ cmdlet: 'Set-NetIPInterface', params: { ...selector, ...params } })))
})

test('family always given: no IPv6 forwarding by accident', () => {
  for (const family of ['IPv4', 'IPv6'] as const) {
    const program = netIpInterface.steps(of({ family, forwarding: 'Disabled' }), of({ family, forwarding: 'Enabled' }))
    const [call] = callsOf(program)
    expect(call?.params).toHaveProperty('AddressFamily', family)
  }
})

test('a difference in the persistent store alone is mended by the same call', () => {
  const program = netIpInterface.steps(
    of({ forwarding: 'Disabled', persistentForwarding: 'Enabled' }),
    of({ forwarding: 'Disabled', persistentForwarding: 'Disabled' }),
  )
  expect(program).toEqual([{ cmdlet: 'Set-NetIPInterface', params: { ...selector, Forwarding: 'Disabled' } }])
})

describe('actual', () => {
  test('one object per family, IPv6 without its DHCP flag', () => {
    const snapshot = snapshotOf({
      'Get-NetIPInterface': [
        { InterfaceAlias: E, Dhcp: 'Enabled', Forwarding: 'Enabled' },
        { InterfaceAlias: E, AddressFamily: 'IPv6', Dhcp: 'Enabled', AutomaticMetric: 'Disabled', InterfaceMetric: 5 },
      ],
    })
    expect(netIpInterface.actual(snapshot).map(({ props }) => props)).toEqual([
      {
        interface: E,
        family: 'IPv4',
        dhcp: 'Enabled',
        forwarding: 'Enabled',
        interfaceMetric: 'auto',
        weakHostSend: 'Disabled',
        weakHostReceive: 'Disabled',
      },
      {
        interface: E,
        family: 'IPv6',
        forwarding: 'Disabled',
        interfaceMetric: 5,
        weakHostSend: 'Disabled',
        weakHostReceive: 'Disabled',
      },
    ])
  })

  test('Active and Persistent stores differ: forwarding that a restart would bring back', () => {
    const snapshot = snapshotOf({
      'Get-NetIPInterface': [
        { InterfaceAlias: E, Forwarding: 'Disabled' },
        { InterfaceAlias: E, Forwarding: 'Enabled', Store: 'PersistentStore' },
      ],
    })
    expect(netIpInterface.actual(snapshot)[0]?.props).toMatchObject({
      forwarding: 'Disabled',
      persistentForwarding: 'Enabled',
    })
    const resource = resourceOf('NetIPInterface', `${E}/IPv4`, of({ forwarding: 'Disabled' }))
    expect(netIpInterface.resolve(resource, snapshot).props).toMatchObject({ persistentForwarding: 'Disabled' })
  })

  test('an interface without a persistent row is not compared there', () => {
    const snapshot = snapshotOf({ 'Get-NetIPInterface': [{ InterfaceAlias: E }] })
    const resource = resourceOf('NetIPInterface', `${E}/IPv4`, of({ forwarding: 'Disabled' }))
    expect(netIpInterface.resolve(resource, snapshot).props).not.toHaveProperty('persistentForwarding')
  })
})

test('its lease and default route go with DHCP, and are announced', () => {
  const snapshot = snapshotOf({
    'Get-NetIPInterface': inBothStores({ InterfaceAlias: E, Dhcp: 'Enabled' as const }),
    'Get-NetIPAddress': [{ InterfaceAlias: E, IPAddress: '192.168.1.57', PrefixOrigin: 'Dhcp', SuffixOrigin: 'Dhcp' }],
    'Get-NetRoute': [{ InterfaceAlias: E }],
  })
  const touches = netIpInterface.touches([of({ dhcp: 'Enabled' }), of({ dhcp: 'Disabled' })], snapshot)
  expect(touches.map(({ effect, kind }) => [effect, kind])).toEqual([
    ['may go', 'NetIPAddress'],
    ['may go', 'NetRoute'],
  ])
  expect(netIpInterface.touches([of({ forwarding: 'Enabled' }), of({ forwarding: 'Disabled' })], snapshot)).toEqual([])
})

test.each([['vEthernet (Default Switch)'], ['vEthernet (WSL)'], ['vEthernet (WSL (Hyper-V firewall))']])(
  'Default Switch and WSL are never touched: %s',
  (alias) => {
    const snapshot = snapshotOf({
      'Get-NetAdapter': [{ Name: alias }],
      'Get-NetIPInterface': [{ InterfaceAlias: alias }],
    })
    const resource = resourceOf('NetIPInterface', `${alias}/IPv4`, {
      interface: alias,
      family: 'IPv4',
      forwarding: 'Disabled',
    })
    const { props, diagnostics } = netIpInterface.resolve(resource, snapshot)
    expect(props).toBeUndefined()
    expect(diagnostics[0]?.code).toBe('switch/never-touched')
  },
)

test('a renamed host adapter of a WSL switch is recognised by its device GUID', () => {
  const guid = '{70EBEFF6-10CD-400D-A29F-C6B4C0515E98}'
  const snapshot = snapshotOf({
    'Get-NetAdapter': [{ Name: 'renamed', InterfaceGuid: guid }],
    'Get-VMSwitch': [{ Name: 'WSL' }],
    'Get-VMNetworkAdapter': [{ Name: 'WSL', SwitchName: 'WSL', DeviceId: guid }],
  })
  const resource = resourceOf('NetIPInterface', 'renamed/IPv4', { interface: 'renamed', family: 'IPv4' })
  expect(netIpInterface.resolve(resource, snapshot).diagnostics[0]?.code).toBe('switch/never-touched')
})

test('an interface without a link is a warning, not a surprise', () => {
  const snapshot = snapshotOf({ 'Get-NetIPInterface': [{ InterfaceAlias: E, ConnectionState: 'Disconnected' }] })
  const { props, diagnostics } = netIpInterface.resolve(resourceOf('NetIPInterface', `${E}/IPv4`, of({})), snapshot)
  expect(props).toBeDefined()
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['interface/disconnected', 'warning']])
})
