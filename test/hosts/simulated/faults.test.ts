// Faults on demand: when they fire, what the machine is afterwards, and that they fire once.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import type { Fault } from '../../../src/hosts/simulated/state.ts'
import { HostLost } from '../../../src/model/host.ts'
import { errorId, indexOf, ipInterface, NIC, rows } from './at-work.ts'

const ON = { InterfaceIndex: 29, AddressFamily: 'IPv4', Forwarding: 'Enabled' }

function run(fault: Fault) {
  const machine = articleMachine()
  machine.state.faults.push(fault)
  let outcome: unknown
  try {
    const answer = machine.invoke('Set-NetIPInterface', ON)
    outcome = 'error' in answer ? answer.error.id : 'rows'
  } catch (problem) {
    outcome = problem instanceof HostLost ? problem.code : problem
  }
  return { machine, outcome, forwarding: ipInterface(machine, NIC)?.Forwarding }
}

test.each<[Fault['kind'], string, string]>([
  ['fails', 'Windows System Error 1,Set-NetIPInterface', 'Disabled'],
  ['fails after taking effect', 'Windows System Error 1,Set-NetIPInterface', 'Enabled'],
  ['hangs', 'host/timeout', 'Disabled'],
  ['powershell dies', 'host/died', 'Disabled'],
  ['link dies', 'host/lost', 'Enabled'],
  ['power lost', 'host/lost', 'Disabled'],
])('%s: %s, forwarding %s', (kind, seen, forwarding) => {
  const result = run({ at: 1, kind })
  expect([result.outcome, result.forwarding]).toEqual([seen, forwarding])
  expect(result.machine.state.faults).toEqual([])
  expect(
    errorId(result.machine, 'Set-NetIPInterface', { ...ON, InterfaceIndex: indexOf(result.machine, NIC) }),
  ).toBeUndefined()
})

test.each<[Fault['kind'], string]>([
  ['hangs', 'Enabled'],
  ['powershell dies', 'Enabled'],
  // Written to both stores before the power went, so it is there after the start.
  ['power lost', 'Enabled'],
])('%s may come after the call took effect', (kind, forwarding) => {
  expect(run({ at: 1, kind, tookEffect: true }).forwarding).toBe(forwarding)
})

test('a link that dies may do so before', () => {
  expect(run({ at: 1, kind: 'link dies', tookEffect: false }).forwarding).toBe('Disabled')
})

test('a fault brings its own error', () => {
  const error = { id: 'Windows System Error 5,Set-NetIPInterface', category: 'PermissionDenied', message: 'no' }
  expect(run({ at: 1, kind: 'fails', error }).outcome).toBe(error.id)
})

test('a call that Windows refuses anyhow gives the error of Windows', () => {
  const machine = articleMachine()
  machine.state.faults.push({ at: 1, kind: 'fails after taking effect' })
  expect(errorId(machine, 'Set-NetIPInterface', { ...ON, InterfaceIndex: 99 })).toBe(
    'CmdletizationQuery_NotFound,Set-NetIPInterface',
  )
})

describe('counting', () => {
  test('the third writing call from now; reads and calls that do not bind are not counted', () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 3, kind: 'fails' })
    const seen = [
      'Get-NetAdapter',
      'Set-NetIPInterface',
      'Get-NetRoute',
      'Set-NetIPInterface',
      'Set-NetIPInterface',
      'Set-NetIPInterface',
    ].map((cmdlet) => errorId(machine, cmdlet, cmdlet.startsWith('Set-') ? ON : {}))
    expect(errorId(machine, 'Set-NetIPInterface', { Nonsense: 1 })).toBe('NamedParameterNotFound,Set-NetIPInterface')
    expect(seen.map((id) => id !== undefined)).toEqual([false, false, false, false, true, false])
  })

  test('the next call of a cmdlet, reads too', () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 'get-netroute', kind: 'fails' })
    expect(rows(machine, 'Get-NetAdapter')).not.toEqual([])
    expect(errorId(machine, 'Get-NetRoute')).toBe('Windows System Error 1,Get-NetRoute')
    expect(errorId(machine, 'Get-NetRoute')).toBeUndefined()
  })
})
