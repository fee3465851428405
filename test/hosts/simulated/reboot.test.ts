// A restart: indexes change, volatile adapters come again later, what was only active is gone.
import { expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import { Stop } from '../../../src/model/diagnostic.ts'
import {
  addresses,
  EGRESS,
  gateways,
  INGRESS,
  ipInterface,
  NIC,
  newSwitch,
  rows,
  servers,
  sideRouter,
} from './at-work.ts'

test('a side-router is one again afterwards', () => {
  const machine = sideRouter()
  const guids = machine.state.adapters.map(({ guid }) => guid)
  machine.reboot()
  machine.advance(30)
  expect([addresses(machine, EGRESS), gateways(machine, EGRESS), servers(machine, EGRESS)]).toEqual([
    ['192.168.1.2/25'],
    ['192.168.1.1'],
    ['223.5.5.5', '192.168.1.1'],
  ])
  expect(addresses(machine, INGRESS)).toEqual(['192.168.1.129/25'])
  expect([EGRESS, INGRESS].map((alias) => ipInterface(machine, alias)?.Forwarding)).toEqual(['Disabled', 'Enabled'])
  // All but WSL's, which is a new one.
  expect(machine.state.adapters.filter(({ guid }) => !guids.includes(guid)).map(({ name }) => name)).toEqual([
    'vEthernet (WSL)',
  ])
})

test('the TUN comes back after a while, with its route, metric and forwarding', () => {
  const machine = articleMachine()
  machine.reboot()
  expect(gateways(machine, 'Mihomo')).toEqual([])
  machine.advance(10)
  expect(gateways(machine, 'Mihomo')).toEqual(['198.18.0.2'])
  expect(ipInterface(machine, 'Mihomo')).toMatchObject({ InterfaceMetric: 0, Forwarding: 'Enabled' })
  expect(addresses(machine, 'Mihomo')).toEqual(['198.18.0.1/30'])
})

test('WSL builds its switch again under another id, the Default Switch keeps its own', () => {
  const machine = articleMachine()
  const before = machine.state.switches.map(({ id }) => id)
  machine.reboot()
  expect(machine.state.switches.map(({ name }) => name)).toEqual(['Default Switch'])
  machine.advance(20)
  expect(machine.state.switches.map(({ name, id }) => [name, before.includes(id)])).toEqual([
    ['Default Switch', true],
    ['WSL', false],
  ])
})

test('a second restart in between loses neither', () => {
  const machine = articleMachine()
  machine.reboot()
  machine.reboot()
  machine.advance(30)
  expect(machine.state.adapters.map(({ name }) => name).sort()).toEqual(
    articleMachine()
      .state.adapters.map(({ name }) => name)
      .sort(),
  )
})

test('power lost while a host adapter was being built: it is there afterwards', () => {
  const machine = articleMachine()
  newSwitch(machine)
  machine.reboot()
  machine.advance(10)
  expect(addresses(machine, EGRESS)).toEqual(['192.168.1.57/24'])
})

test('an address that a removed adapter still holds in the persistent store does not come up on another', () => {
  const machine = sideRouter()
  machine.assume('removed-adapter-rows', 'stay')
  rows(machine, 'Remove-VMNetworkAdapter', { ManagementOS: true, Name: 'vmbr0.1', Confirm: false })
  rows(machine, 'Add-VMNetworkAdapter', { ManagementOS: true, SwitchName: 'vmbr0', Name: 'vmbr0.1' })
  machine.advance(10)
  rows(machine, 'Set-NetIPInterface', { InterfaceAlias: INGRESS, AddressFamily: 'IPv4', Dhcp: 'Disabled' })
  rows(machine, 'New-NetIPAddress', { InterfaceAlias: INGRESS, IPAddress: '192.168.1.129', PrefixLength: 25 })
  machine.reboot()
  expect(addresses(machine, INGRESS)).toEqual([])
})

test('an adapter that is not there is refused by name', () => {
  expect(() => articleMachine().reboot({ without: ['eth0'] })).toThrow(Stop)
})

test.each(['down', 'up'] as const)('a cable that is %s', (link) => {
  const machine = articleMachine()
  machine.setLink(NIC, 'down')
  machine.setLink(NIC, link)
  machine.advance(10)
  expect(ipInterface(machine, NIC)?.ConnectionState).toBe(link === 'up' ? 'Connected' : 'Disconnected')
  expect(gateways(machine, NIC)).toEqual(link === 'up' ? ['192.168.1.1'] : [])
  // A stale lease is still listed on an adapter that is down: windows.md, section 6.
  expect(addresses(machine, NIC)).toEqual(['192.168.1.57/24'])
})

test('the same history gives the same bytes, also over a file in between', () => {
  const first = sideRouter()
  const again = SimulatedMachine.parse(sideRouter().toText(), 'm')
  for (const machine of [first, again]) {
    machine.reboot()
    machine.advance(60)
  }
  expect(again.toText()).toBe(first.toText())
})
