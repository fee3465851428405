// A plan interpreted directly, through runner.ps1, and as a rendered script: three ways, one end state, whatever somebody
// did before and whatever Windows turns out to be. The whole cycle of a gateway is in test/golden.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
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

  test('a script calls the cmdlets of Windows, whatever other module has their names', async () => {
    const script = articleMachine()
    const direct = copyOf(script)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    const elsewhere = mkdtempSync(join(tmpdir(), 'gw-elsewhere-'))
    mkdirSync(join(elsewhere, 'AAA'))
    const fake = ['Get-VMSwitch', 'New-VMSwitch', 'Get-NetIPInterface', 'Set-NetIPInterface']
    const text = fake.map((name) => `function ${name} { throw 'not of Windows' }`).join('\n')
    writeFileSync(join(elsewhere, 'AAA', 'AAA.psm1'), `${text}\n`)
    expect(await runAsScript(shell, script, house(), 1, elsewhere)).toMatchObject([DONE])
    rmSync(elsewhere, { recursive: true })
    expect(await endOf(script)).toEqual(await endOf(direct))
  })

  test('a script refuses two interfaces whose aliases differ in case only, and one that is gone', async () => {
    const machine = articleMachine()
    await apply(house(), simulatedHost(machine))
    machine.advance(60)
    machine.invoke('Set-NetIPInterface', { InterfaceAlias: INGRESS, AddressFamily: 'IPv4', Forwarding: 'Disabled' })
    const rename = (from: string, to: string) => (changed: SimulatedMachine) => {
      for (const adapter of changed.state.adapters) if (adapter.name === from) adapter.name = to
    }
    const twice = copyOf(machine)
    const [refused] = await runAsScript(shell, twice, house(), 1, undefined, rename('WLAN', INGRESS.toUpperCase()))
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`More than one interface is named ${INGRESS}`),
    })
    const gone = copyOf(machine)
    const [lost] = await runAsScript(shell, gone, house(), 1, undefined, rename(INGRESS, 'elsewhere'))
    expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining(`no IPv4 interface named ${INGRESS}`) })
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
