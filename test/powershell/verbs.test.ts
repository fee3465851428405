// The verbs of a user with --host local, through the library, real PowerShell, and the simulated Windows behind it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { apply, doctor, drift, plan, snapshot } from '../../src/app/index.ts'
import { runDoctor } from '../../src/cli/verbs/doctor.ts'
import { runPlan } from '../../src/cli/verbs/plan.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Plan } from '../../src/model/plan.ts'
import { EGRESS } from '../support/house.ts'
import { prepareRig, type RigParts } from './rig/rig-host.ts'
import { runScript } from './rig/run-script.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { behindProxies, prepareSimulatedRig } from './rig/simulated.ts'
import { endOf } from './rig/ways.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/whole-house/gateway.yaml', import.meta.url))
const shells = await findShells()
const folder = mkdtempSync(join(tmpdir(), 'gw-verbs-'))
const machineFile = join(folder, 'machine.sim.json')
const file = join(folder, 'gateway.yaml')
writeFileSync(file, readFileSync(EXAMPLE))
afterAll(() => rmSync(folder, { recursive: true }))

/** A plan without what says how the machine was reached, and when. */
function essence({ host, createdAt, machine, lastApplied, ...rest }: Plan): object {
  return rest
}

describeShells('with --host local through $name', shells, (shell) => {
  const rigs: RigParts[] = []
  afterAll(async () => {
    for (const rig of rigs) await rig.close()
  })
  async function local(machine: SimulatedMachine, options = {}) {
    const rig = await prepareSimulatedRig(shell, machine, options)
    rigs.push(rig)
    return { rig, file, host: 'local', local: rig.options }
  }

  test('plan, apply, drift: the same as on the simulated machine itself', async () => {
    const machine = articleMachine()
    writeFileSync(machineFile, machine.toText())
    const there = { file, host: `sim:${machineFile}` }
    const here = await local(machine)
    const planned = await plan(here)
    expect(planned.plan.host).toMatch(/^local: (Windows )?PowerShell \d/)
    expect(essence(planned.plan)).toEqual(essence((await plan(there)).plan))
    expect(planned.plan.reads.roundTrips).toBe(1)
    expect(existsSync(join(here.rig.folder, 'gw'))).toBe(false)

    const applied = await apply({ ...here, confirm: async () => true })
    expect(applied).toMatchObject({ exitCode: 0, account: { notStarted: [], problems: [] } })
    expect((await plan(here)).exitCode).toBe(0)

    machine.invoke('Set-NetIPInterface', { InterfaceAlias: EGRESS, AddressFamily: 'IPv4', Forwarding: 'Enabled' })
    const drifted = await drift(here)
    expect(drifted.exitCode).toBe(3)
    expect(drifted.plan.changes.map(({ address, cause }) => [address, cause])).toEqual([
      [`NetIPInterface.${EGRESS}/IPv4`, 'drifted'],
    ])
  })

  test('snapshot: the recording plans the same', async () => {
    const here = await local(articleMachine())
    const out = join(folder, 'machine.json')
    expect(await snapshot({ ...here, out })).toMatchObject({ unknown: [] })
    const { plan: replayed } = await plan({ file, host: `recorded:${out}` })
    expect(essence(replayed)).toEqual(essence((await plan(here)).plan))
    expect(readFileSync(out, 'utf8')).not.toMatch(/GW-PC|c0de/i)
    const examined = await doctor({ host: `recorded:${out}` })
    expect(examined.checks.find(({ name }) => name === 'powershell')?.found).toMatch(/PowerShell \d.*FullLanguage/)
  })

  test('plan --script FILE, as the command line writes it, runs', async () => {
    const machine = articleMachine()
    writeFileSync(machineFile, machine.toText())
    const there = { file, host: `sim:${machineFile}` }
    const here = await local(machine)
    const script = join(folder, 'plan.ps1')
    const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(await runPlan(file, { ...here, script })).toBe(2)
    const said = print.mock.calls.map(([text]) => text).join('')
    print.mockRestore()
    expect(said).toContain('home on GW-PC (local: ')
    expect(said).toContain(`The script is in ${script}.`)
    const env = { ...here.rig.env, PSModulePath: here.rig.modulePath }
    expect(await runScript(shell, script, env)).toMatchObject({ code: 0, stderr: '' })
    await apply({ ...there, confirm: async () => true })
    const direct = SimulatedMachine.parse(readFileSync(machineFile, 'utf8'), machineFile)
    expect(await endOf(machine)).toEqual(await endOf(direct))
  })

  test('doctor: everything works', async () => {
    const here = await local(articleMachine())
    const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const exitCode = await runDoctor(undefined, here)
    const said = print.mock.calls.map(([text]) => text).join('')
    print.mockRestore()
    expect(said).toMatch(/✓ powershell +(Windows )?PowerShell \d+\.\d+.*, FullLanguage/)
    expect(said).toMatch(/✓ encoding +names of any language arrive unchanged/)
    expect(said).toMatch(/✓ hyper-v +answers; switches: Default Switch, WSL/)
    expect(said).toMatch(/✓ tables/)
    expect(said).toMatch(/✓ ledger +none yet/)
    expect(existsSync(join(here.rig.folder, 'gw'))).toBe(false)
    // An installed PowerShell says what the real token and the real registry say.
    if (shell.isRig) expect(exitCode).toBe(0)
  })

  test.runIf(shell.isRig)('doctor: what does not work, and what to do', async () => {
    const machine = articleMachine({ hyperV: 'Disabled' })
    const { checks, exitCode } = await doctor(await local(machine))
    // A Windows that never had it can be a gateway without switches.
    expect(exitCode).toBe(0)
    const fixes = new Map(checks.map(({ name, state, fix }) => [name, [state, fix]]))
    expect(fixes.get('modules')).toEqual(['limited', expect.stringContaining('Microsoft-Hyper-V -All')])
    expect(fixes.get('hyper-v')).toEqual(['limited', undefined])
    const { checks: constrained } = await doctor(
      await local(articleMachine(), { env: { GW_RIG_LANGUAGE: 'ConstrainedLanguage' } }),
    )
    expect(constrained.find(({ name }) => name === 'powershell')).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('ConstrainedLanguage'),
    })
  })

  test.runIf(shell.isRig)('doctor: the edition, from real answers of CIM', async () => {
    const home = { Caption: 'Microsoft Windows 11 Home', Version: '10.0.26100', OperatingSystemSKU: 101 }
    const simulated = behindProxies(articleMachine())
    const rig = await prepareRig(shell, {
      ...simulated,
      invoke: (cmdlet, params) =>
        params['ClassName'] === 'Win32_OperatingSystem' ? { rows: [home] } : simulated.invoke(cmdlet, params),
    })
    rigs.push(rig)
    const { checks } = await doctor({ host: 'local', local: rig.options })
    expect(checks.find(({ name }) => name === 'windows')).toMatchObject({
      state: 'limited',
      found: 'Microsoft Windows 11 Home 10.0.26100: a Home edition',
    })
  })
})
