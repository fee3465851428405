// Lints about live state: what somebody did to the machine is told with the failure it causes, and never blocks the repair.
import { describe, expect, test } from 'vitest'
import { lintLive } from '../../src/analysis/live-lints.ts'
import { makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import { registry } from '../../src/providers/registry.ts'
import { gatewayOf } from '../config/told.ts'
import { applyHouse } from '../support/apply.ts'
import { exampleGateway, typeInto, WRONG } from '../support/article.ts'
import { EGRESS, INGRESS } from '../support/house.ts'
import { house, TODAY } from './house.ts'

const gateway = gatewayOf(
  house({ rest: 'forwarding: { allow: [Mihomo] }\nclients: [{ name: phone, address: 192.168.1.130 }]' }),
)

async function said(machine: SimulatedMachine) {
  const options = { target: [], exclude: [], accept: [] }
  const plan = await makePlan({ gateway, host: simulatedHost(machine), registry, options, diagnostics: [] })
  return lintLive(gateway, plan, TODAY)
}

async function applied(): Promise<SimulatedMachine> {
  const machine = articleMachine()
  expect((await applyHouse(gateway, machine)).exitCode).toBe(0)
  machine.advance(60)
  return machine
}

describe('what somebody did by hand', () => {
  test.each([
    [
      'forwarding on the egress',
      'Set-NetIPInterface',
      { InterfaceAlias: EGRESS, AddressFamily: 'IPv4', Forwarding: 'Enabled' },
      'GW001',
      `NetIPInterface.${EGRESS}/IPv4`,
    ],
    [
      'weak host send on the egress',
      'Set-NetIPInterface',
      { InterfaceAlias: EGRESS, AddressFamily: 'IPv4', WeakHostSend: 'Enabled' },
      'GW002',
      `NetIPInterface.${EGRESS}/IPv4`,
    ],
    [
      'forwarding off on the ingress',
      'Set-NetIPInterface',
      { InterfaceAlias: INGRESS, AddressFamily: 'IPv4', Forwarding: 'Disabled' },
      'GW004',
      `NetIPInterface.${INGRESS}/IPv4`,
    ],
    [
      'a default route on the ingress',
      'New-NetRoute',
      { InterfaceAlias: INGRESS, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.130' },
      'GW020',
      `NetRoute.${INGRESS}/0.0.0.0/0 via 192.168.1.130`,
    ],
    [
      'no default route on the egress',
      'Remove-NetRoute',
      { InterfaceAlias: EGRESS, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.1', Confirm: false },
      'GW021',
      `NetRoute.${EGRESS}/0.0.0.0/0 via 192.168.1.1`,
    ],
  ])('%s', async (_, cmdlet, params, code, address) => {
    const machine = await applied()
    expect(machine.invoke(cmdlet, params)).not.toHaveProperty('error')
    const found = await said(machine)
    expect(found.map((one) => [one.severity, one.code, one.address])).toContainEqual(['warning', code, address])
    for (const { message, fix } of found) {
      expect(message).toMatch(/^As the machine is now: /)
      expect(fix).toBe('gw apply puts it back.')
    }
  })

  test('nothing: nothing is said', async () => {
    expect(await said(await applied())).toEqual([])
  })

  test('before the first apply nothing has drifted, whatever the machine is like', async () => {
    const machine = articleMachine()
    machine.invoke('Set-NetIPInterface', { InterfaceAlias: '以太网 4', AddressFamily: 'IPv4', Forwarding: 'Enabled' })
    expect(await said(machine)).toEqual([])
  })
})

test('before a first apply nothing has drifted, whatever is there', async () => {
  const machine = articleMachine({ hyperV: 'unknown', secondNic: true })
  const twoNics = exampleGateway('two-nics')
  const options = { target: [], exclude: [], accept: [] }
  const input = { gateway: twoNics, host: simulatedHost(machine), registry, options, diagnostics: [] }
  const plan = await makePlan(input)
  expect(plan.changes.some(({ cause }) => cause === 'foreign')).toBe(true)
  expect(lintLive(twoNics, plan, TODAY)).toEqual([])
})

test('what the engine says of the guards is not said twice', async () => {
  const guarded = exampleGateway('whole-house')
  const machine = articleMachine()
  expect((await applyHouse(guarded, machine)).exitCode).toBe(0)
  typeInto(machine)(WRONG['the routing service on'])
  const options = { target: [], exclude: [], accept: [] }
  const plan = await makePlan({ gateway: guarded, host: simulatedHost(machine), registry, options, diagnostics: [] })
  const all = [...plan.diagnostics, ...lintLive(guarded, plan, TODAY)]
  expect(all.map(({ code }) => code).sort()).toEqual(['GW001', 'GW006'])
})
