// DNS client settings and the registry keys that tell static servers from leased ones.
import { expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import {
  column,
  EGRESS,
  errorId,
  indexOf,
  NIC,
  newSwitch,
  type Params,
  rows,
  servers,
  sideRouter,
  TCPIP,
} from './at-work.ts'

const INTERFACES = `${TCPIP}\\Interfaces\\*`
const SITE_LOCAL = ['fec0:0:0:ffff::1', 'fec0:0:0:ffff::2', 'fec0:0:0:ffff::3']

test('one row per interface and family; the family stays a number', () => {
  const machine = articleMachine()
  const found = rows(machine, 'Get-DnsClientServerAddress', { InterfaceIndex: 29 })
  expect(found.map((row) => [row.AddressFamily, row.ServerAddresses])).toEqual([
    [2, ['192.168.1.1']],
    [23, []],
  ])
  expect(
    column(machine, 'Get-DnsClientServerAddress', { AddressFamily: 'IPv4' }, 'AddressFamily').every((one) => one === 2),
  ).toBe(true)
  expect(column(machine, 'Get-DnsClientServerAddress', { InterfaceIndex: 14 }, 'ServerAddresses')).toEqual([
    [],
    SITE_LOCAL,
  ])
})

test('servers keep their order; the registry shows them as set by hand', () => {
  const machine = sideRouter()
  expect(servers(machine, EGRESS)).toEqual(['223.5.5.5', '192.168.1.1'])
  const guid = machine.state.adapters.find(({ name }) => name === EGRESS)?.guid.toLowerCase()
  const key = rows(machine, 'Get-ItemProperty', { Path: INTERFACES }).find((row) => row.PSChildName === guid)
  expect(key).toMatchObject({ NameServer: '223.5.5.5,192.168.1.1', EnableDHCP: 0 })
})

test('a reset brings back what the lease said', () => {
  const machine = articleMachine()
  rows(machine, 'Set-DnsClientServerAddress', { InterfaceIndex: 29, ServerAddresses: '9.9.9.9' })
  expect(servers(machine, NIC)).toEqual(['9.9.9.9'])
  rows(machine, 'Set-DnsClientServerAddress', { InterfaceIndex: 29, ResetServerAddresses: true })
  expect(servers(machine, NIC)).toEqual(['192.168.1.1'])
})

test('the family follows from the addresses', () => {
  const machine = articleMachine()
  rows(machine, 'Set-DnsClientServerAddress', { InterfaceIndex: 29, ServerAddresses: ['fd00::1'] })
  expect(column(machine, 'Get-DnsClientServerAddress', { InterfaceIndex: 29 }, 'ServerAddresses')).toEqual([
    ['192.168.1.1'],
    ['fd00::1'],
  ])
})

test('lost DNS settings come back when somebody sets or resets them', () => {
  const machine = articleMachine()
  machine.assume('ip-configuration-on-switch', 'dns-lost')
  newSwitch(machine)
  machine.advance(10)
  expect(servers(machine, EGRESS)).toEqual([])
  rows(machine, 'Set-DnsClientServerAddress', { InterfaceIndex: indexOf(machine, EGRESS), ResetServerAddresses: true })
  expect(servers(machine, EGRESS)).toEqual(['192.168.1.1'])
})

test.each<[string, Params, string]>([
  ['a server that is no address', { InterfaceIndex: 29, ServerAddresses: ['dns.example'] }, 'Windows System Error 87'],
  [
    'both servers and a reset',
    { InterfaceIndex: 29, ServerAddresses: ['1.1.1.1'], ResetServerAddresses: true },
    'Windows System Error 87',
  ],
  ['neither', { InterfaceIndex: 29 }, 'Windows System Error 87'],
  ['no interface', { ServerAddresses: ['1.1.1.1'] }, 'MissingMandatoryParameter'],
  [
    'an index that is not there',
    { InterfaceIndex: 999, ServerAddresses: ['1.1.1.1'] },
    'CmdletizationQuery_NotFound_InterfaceIndex',
  ],
])('Set-DnsClientServerAddress refuses %s', (_, params, id) => {
  expect(errorId(articleMachine(), 'Set-DnsClientServerAddress', params)).toBe(`${id},Set-DnsClientServerAddress`)
})

test.each<[string, Params, string]>([
  ['a key that is absent', { Path: `${TCPIP}\\Nothing` }, 'PathNotFound'],
  ['a literal star', { LiteralPath: INTERFACES }, 'PathNotFound'],
  ['a value that is absent', { Path: TCPIP, Name: 'Nothing' }, 'System.Management.Automation.PSArgumentException'],
])('Get-ItemProperty refuses %s', (_, params, id) => {
  const found = errorId(articleMachine(), 'Get-ItemProperty', params)
  expect(found).toBe(`${id},Microsoft.PowerShell.Commands.GetItemPropertyCommand`)
})

test('Get-ItemProperty answers a value by its name, in any case', () => {
  const machine = articleMachine()
  rows(machine, 'Set-ItemProperty', { LiteralPath: TCPIP, Name: 'IPEnableRouter', Value: 1, Type: 'DWord' })
  expect(rows(machine, 'Get-ItemProperty', { Path: TCPIP.toLowerCase(), Name: 'ipenablerouter' })).toMatchObject([
    { IPEnableRouter: 1, PSChildName: 'Parameters' },
  ])
})
