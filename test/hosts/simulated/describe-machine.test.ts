// What gw sim show has to tell.
import { expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { describeMachine } from '../../../src/hosts/simulated/describe-machine.ts'
import { EGRESS, INGRESS, indexOf, NIC, rows, sideRouter } from './at-work.ts'

test('the machine of the article', () => {
  const seen = describeMachine(articleMachine())
  expect(seen).toMatchObject({
    computer: 'GW-PC',
    user: 'GW-PC\\me',
    elevated: true,
    clock: '2026-11-20T21:00:00.000Z',
    stores: [],
    due: [],
    faults: [],
    gw: { ledger: false },
  })
  const listing = seen.adapters
    .filter(({ name }) => !name.startsWith('Loopback'))
    .map(({ name, index, mac }) => [name, index, mac.slice(-2)])
  // Names, indexes and last bytes as in the article's first listing.
  expect(listing.filter(([name]) => !String(name).startsWith('vEthernet'))).toEqual([
    [NIC, 29, '32'],
    ['WLAN', 14, '4D'],
    ['蓝牙网络连接', 8, '4E'],
    ['Mihomo', 19, ''],
  ])
  expect(listing.map(([name, index]) => [name, index])).toEqual(
    expect.arrayContaining([
      ['vEthernet (Default Switch)', 32],
      ['vEthernet (WSL)', 66],
    ]),
  )
  expect(seen.routes).toEqual([
    { prefix: '0.0.0.0/0', nextHop: '198.18.0.2', interface: 'Mihomo', metric: 0 },
    { prefix: '0.0.0.0/0', nextHop: '192.168.1.1', interface: NIC, metric: 25 },
  ])
})

test('an uplink is bound and has no IP; host adapters are told with their switch', () => {
  const seen = describeMachine(sideRouter())
  const nic = seen.adapters.find(({ name }) => name === NIC)
  expect(nic).toMatchObject({ boundTo: 'vmbr0', status: 'Up' })
  expect(nic).not.toHaveProperty('ip')
  expect(seen.switches).toContainEqual({
    name: 'vmbr0',
    type: 'External',
    uplink: NIC,
    hostAdapters: ['vmbr0', 'vmbr0.1'],
  })
  expect(seen.adapters.find(({ name }) => name === EGRESS)?.ip).toEqual({
    dhcp: 'Disabled',
    forwarding: 'Disabled',
    metric: 25,
    dns: ['223.5.5.5', '192.168.1.1'],
    addresses: [{ address: '192.168.1.2/25', origin: 'Manual', state: 'Preferred' }],
  })
})

test('what a restart would change', () => {
  const machine = sideRouter()
  const InterfaceIndex = indexOf(machine, EGRESS)
  const active = { PolicyStore: 'ActiveStore' }
  rows(machine, 'Set-NetIPInterface', { InterfaceIndex, AddressFamily: 'IPv4', Forwarding: 'Enabled', ...active })
  rows(machine, 'New-NetRoute', { InterfaceIndex, DestinationPrefix: '10.0.0.0/8', NextHop: '192.168.1.9', ...active })
  rows(machine, 'Remove-NetIPAddress', { IPAddress: '192.168.1.129', ...active, Confirm: false })
  expect(describeMachine(machine).stores).toEqual([
    `address 192.168.1.129/25 on ${INGRESS}: only after a restart`,
    `route 10.0.0.0/8 via 192.168.1.9 on ${EGRESS}: gone after a restart`,
    `Forwarding of ${EGRESS}/IPv4: Enabled now, default after a restart`,
  ])
})

test('faults, assumptions, lock and what is due', () => {
  const machine = articleMachine()
  machine.assume('vnic-ready', '12')
  machine.state.faults.push({ at: 3, kind: 'power lost' }, { at: 'Get-VMSwitch', kind: 'hangs' })
  machine.state.gw = {
    ledger: '{}',
    lock: { by: 'GW-PC\\me', verb: 'apply', since: 'noon', pid: 1, computerName: 'GW-PC' },
  }
  machine.reboot()
  expect(describeMachine(machine)).toMatchObject({
    boots: 2,
    assumptions: [{ name: 'vnic-ready', choice: '12' }],
    faults: ['writing call 3 from now: power lost', 'Get-VMSwitch: hangs'],
    gw: { ledger: true, lockedBy: 'GW-PC\\me (gw apply, since noon)' },
  })
  expect(describeMachine(machine).due.map(({ what }) => what)).toContain('tun-starts')
})
