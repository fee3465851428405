import { expect, test } from 'vitest'
import type { NetRoute } from '../../src/model/props.gen.ts'
import type { Program } from '../../src/powershell/program.ts'
import { netRoute } from '../../src/providers/net-route.ts'
import { callsOf, inBothStores, snapshotOf } from '../support/tables.ts'

const E = 'vEthernet (vmbr0)'
const of = (props: Partial<NetRoute>): NetRoute => ({
  interface: E,
  destinationPrefix: '0.0.0.0/0',
  nextHop: '192.168.1.1',
  protocol: 'NetMgmt',
  store: 'both',
  ...props,
})
const cmdlets = (program: Program) => callsOf(program).map(({ cmdlet }) => cmdlet)

test.each([
  ['creates', undefined, of({}), ['New-NetRoute']],
  ['creates with a metric', undefined, of({ routeMetric: 10 }), ['New-NetRoute']],
  ['changes the metric in place', of({ routeMetric: 256 }), of({ routeMetric: 10 }), ['Set-NetRoute']],
  [
    'replaces a route that DHCP gave',
    of({ protocol: 'Dhcp', store: 'active' }),
    of({}),
    ['Remove-NetRoute', 'New-NetRoute'],
  ],
  ['replaces a route that a restart would lose', of({ store: 'active' }), of({}), ['Remove-NetRoute', 'New-NetRoute']],
] as const)('%s', (_, before, after, expected) => {
  const program = before === undefined ? netRoute.steps(before, after) : netRoute.steps(before, after)
  expect(cmdlets(program)).toEqual(expected)
  for (const step of callsOf(program))
    expect(step.params).toMatchObject({ InterfaceIndex: { interface: E }, NextHop: '192.168.1.1', Confirm: false })
})

test('deletes and waits until it is gone from both stores', () => {
  const [remove] = netRoute.steps(of({}), undefined)
  expect(remove).toMatchObject({
    cmdlet: 'Remove-NetRoute',
    waitFor: { for: { is: 'absent', where: { NextHop: '192.168.1.1' } } },
  })
  expect(remove?.waitFor?.for.where).not.toHaveProperty('Store')
})

test('a route for the active store only is made there only', () => {
  expect(callsOf(netRoute.steps(undefined, of({ store: 'active' })))[0]?.params).toMatchObject({
    PolicyStore: 'ActiveStore',
  })
  expect(callsOf(netRoute.steps(undefined, of({})))[0]?.params).not.toHaveProperty('PolicyStore')
})

test('actual: what the stack makes for itself is left out', () => {
  const snapshot = snapshotOf({
    'Get-NetRoute': [
      ...inBothStores({ InterfaceAlias: E }),
      { InterfaceAlias: E, DestinationPrefix: '192.168.1.0/25', NextHop: '0.0.0.0', Protocol: 'Local' },
      { InterfaceAlias: E, DestinationPrefix: '224.0.0.0/4', NextHop: '0.0.0.0' },
      { InterfaceAlias: E, DestinationPrefix: '255.255.255.255/32', NextHop: '0.0.0.0' },
      { InterfaceAlias: 'wgvpn', NextHop: '0.0.0.0', RouteMetric: 10000 },
    ],
  })
  expect(netRoute.actual(snapshot).map(({ props }) => [props.interface, props.store, props.routeMetric])).toEqual([
    [E, 'both', 256],
    ['wgvpn', 'active', 10000],
  ])
})
