// A plan interpreted directly, through runner.ps1, and as a rendered script: three ways, one end state, whatever somebody
// did before and whatever Windows turns out to be. The whole cycle of a gateway is in test/golden.
import { expect, test } from 'vitest'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import { givenBack, lookOf } from '../support/given-back.ts'
import { house, INGRESS } from '../support/house.ts'
import { EDITS, machineAssuming } from '../support/random.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { apply, applyThroughRunner, copyOf, endOf, runAsScript } from './rig/ways.ts'

const shells = await findShells()
const DONE = { code: 0, stderr: '' }

describeShells('three ways through $name', shells, (shell) => {
  test('an address that somebody took away and a stranger beside it', async () => {
    const direct = articleMachine()
    await apply(house(), simulatedHost(direct))
    direct.invoke('Remove-NetIPAddress', { InterfaceAlias: INGRESS, IPAddress: '192.168.1.129', Confirm: false })
    direct.invoke('New-NetIPAddress', { InterfaceAlias: INGRESS, IPAddress: '192.168.1.140', PrefixLength: 25 })
    direct.advance(60)
    const [runner, script] = [copyOf(direct), copyOf(direct)]
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await applyThroughRunner(shell, runner, house())).toEqual([])
    expect(await runAsScript(shell, script, house(), 2)).toMatchObject([DONE, DONE])
    const end = await endOf(direct)
    expect(await endOf(runner)).toEqual(end)
    expect(await endOf(script)).toEqual(end)
  })

  test('given back: the machine as it was before, through the runner as interpreted', async () => {
    const direct = articleMachine()
    direct.advance(120)
    const before = await lookOf(direct)
    await apply(house(), simulatedHost(direct))
    direct.advance(60)
    const runner = copyOf(direct)
    expect(await apply(givenBack(house()), simulatedHost(direct))).toEqual([])
    expect(await applyThroughRunner(shell, runner, givenBack(house()))).toEqual([])
    expect(await endOf(runner)).toEqual(await endOf(direct))
    expect(await lookOf(runner)).toEqual(before)
  })

  test.each(EDITS)('repaired by script: $address $cause after $cmdlet', async ({ cmdlet, params }) => {
    const direct = articleMachine()
    await apply(house(), simulatedHost(direct))
    direct.advance(60)
    direct.invoke(cmdlet, params)
    direct.advance(60)
    const script = copyOf(direct)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await runAsScript(shell, script, house())).toMatchObject([DONE])
    expect(await endOf(script)).toEqual(await endOf(direct))
  })

  test('made by script where Hyper-V calls it an error that there is no switch yet', async () => {
    const direct = machineAssuming({ 'no-switches': 'error' })
    direct.state.switches = []
    direct.state.hostAdapters = []
    const script = copyOf(direct)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await runAsScript(shell, script, house())).toMatchObject([DONE])
    expect(await endOf(script)).toEqual(await endOf(direct))
  })

  // The behaviours nobody could verify that change what a script meets on its way.
  test.each([
    { 'ip-configuration-on-switch': 'wiped', 'vnic-lease': 'at-once' },
    { 'ip-configuration-on-switch': 'dns-lost', 'lease-after-dhcp-off': 'stays' },
    { 'vnic-ready': '12', 'lease-route-protocol': 'Dhcp' },
    { 'vnic-ready': '0', 'vnic-lease': 'none' },
    { 'dhcp-on-address-add': 'left-on', 'last-address-removed': 'dhcp-on-again', 'address-removal': 'lags' },
  ])('made by script where Windows turns out to be %o', async (assumed) => {
    const direct = machineAssuming(assumed)
    const script = copyOf(direct)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await runAsScript(shell, script, house(), 2)).toMatchObject([DONE, DONE])
    expect(await endOf(script)).toEqual(await endOf(direct))
  })
})
