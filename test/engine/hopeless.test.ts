// Where Windows makes a promise impossible, whatever is called: the account says exactly that, and nothing is called done
// that is not. The properties leave these two assumptions out (test/support/random.ts).
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import { applyHouse, planHouse } from '../support/apply.ts'
import { EGRESS, house, INGRESS } from '../support/house.ts'

async function applied(): Promise<SimulatedMachine> {
  const machine = articleMachine()
  expect((await applyHouse(house(), machine)).exitCode).toBe(0)
  machine.advance(60)
  return machine
}

describe('persistent-route-removal: Remove-NetRoute leaves the persistent route and says nothing', () => {
  const ROUTE = `NetRoute.${INGRESS}/0.0.0.0/0 via 192.168.1.130`

  async function withForeignRoute(): Promise<SimulatedMachine> {
    const machine = await applied()
    machine.assume('persistent-route-removal', 'fails-silently')
    const route = { InterfaceAlias: INGRESS, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.130' }
    expect(machine.invoke('New-NetRoute', route)).not.toHaveProperty('error')
    return machine
  }

  test('the step failed, was done in part, and what is left is in the persistent store', async () => {
    const machine = await withForeignRoute()
    const account = await applyHouse(house(), machine)
    expect(account).toMatchObject({
      exitCode: 5,
      done: [],
      notStarted: [],
      failed: { address: ROUTE, effect: 'partly', problem: { code: 'apply/no-effect', address: ROUTE } },
    })
    expect(account.problems).toEqual([account.failed?.problem])
    expect(account.remaining?.changes).toMatchObject([
      { address: ROUTE, action: 'delete', cause: 'foreign', before: { store: 'persistent' } },
    ])
  })

  test('a second apply has no effect at all, and says that', async () => {
    const machine = await withForeignRoute()
    await applyHouse(house(), machine)
    const before = structuredClone(machine.state.routes)
    expect(await applyHouse(house(), machine)).toMatchObject({
      exitCode: 5,
      failed: { address: ROUTE, effect: 'none' },
    })
    expect(machine.state.routes).toEqual(before)
  })
})

describe('set-switch-adapter-repair: the repair of a switch makes a second host adapter of one name', () => {
  const REPAIR = ['HyperVSwitch.vmbr0', `NetIPAddress.${EGRESS}/*`]

  test('the steps were done, and still it failed: nobody can tell the two apart', async () => {
    const machine = await applied()
    machine.assume('set-switch-adapter-repair', 'second-vnic')
    machine.reboot({ without: ['以太网 4'] })
    machine.advance(60)
    expect((await planHouse(house(), machine)).changes.map(({ address }) => address)).toEqual(REPAIR)

    const account = await applyHouse(house(), machine)
    expect(account).toMatchObject({ exitCode: 5, done: REPAIR, notStarted: [] })
    expect(account.failed).toBeUndefined()
    expect(account.problems.map(({ code, address }) => [code, address])).toEqual([
      ['adapter/duplicate-name', `NetIPInterface.${EGRESS}/IPv4`],
      ['adapter/duplicate-name', `NetIPAddress.${EGRESS}/192.168.1.2`],
      ['adapter/duplicate-name', `NetRoute.${EGRESS}/0.0.0.0/0 via 192.168.1.1`],
      ['adapter/duplicate-name', `DnsClientServerAddress.${EGRESS}`],
    ])
    // And the next apply changes nothing before a person has removed one of them.
    await expect(applyHouse(house(), machine)).rejects.toMatchObject({ exitCode: 1 })
  })
})
