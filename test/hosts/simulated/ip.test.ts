// IP interfaces, addresses and routes: two stores, two families, what each cmdlet answers and refuses.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import {
  addresses,
  column,
  EGRESS,
  errorId,
  gateways,
  INGRESS,
  indexOf,
  ipInterface,
  NIC,
  type Params,
  rows,
  sideRouter,
  UNASKED,
} from './at-work.ts'

const ADDRESS = { InterfaceIndex: 29, IPAddress: '192.168.1.2', PrefixLength: 25 }

describe('Set-NetIPInterface', () => {
  test.each<[string, Params, number]>([
    ['one family when told', { InterfaceIndex: 29, AddressFamily: 'IPv4' }, 1],
    ['both families of the interface without -AddressFamily', { InterfaceIndex: 29 }, 2],
    ['every interface there is, loopback included, without a selector', {}, 14],
  ])('changes %s', (_, params, count) => {
    const machine = articleMachine()
    const before = column(machine, 'Get-NetIPInterface', {}, 'Forwarding').filter((one) => one === 'Enabled').length
    rows(machine, 'Set-NetIPInterface', { ...params, Forwarding: 'Enabled' })
    const forwarding = column(machine, 'Get-NetIPInterface', {}, 'Forwarding').filter((one) => one === 'Enabled').length
    expect(forwarding - (count === 14 ? 0 : before)).toBe(count)
  })

  test.each([
    [undefined, 'Enabled', 'Enabled'],
    ['ActiveStore', 'Enabled', 'Disabled'],
    ['PersistentStore', 'Disabled', 'Enabled'],
  ])('with -PolicyStore %s: now %s, after a restart %s', (PolicyStore, now, later) => {
    const machine = articleMachine()
    const store = PolicyStore === undefined ? {} : { PolicyStore }
    rows(machine, 'Set-NetIPInterface', { InterfaceIndex: 29, AddressFamily: 'IPv4', Forwarding: 'Enabled', ...store })
    expect([ipInterface(machine, NIC)?.Forwarding, ipInterface(machine, NIC, 'PersistentStore')?.Forwarding]).toEqual([
      now,
      later,
    ])
    machine.reboot()
    expect(ipInterface(machine, NIC)?.Forwarding).toBe(later)
  })

  test('a number turns the automatic metric off, turning that on forgets the number', () => {
    const machine = articleMachine()
    const on = { InterfaceIndex: 29, AddressFamily: 'IPv4' }
    rows(machine, 'Set-NetIPInterface', { ...on, InterfaceMetric: 10 })
    expect(ipInterface(machine, NIC)).toMatchObject({ InterfaceMetric: 10, AutomaticMetric: 'Disabled' })
    rows(machine, 'Set-NetIPInterface', { ...on, AutomaticMetric: 'Enabled' })
    expect(ipInterface(machine, NIC)).toMatchObject({ InterfaceMetric: 25, AutomaticMetric: 'Enabled' })
  })

  test('the DHCP flag cannot be written to the persistent store, and survives a restart', () => {
    const machine = articleMachine()
    const on = { InterfaceIndex: 29, AddressFamily: 'IPv4', Dhcp: 'Disabled' }
    rows(machine, 'Set-NetIPInterface', { ...on, PolicyStore: 'PersistentStore' })
    expect(ipInterface(machine, NIC)?.Dhcp).toBe('Enabled')
    rows(machine, 'Set-NetIPInterface', on)
    machine.reboot()
    machine.advance(30)
    expect(ipInterface(machine, NIC)?.Dhcp).toBe('Disabled')
    expect(addresses(machine, NIC)).toEqual([expect.stringMatching(/^169\.254\./)])
  })

  test('DHCP on again brings the lease back', () => {
    const machine = articleMachine()
    const on = { InterfaceIndex: 29, AddressFamily: 'IPv4' }
    rows(machine, 'Set-NetIPInterface', { ...on, Dhcp: 'Disabled' })
    expect([addresses(machine, NIC), gateways(machine, NIC)]).toEqual([[], []])
    rows(machine, 'Set-NetIPInterface', { ...on, Dhcp: 'Enabled' })
    machine.advance(3)
    expect([addresses(machine, NIC), gateways(machine, NIC)]).toEqual([['192.168.1.57/24'], ['192.168.1.1']])
  })
})

describe('New-NetIPAddress', () => {
  test('answers two objects: Tentative now, Invalid in the persistent store', () => {
    expect(rows(articleMachine(), 'New-NetIPAddress', ADDRESS)).toMatchObject([
      {
        Store: 'ActiveStore',
        AddressState: 'Tentative',
        PrefixOrigin: 'Manual',
        SuffixOrigin: 'Manual',
        InterfaceAlias: NIC,
      },
      { Store: 'PersistentStore', AddressState: 'Invalid', PrefixOrigin: 'Manual', PrefixLength: 25 },
    ])
  })

  test.each([
    ['nobody else has it', '192.168.1.2', 'Preferred'],
    ['another device has it', '192.168.1.40', 'Duplicate'],
    ['the router has it', '192.168.1.1', 'Duplicate'],
  ])('is Tentative first, and when %s then %s is %s', (_, IPAddress, state) => {
    const machine = articleMachine()
    machine.state.lans.home?.taken.push('192.168.1.40')
    rows(machine, 'New-NetIPAddress', { ...ADDRESS, IPAddress })
    machine.advance(2.5)
    expect(column(machine, 'Get-NetIPAddress', { IPAddress }, 'AddressState')).toEqual(['Tentative'])
    machine.advance(0.5)
    expect(column(machine, 'Get-NetIPAddress', { IPAddress }, 'AddressState')).toEqual([state])
  })

  test('stays Tentative without carrier until the cable is in', () => {
    const machine = articleMachine()
    rows(machine, 'Set-NetIPInterface', { InterfaceIndex: 14, AddressFamily: 'IPv4', Dhcp: 'Disabled' })
    rows(machine, 'New-NetIPAddress', { ...ADDRESS, InterfaceIndex: 14 })
    machine.advance(60)
    expect(column(machine, 'Get-NetIPAddress', { IPAddress: '192.168.1.2' }, 'AddressState')).toEqual(['Tentative'])
    machine.setLink('WLAN', 'up')
    machine.advance(3)
    expect(column(machine, 'Get-NetIPAddress', { IPAddress: '192.168.1.2' }, 'AddressState')).toEqual(['Preferred'])
  })

  test.each<[string, Params, string]>([
    ['the leased address', { IPAddress: '192.168.1.57' }, 'Windows System Error 87'],
    ['an address of another interface', { IPAddress: '172.27.128.1' }, 'Windows System Error 87'],
    ['an interface that is not there', { InterfaceIndex: 999 }, 'Windows System Error 87'],
    ['a word', { IPAddress: 'kitchen' }, 'Windows System Error 87'],
    ['a prefix that is too long', { PrefixLength: 33 }, 'Windows System Error 87'],
    ['a store nobody has', { PolicyStore: 'Both' }, 'Windows System Error 87'],
    ['the persistent store while DHCP is on', { PolicyStore: 'PersistentStore' }, 'Windows System Error 87'],
    ['a disconnected NIC while DHCP is on', { InterfaceIndex: 14 }, 'Windows System Error 87'],
    ['a prefix that is no number', { PrefixLength: 'long' }, 'ParameterArgumentTransformationError'],
    ['a prefix beyond a byte', { PrefixLength: 256 }, 'ParameterArgumentTransformationError'],
  ])('refuses %s and makes nothing', (_, more, id) => {
    const machine = articleMachine()
    const before = structuredClone(machine.state.addresses)
    expect(errorId(machine, 'New-NetIPAddress', { ...ADDRESS, ...more })).toBe(`${id},New-NetIPAddress`)
    expect(machine.state.addresses).toEqual(before)
  })

  test('with -DefaultGateway makes a default route in both stores', () => {
    const machine = sideRouter()
    expect([gateways(machine, EGRESS), gateways(machine, EGRESS, 'PersistentStore')]).toEqual([
      ['192.168.1.1'],
      ['192.168.1.1'],
    ])
  })
})

describe('Remove-NetIPAddress', () => {
  test.each<[string, Params, string]>([
    ['asks unless told not to', { IPAddress: '192.168.1.2' }, 'InvalidOperation'],
    [
      'says when one filter finds nothing',
      { IPAddress: '10.0.0.9', ...UNASKED },
      'CmdletizationQuery_NotFound_IPAddress',
    ],
    [
      'says when several filters find nothing',
      { IPAddress: '10.0.0.9', InterfaceIndex: 29, ...UNASKED },
      'CmdletizationQuery_NotFound',
    ],
  ])('%s', (_, params, id) => {
    expect(errorId(sideRouter(), 'Remove-NetIPAddress', params)).toBe(`${id},Remove-NetIPAddress`)
  })

  test('removes from both stores, and the default route only when told', () => {
    const machine = sideRouter()
    rows(machine, 'Remove-NetIPAddress', { IPAddress: '192.168.1.2', ...UNASKED })
    expect([addresses(machine, EGRESS), addresses(machine, EGRESS, 'PersistentStore')]).toEqual([[], []])
    expect(gateways(machine, EGRESS)).toEqual(['192.168.1.1'])
    const other = sideRouter()
    rows(other, 'Remove-NetIPAddress', { IPAddress: '192.168.1.2', DefaultGateway: '192.168.1.1', ...UNASKED })
    expect([gateways(other, EGRESS), gateways(other, EGRESS, 'PersistentStore')]).toEqual([[], []])
  })

  test('without a selector it removes every address', () => {
    const machine = sideRouter()
    rows(machine, 'Remove-NetIPAddress', { ...UNASKED })
    expect(machine.state.addresses).toEqual([])
  })
})

test('an address in the active store only is gone after a restart, one in the persistent store only comes', () => {
  const machine = sideRouter()
  const InterfaceIndex = indexOf(machine, EGRESS)
  rows(machine, 'New-NetIPAddress', {
    InterfaceIndex,
    IPAddress: '192.168.1.8',
    PrefixLength: 25,
    PolicyStore: 'ActiveStore',
  })
  rows(machine, 'New-NetIPAddress', {
    InterfaceIndex,
    IPAddress: '192.168.1.9',
    PrefixLength: 25,
    PolicyStore: 'PersistentStore',
  })
  expect(addresses(machine, EGRESS)).toEqual(['192.168.1.2/25', '192.168.1.8/25'])
  machine.reboot()
  machine.advance(10)
  expect(addresses(machine, EGRESS)).toEqual(['192.168.1.2/25', '192.168.1.9/25'])
})

describe('routes', () => {
  const prefixes = (machine: ReturnType<typeof articleMachine>, alias: string) =>
    rows(machine, 'Get-NetRoute', { InterfaceAlias: alias, AddressFamily: 'IPv4' }).map(
      (row) => `${row.DestinationPrefix} ${row.Protocol}`,
    )

  test('each address has its network, itself and the broadcast as Local routes of metric 256', () => {
    const machine = sideRouter()
    expect(prefixes(machine, INGRESS)).toEqual([
      '192.168.1.128/25 Local',
      '192.168.1.129/32 Local',
      '192.168.1.255/32 Local',
      '224.0.0.0/4 Local',
      '255.255.255.255/32 Local',
    ])
    expect(rows(machine, 'Get-NetRoute', { DestinationPrefix: '192.168.1.128/25' })).toMatchObject([
      { NextHop: '0.0.0.0', RouteMetric: 256, InterfaceMetric: 25, Store: 'ActiveStore' },
    ])
    const persistent = rows(machine, 'Get-NetRoute', { PolicyStore: 'PersistentStore' })
    expect(persistent.map((row) => row.DestinationPrefix)).toEqual(['0.0.0.0/0'])
  })

  test('the on-link route changes with the prefix length', () => {
    const machine = sideRouter()
    rows(machine, 'Set-NetIPAddress', {
      IPAddress: '192.168.1.129',
      InterfaceIndex: indexOf(machine, INGRESS),
      PrefixLength: 26,
    })
    expect(prefixes(machine, INGRESS)).toContain('192.168.1.128/26 Local')
  })

  test('New-NetRoute answers two objects, the persistent one without interface metric', () => {
    const machine = articleMachine()
    const route = { InterfaceIndex: 29, DestinationPrefix: '10.0.0.0/8', NextHop: '192.168.1.9' }
    expect(rows(machine, 'New-NetRoute', route)).toMatchObject([
      { Store: 'ActiveStore', RouteMetric: 256, InterfaceMetric: 25, Protocol: 'NetMgmt', State: 'Alive' },
      { Store: 'PersistentStore', RouteMetric: 256, InterfaceMetric: null, Protocol: 'NetMgmt', State: null },
    ])
    expect(
      rows(machine, 'New-NetRoute', { ...route, NextHop: '192.168.1.10', PolicyStore: 'ActiveStore' }),
    ).toHaveLength(1)
  })

  test.each<[string, Params, string]>([
    ['host bits', { DestinationPrefix: '10.0.0.1/8' }, 'Windows System Error 87,New-NetRoute'],
    ['a prefix that is none', { DestinationPrefix: 'lan' }, 'Windows System Error 87,New-NetRoute'],
    [
      'an alias that is not there',
      { InterfaceIndex: undefined, InterfaceAlias: 'nope' },
      'Windows System Error 87,New-NetRoute',
    ],
    [
      'a route that exists',
      { DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.1' },
      'Windows System Error 87,New-NetRoute',
    ],
    ['no interface at all', { InterfaceIndex: undefined }, 'MissingMandatoryParameter,New-NetRoute'],
    ['an index and an alias', { InterfaceAlias: NIC }, 'AmbiguousParameterSet,New-NetRoute'],
  ])('New-NetRoute refuses %s', (_, more, id) => {
    const params = Object.entries({ InterfaceIndex: 29, DestinationPrefix: '10.0.0.0/8', ...more })
    const machine = articleMachine()
    expect(
      errorId(machine, 'New-NetRoute', Object.fromEntries(params.filter(([, value]) => value !== undefined))),
    ).toBe(id)
  })

  test('Set-NetRoute asks, then changes the metric in both stores', () => {
    const machine = sideRouter()
    const params = { InterfaceIndex: indexOf(machine, EGRESS), DestinationPrefix: '0.0.0.0/0', RouteMetric: 5 }
    expect(errorId(machine, 'Set-NetRoute', params)).toBe('InvalidOperation,Set-NetRoute')
    rows(machine, 'Set-NetRoute', { ...params, ...UNASKED })
    const metrics = machine.state.routes
      .filter(({ protocol, lease }) => protocol === 'NetMgmt' && !lease)
      .map(({ metric }) => metric)
    expect(metrics.filter((metric) => metric === 5)).toHaveLength(2)
  })
})

describe('interface selectors', () => {
  const named = (...names: string[]) => {
    const machine = articleMachine()
    for (const [at, Name] of names.entries()) {
      rows(machine, 'New-VMSwitch', { Name, SwitchType: 'Internal' })
      const adapter = machine.state.adapters.at(-1)
      if (adapter) adapter.name = Name
      machine.advance(5 + at)
    }
    return machine
  }

  test.each<[string, string, string[]]>([
    ['a pattern hits a1, not itself', 'a[1]', ['a1']],
    ['a backtick makes it literal', 'a`[1`]', ['a[1]']],
    ['a question mark is one character', 'a?', ['a1']],
    ['a star is any number of them', 'a*', ['a[1]', 'a1']],
    ['case does not matter', 'A1', ['a1']],
    ['an emoji is one character', '?🏠?', ['x🏠y']],
    ['a broken pattern hits nothing', 'a[1', []],
    ['a Chinese name with a blank', '以太网 4', ['以太网 4']],
  ])('%s', (_, InterfaceAlias, hits) => {
    const machine = named('a[1]', 'a1', 'x🏠y')
    const found = column(machine, 'Get-NetIPInterface', { InterfaceAlias, AddressFamily: 'IPv4' }, 'InterfaceAlias')
    expect([...new Set(found)]).toEqual(hits)
  })

  test.each<[string, Params, string | undefined]>([
    [
      'a name that is not there',
      { InterfaceAlias: 'nope' },
      'CmdletizationQuery_NotFound_InterfaceAlias,Get-NetIPAddress',
    ],
    [
      'an index that is not there',
      { InterfaceIndex: [999] },
      'CmdletizationQuery_NotFound_InterfaceIndex,Get-NetIPAddress',
    ],
    [
      'one of two names is not there',
      { InterfaceAlias: [NIC, 'nope'] },
      'CmdletizationQuery_NotFound_InterfaceAlias,Get-NetIPAddress',
    ],
    [
      'two filters find nothing',
      { InterfaceAlias: NIC, PrefixLength: 7 },
      'CmdletizationQuery_NotFound,Get-NetIPAddress',
    ],
    ['a pattern finds nothing', { InterfaceAlias: 'nope*' }, undefined],
  ])('%s', (_, params, id) => {
    expect(errorId(articleMachine(), 'Get-NetIPAddress', params)).toBe(id)
  })
})
