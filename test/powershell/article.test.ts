// The article's first section through real PowerShell: its own lines typed, adopted without a write, its wrong ways put
// right, the feature on a fresh machine, and the way without Hyper-V; interpreted, by the runner and as a script.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Host } from '../../src/model/host.ts'
import { registry } from '../../src/providers/registry.ts'
import { exampleGateway, setUpByHand, type Typing, typeInto, WRONG } from '../support/article.ts'
import { counting } from '../support/counting-host.ts'
import { resourceOf } from '../support/tables.ts'
import type { Rig } from './rig/rig-host.ts'
import { runScript } from './rig/run-script.ts'
import { describeShells, findShells, type Shell } from './rig/shells.ts'
import { openSimulatedRig, prepareSimulatedRig } from './rig/simulated.ts'
import { copyOf, endOf, runAsScript } from './rig/ways.ts'

// Not on Windows: an installed PowerShell takes the cmdlets for services and the registry from its own folder, and scripts
// start the programs of its system directory. These tests would then change the machine that they run on.
const shells = process.platform === 'win32' ? [] : (await findShells()).filter(({ isRig }) => isRig)
const DONE = { code: 0, stderr: '' }
const whole = exampleGateway('whole-house')
const asInArticle = exampleGateway('whole-house', ['power'])
const twoNics = exampleGateway('two-nics')

const inputOf = (gateway: Gateway, host: Host) => {
  const options = { target: [], exclude: [], accept: [] }
  return { gateway, host, registry, options, diagnostics: [] }
}

async function apply(gateway: Gateway, host: Host): Promise<{ exitCode: number; problems: readonly object[] }> {
  const input = inputOf(gateway, host)
  const { signal } = new AbortController()
  return applyPlan({ ...input, plan: await makePlan(input), verb: 'apply', on: () => {}, signal })
}

/** Every line as a script of its own writer: PowerShell parses it, binds it and calls the proxies. */
function typeThrough(shell: Shell, machine: SimulatedMachine): Typing {
  return async (lines) => {
    const rig = await prepareSimulatedRig(shell, machine)
    try {
      const file = join(rig.folder, 'typed.ps1')
      // With a mark, so that Windows PowerShell reads it as UTF-8.
      writeFileSync(
        file,
        `\uFEFF$ErrorActionPreference = 'Stop'\n${lines.map((line) => `$null = ${line}`).join('\n')}\n`,
      )
      const env = { ...rig.env, PSModulePath: rig.modulePath }
      expect(await runScript(shell, file, env)).toMatchObject(DONE)
    } finally {
      await rig.close()
    }
  }
}

async function through<T>(shell: Shell, machine: SimulatedMachine, work: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await openSimulatedRig(shell, machine)
  try {
    if (machine.state.gw.ledger !== undefined) await rig.host.store.writeLedger(machine.state.gw.ledger)
    return await work(rig)
  } finally {
    await rig.close()
  }
}

describeShells('the article through $name', shells, (shell) => {
  test('its lines, typed, make the machine that the simulated console makes', async () => {
    const [typed, simulated] = [articleMachine(), articleMachine()]
    await setUpByHand(typed, typeThrough(shell, typed))
    await setUpByHand(simulated)
    expect(await endOf(typed)).toEqual(await endOf(simulated))
  })

  test('a machine set up so is adopted without a write, and the rest is planned', async () => {
    const machine = articleMachine()
    await setUpByHand(machine, typeThrough(shell, machine))
    const before = await endOf(machine)
    await through(shell, machine, async ({ host, server }) => {
      const { host: counted, acts } = counting(host)
      expect(await apply(asInArticle, counted)).toMatchObject({ exitCode: 0, problems: [] })
      expect(acts).toEqual([])
      expect(server.calls.filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))).toEqual([])
      const { changes } = await makePlan(inputOf(whole, host))
      expect(changes.map(({ address }) => address)).toEqual(
        ['hibernate', 'sleep', 'unattendedSleep'].map((name) => `PowerSetting.${name}`),
      )
    })
    expect(await endOf(machine)).toEqual(before)
  })

  test.each(['IPEnableRouter set', 'the routing service on'] as const)(
    '%s: told, and put right three ways',
    async (wrong) => {
      const machine = articleMachine({ hyperV: 'unknown', secondNic: true })
      expect(await apply(twoNics, simulatedHost(machine))).toMatchObject({ exitCode: 0 })
      await typeThrough(shell, machine)(WRONG[wrong])
      machine.reboot()
      machine.advance(60)
      const [direct, runner, script] = [copyOf(machine), copyOf(machine), copyOf(machine)]
      const exitCode = wrong === 'IPEnableRouter set' ? 9 : 0
      expect(await apply(twoNics, simulatedHost(direct))).toMatchObject({ exitCode, problems: [] })
      await through(shell, runner, async ({ host }) => {
        const { diagnostics } = await makePlan(inputOf(twoNics, host))
        expect(diagnostics).toMatchObject([{ code: 'GW006' }])
        expect(await apply(twoNics, host)).toMatchObject({ exitCode, problems: [] })
      })
      expect(await runAsScript(shell, script, twoNics, 2)).toMatchObject([DONE, DONE])
      const end = await endOf(direct)
      expect(await endOf(runner)).toEqual(end)
      expect(await endOf(script)).toEqual(end)
      direct.reboot()
      direct.advance(60)
      expect((await makePlan(inputOf(twoNics, simulatedHost(direct)))).changes).toEqual([])
    },
  )

  test('two network adapters on Windows Home, three ways', async () => {
    const machine = articleMachine({ hyperV: 'unknown', secondNic: true })
    const [direct, runner, script] = [copyOf(machine), copyOf(machine), copyOf(machine)]
    expect(await apply(twoNics, simulatedHost(direct))).toMatchObject({ exitCode: 0, problems: [] })
    await through(shell, runner, async ({ host }) => {
      expect((await makePlan(inputOf(twoNics, host))).unknown).toEqual([])
      expect(await apply(twoNics, host)).toMatchObject({ exitCode: 0, problems: [] })
    })
    expect(await runAsScript(shell, script, twoNics, 2)).toMatchObject([DONE, DONE])
    const end = await endOf(direct)
    expect(await endOf(runner)).toEqual(end)
    expect(await endOf(script)).toEqual(end)
  })

  test('on Windows Home the file with Hyper-V is told why not', async () => {
    await through(shell, articleMachine({ hyperV: 'unknown' }), async ({ host }) => {
      const { diagnostics } = await makePlan(inputOf(whole, host))
      expect(diagnostics).toContainEqual(
        expect.objectContaining({
          code: 'feature/unknown',
          why: expect.stringContaining('Windows Home has no Hyper-V'),
        }),
      )
    })
  })

  test('a fresh machine: the feature, exit 9, a restart, and the second run converges', async () => {
    const machine = articleMachine({ hyperV: 'Disabled' })
    await through(shell, machine, async ({ host }) => {
      expect(await apply(whole, host)).toMatchObject({ exitCode: 9, problems: [] })
      machine.state.gw.ledger = (await host.store.readLedger()) ?? ''
    })
    machine.reboot()
    machine.advance(60)
    await through(shell, machine, async ({ host }) => {
      expect(await apply(whole, host)).toMatchObject({ exitCode: 0, problems: [] })
      expect((await makePlan(inputOf(whole, host))).changes).toEqual([])
    })
  })

  test('without elevation the features are unknown, and DISM is not asked', async () => {
    const machine = articleMachine()
    machine.state.computer.elevated = false
    await through(shell, machine, async ({ host }) => {
      const { unknown } = await makePlan(inputOf(whole, host))
      expect(unknown.find(({ address }) => address === 'WindowsFeature.Microsoft-Hyper-V')?.reason).toMatch(
        /administrator/,
      )
    })
  })

  test('delayed start survives every way to change a service', async () => {
    const service = (status: 'Running' | 'Stopped', startType?: 'Manual' | 'AutomaticDelayedStart'): Gateway => ({
      ...whole,
      authorities: [],
      resources: [
        resourceOf('WindowsService', 'WSearch', { name: 'WSearch', status, ...(startType && { startType }) }),
      ],
    })
    const machine = articleMachine()
    // What Set-Service writes for Automatic is not known; gw does not find out.
    machine.assume('set-service-automatic', 'clears-delay')
    const search = () => machine.state.services.find(({ name }) => name === 'WSearch')
    typeInto(machine)(['Stop-Service WSearch'])
    for (const [gateway, expected] of [
      [service('Running'), { status: 'Running', startMode: 'Auto', delayed: true }],
      [service('Stopped', 'Manual'), { status: 'Stopped', startMode: 'Manual' }],
      [service('Running', 'AutomaticDelayedStart'), { status: 'Running', startMode: 'Auto', delayed: true }],
    ] as const) {
      await through(shell, machine, async ({ host }) => {
        expect(await apply(gateway, host)).toMatchObject({ exitCode: 0, problems: [] })
        machine.state.gw.ledger = (await host.store.readLedger()) ?? ''
      })
      expect(search()).toMatchObject(expected)
    }
  })
})
