// IPEnableRouter: absent is 0, and either way counts after a restart.
import { expect, test } from 'vitest'
import { tcpipRegistry } from '../../src/providers/tcpip-registry.ts'
import { snapshotOf } from '../support/tables.ts'

const on = { ipEnableRouter: true }
const off = { ipEnableRouter: false }

test.each([
  ['absent', null, false],
  ['0', 0, false],
  ['1', 1, true],
  ['anything else', 2, true],
])('%s', (_, IPEnableRouter, ipEnableRouter) => {
  const snapshot = snapshotOf({ 'Get-ItemProperty Tcpip/Parameters': [{ IPEnableRouter }] })
  expect(tcpipRegistry.actual(snapshot)).toEqual([{ kind: 'TcpipRegistry', state: 'ready', props: { ipEnableRouter } }])
})

test.each([
  ['off', on, off, 0],
  ['on', off, on, 1],
] as const)('%s is one value of the key', (_, before, after, Value) => {
  expect(tcpipRegistry.steps(before, after)).toEqual([
    {
      cmdlet: 'Set-ItemProperty',
      params: {
        LiteralPath: 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters',
        Name: 'IPEnableRouter',
        Value,
        Type: 'DWord',
        Confirm: false,
      },
    },
  ])
  expect(tcpipRegistry.cost([before, after]).outage).toBe('restart')
})

test('no write where it is so, nor when it leaves the file', () => {
  expect(tcpipRegistry.steps(off, off)).toEqual([])
  expect(tcpipRegistry.steps(undefined, off)).toEqual([])
  expect(tcpipRegistry.steps(on, undefined)).toEqual([])
  expect(tcpipRegistry.cost([off, off]).outage).toBe('none')
})
