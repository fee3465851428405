// The walk of a user, with the real command line in a folder of their own: init, check, plan, apply, drift, repair.
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
const FORWARD = [
  'Set-NetIPInterface',
  '-InterfaceAlias',
  'vEthernet (vmbr0)',
  '-AddressFamily',
  'IPv4',
  '-Forwarding',
  'Enabled',
]

/** A new folder with the example in it. */
async function home(): Promise<string> {
  const folder = gw.folder()
  expect((await gw.run(folder, ['init', 'whole-house', '.'])).exitCode).toBe(0)
  return folder
}

async function applied(): Promise<string> {
  const folder = await home()
  const run = await gw.run(folder, ['apply', '--yes'])
  expect([run.exitCode, run.stderr]).toEqual([0, ''])
  return folder
}

describe('the walk', () => {
  test('from an empty folder to an empty plan, broken by hand, found and repaired', async () => {
    const folder = await home()
    expect(readdirSync(folder).sort()).toEqual(['gateway.yaml', 'machine.sim.json'])
    expect(readFileSync(join(folder, 'gateway.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\S+gateway\.schema\.json\n/,
    )

    expect(await gw.run(folder, ['check'])).toMatchObject({ exitCode: 0, stderr: '' })

    const planned = await gw.run(folder, ['plan'])
    expect(planned).toMatchObject({ exitCode: 2, stderr: '' })
    expect(planned.stdout).toContain('+ HyperVSwitch.vmbr0')
    expect(planned.stdout).toMatch(/moves 192\.168\.1\.57\/24 \(DHCP\), .*from 以太网 4 to vEthernet \(vmbr0\)/s)

    const done = await gw.run(folder, ['apply', '--yes'])
    expect(done).toMatchObject({ exitCode: 0, stderr: '' })
    expect(done.stdout).toContain('is as gateway.yaml says')

    const empty = await gw.run(folder, ['plan'])
    expect(empty).toMatchObject({ exitCode: 0 })
    expect(empty.stdout).toContain('Nothing to do')
    expect((await gw.run(folder, ['apply'])).exitCode).toBe(0)

    expect(await gw.run(folder, ['sim', 'exec', 'machine.sim.json', '--', ...FORWARD])).toMatchObject({ exitCode: 0 })
    const drift = await gw.run(folder, ['drift'])
    expect(drift).toMatchObject({ exitCode: 3 })
    expect(drift.stdout).toMatch(/forwarding +Disabled → Enabled/)
    expect((await gw.run(folder, ['plan'])).exitCode).toBe(3)

    expect((await gw.run(folder, ['apply', '--yes'])).exitCode).toBe(0)
    expect(await gw.run(folder, ['drift'])).toMatchObject({ exitCode: 0 })
  })

  test('given back: a plan first, then as before, and no ledger', async () => {
    const folder = await home()
    const machine = join(folder, 'machine.sim.json')
    expect((await gw.run(folder, ['apply', '--yes'])).exitCode).toBe(0)
    const asked = await gw.run(folder, ['destroy'])
    expect(asked).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('gw destroy --yes') })
    expect(asked.stdout).toContain('kept: gw never disables a feature of Windows')
    expect(asked.stdout).toContain('The machine does not loop then')
    const done = await gw.run(folder, ['destroy', '--yes'])
    expect(done).toMatchObject({ exitCode: 0, stderr: '' })
    expect(done.stdout).toContain('The machine is given back')
    expect(JSON.parse(readFileSync(machine, 'utf8'))).toMatchObject({
      gw: {},
      switches: [{ name: 'Default Switch' }, {}],
    })
    const again = await gw.run(folder, ['destroy'])
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('gw has nothing on GW-PC') })
    expect((await gw.run(folder, ['plan'])).exitCode).toBe(2)
  })

  test('nobody who stops listening stops the work', async () => {
    const folder = await home()
    const child = execa(process.execPath, [gw.program, 'apply', '--yes'], {
      cwd: folder,
      reject: false,
      stdin: 'ignore',
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const { exitCode } = await child
    expect(exitCode).toBe(0)
    expect(await gw.run(folder, ['plan'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing to do'),
    })
  })

  test('a new name is remembered, also where nothing else is to be done', async () => {
    const folder = await applied()
    const file = join(folder, 'gateway.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: home$/m, 'name: casa'))
    expect((await gw.run(folder, ['plan'])).stderr).toContain('ledger/other-gateway')
    expect((await gw.run(folder, ['apply', '--yes', '--take-over', 'home'])).exitCode).toBe(0)
    expect((await gw.run(folder, ['drift'])).exitCode).toBe(0)
  })

  test('reading verbs create and change nothing', async () => {
    const folder = await home()
    const before = ['gateway.yaml', 'machine.sim.json'].map((name) => readFileSync(join(folder, name), 'utf8'))
    for (const verb of ['check', 'plan', 'drift']) await gw.run(folder, [verb])
    await gw.run(folder, ['sim', 'show', 'machine.sim.json'])
    expect(readdirSync(folder).sort()).toEqual(['gateway.yaml', 'machine.sim.json'])
    expect(['gateway.yaml', 'machine.sim.json'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before)
  })

  test('from elsewhere, with the file and the machine named', async () => {
    const folder = await home()
    const other = gw.folder()
    const file = join(folder, 'gateway.yaml')
    expect((await gw.run(other, ['plan', file])).exitCode).toBe(2)
    const named = await gw.run(other, ['plan', file, '--host', `sim:${join(folder, 'machine.sim.json')}`])
    expect(named.exitCode).toBe(2)
    expect(named.stdout).toContain(`gw apply ${file} --host sim:`)
    expect(readdirSync(other)).toEqual([])
  })
})

describe('saved plans', () => {
  test('are shown, applied once, and then refused', async () => {
    const folder = await home()
    expect((await gw.run(folder, ['plan', '-o', 'plan.json'])).exitCode).toBe(2)
    const shown = await gw.run(folder, ['show', 'plan.json'])
    expect(shown).toMatchObject({ exitCode: 0 })
    expect(shown.stdout).toContain('gw apply plan.json')
    expect((await gw.run(folder, ['apply', 'plan.json', '--yes'])).exitCode).toBe(0)
    const again = await gw.run(folder, ['apply', 'plan.json', '--yes'])
    expect(again).toMatchObject({ exitCode: 7 })
    expect(again.stderr).toContain('plan/used')
  })

  test('are refused when the machine has changed, and say what', async () => {
    const folder = await applied()
    writeFileSync(
      join(folder, 'gateway.yaml'),
      readFileSync(join(folder, 'gateway.yaml'), 'utf8').replace('223.5.5.5', '119.29.29.29'),
    )
    expect((await gw.run(folder, ['plan', '-o', 'plan.json'])).exitCode).toBe(2)
    await gw.run(folder, ['sim', 'exec', 'machine.sim.json', '--', ...FORWARD])
    const machine = readFileSync(join(folder, 'machine.sim.json'), 'utf8')
    const run = await gw.run(folder, ['apply', 'plan.json', '--yes'])
    expect(run.exitCode).toBe(7)
    expect(run.stderr).toContain('NetIPInterface.vEthernet (vmbr0)/IPv4 has changed')
    expect(readFileSync(join(folder, 'machine.sim.json'), 'utf8')).toBe(machine)
  })

  test.each([
    ['torn', (text: string) => text.slice(0, text.length / 2), 'plan/torn', 1],
    [
      'of a newer version',
      (text: string) => text.replace('"formatVersion": 1', '"formatVersion": 9'),
      'plan/newer-version',
      1,
    ],
    [
      'for another machine',
      (text: string) => text.replace(/"machineGuid": "[^"]*"/, '"machineGuid": "other"'),
      'plan/other-machine',
      7,
    ],
  ])('that are %s are refused', async (_, spoil, code, exitCode) => {
    const folder = await home()
    await gw.run(folder, ['plan', '-o', 'plan.json'])
    const file = join(folder, 'plan.json')
    writeFileSync(file, spoil(readFileSync(file, 'utf8')))
    const run = await gw.run(folder, ['apply', 'plan.json', '--yes'])
    expect(run).toMatchObject({ exitCode })
    expect(run.stderr).toContain(code)
    expect(run.stderr).not.toMatch(/^\s+at /m)
  })
})

describe('apply', () => {
  test('refuses without a terminal and without --yes, and changes nothing', async () => {
    const folder = await home()
    const before = readFileSync(join(folder, 'machine.sim.json'), 'utf8')
    const run = await gw.run(folder, ['apply'])
    expect(run).toMatchObject({ exitCode: 1 })
    expect(run.stderr).toContain('apply/not-confirmed')
    expect(run.stdout).toContain('+ HyperVSwitch.vmbr0')
    expect(readFileSync(join(folder, 'machine.sim.json'), 'utf8')).toBe(before)
  })

  test('a fault leaves an exact account, and the next apply converges', async () => {
    const folder = await home()
    const file = join(folder, 'machine.sim.json')
    const machine: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...machine, faults: [{ at: 3, kind: 'fails' }] }))
    const run = await gw.run(folder, ['apply', '--yes'])
    expect(run).toMatchObject({ exitCode: 5 })
    expect(run.stdout).toMatch(/Done: [\d, –]+\. +Failed: \d+\. +Not started: [\d, –]+\./)
    expect(run.stdout).toContain('The machine now')
    expect((await gw.run(folder, ['apply', '--yes'])).exitCode).toBe(0)
    expect((await gw.run(folder, ['plan'])).exitCode).toBe(0)
  })

  test('a locked machine ends with 6, and --wait waits', async () => {
    const folder = await home()
    const file = join(folder, 'machine.sim.json')
    const machine: { gw: object } & Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
    const lock = {
      by: 'OTHER\\somebody',
      verb: 'apply',
      since: '2026-11-20T21:00:00.000Z',
      pid: 4711,
      computerName: 'OTHER',
    }
    writeFileSync(file, JSON.stringify({ ...machine, gw: { ...machine.gw, lock } }))
    const run = await gw.run(folder, ['apply', '--yes'])
    expect(run).toMatchObject({ exitCode: 6 })
    expect(run.stderr).toContain('OTHER\\somebody')
    expect((await gw.run(folder, ['apply', '--yes', '--wait=1'])).exitCode).toBe(6)
    expect((await gw.run(folder, ['plan'])).exitCode).toBe(2)
    const refused = await gw.run(folder, ['unlock'])
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('unlock/not-confirmed')
    expect((await gw.run(folder, ['unlock', '--yes'])).exitCode).toBe(0)
    expect((await gw.run(folder, ['apply', '--yes'])).exitCode).toBe(0)
  })

  test('--target takes what it needs along', async () => {
    const folder = await home()
    const run = await gw.run(folder, ['plan', '--target', 'HyperVAdapter.vmbr0.1', '--json'])
    const { plan }: { plan: { changes: { address: string }[] } } = JSON.parse(run.stdout)
    expect(plan.changes.map((change) => change.address)).toEqual([
      'WindowsFeature.Microsoft-Hyper-V',
      'HyperVSwitch.vmbr0',
      'HyperVAdapter.vmbr0.1',
    ])
    const unknown = await gw.run(folder, ['plan', '--target', 'HyperVAdapter.vmbr0.l'])
    expect(unknown).toMatchObject({ exitCode: 64 })
    expect(unknown.stderr).toContain("'HyperVAdapter.vmbr0.1'")
  })
})

describe('init', () => {
  test.each([
    ['a folder with something in it', ['init', 'whole-house', '.'], 1, 'init/not-empty'],
    ['a file in place of the folder', ['init', 'whole-house', 'something'], 1, 'init/not-a-folder'],
    ['an example that does not exist', ['init', 'whole-hose', 'new'], 64, 'whole-house'],
  ])('refuses %s', async (_, args, exitCode, says) => {
    const folder = gw.folder()
    writeFileSync(join(folder, 'something'), 'mine')
    const run = await gw.run(folder, args)
    expect(run).toMatchObject({ exitCode, stdout: '' })
    expect(run.stderr).toContain(says)
    expect(readdirSync(folder)).toEqual(['something'])
  })
})

test('a plan that was copied away is found with its gateway.yaml beside it', async () => {
  const folder = await home()
  await gw.run(folder, ['plan', '-o', 'plan.json'])
  const moved = gw.folder()
  cpSync(folder, moved, { recursive: true })
  expect(existsSync(join(moved, 'plan.json'))).toBe(true)
  expect(statSync(join(moved, 'plan.json')).size).toBeGreaterThan(1000)
  expect((await gw.run(gw.folder(), ['apply', join(moved, 'plan.json'), '--yes'])).exitCode).toBe(0)
})
