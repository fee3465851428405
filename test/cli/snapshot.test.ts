// gw snapshot and what it is for: a plan on the recording is the plan on the machine. And gw doctor on both.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Plan } from '../../src/model/plan.ts'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
const RECORDED = ['--host', 'recorded:machine.json']

async function home(change: (text: string) => string = (text) => text): Promise<string> {
  const folder = gw.folder()
  expect((await gw.run(folder, ['init', 'whole-house', '.'])).exitCode).toBe(0)
  const file = join(folder, 'machine.sim.json')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  return folder
}

async function planOf(folder: string, args: readonly string[]): Promise<object> {
  const { stdout, stderr } = await gw.run(folder, ['plan', '--json', ...args])
  expect(stderr).toBe('')
  const document: { plan: Plan } = JSON.parse(stdout)
  // What names the machine is masked, and says how it was reached.
  const { machine, host, createdAt, lastApplied, ...plan } = document.plan
  return { ...document, plan }
}

async function record(folder: string): Promise<void> {
  const run = await gw.run(folder, ['snapshot', '-o', 'machine.json'])
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toContain('gw plan --host recorded:machine.json')
}

const named = (name: string) => (text: string) => text.replaceAll('GW-PC', name)

describe('a plan on a recording is the plan on the machine', () => {
  test.each([
    ['before an apply', (text: string) => text, []],
    ['after one', (text: string) => text, [['apply', '--yes']]],
    [
      'with drift',
      (text: string) => text,
      [
        ['apply', '--yes'],
        [
          'sim',
          'exec',
          'machine.sim.json',
          '--',
          'Set-NetIPInterface',
          '-InterfaceAlias',
          'vEthernet (vmbr0)',
          '-AddressFamily',
          'IPv4',
          '-Forwarding',
          'Enabled',
        ],
      ],
    ],
    ['not elevated', (text: string) => text.replace('"elevated": true', '"elevated": false'), []],
    ['a machine named as the gateway', named('HOME'), [['apply', '--yes']]],
    ['a machine named as a switch', named('VMBR0'), [['apply', '--yes']]],
  ])('%s', async (_, change, before) => {
    const folder = await home(change)
    for (const args of before) expect((await gw.run(folder, args)).exitCode).toBe(0)
    await record(folder)
    expect(await planOf(folder, RECORDED)).toEqual(await planOf(folder, []))
  })

  test('anywhere else, with nothing but the two files', async () => {
    const folder = await home()
    await record(folder)
    const other = gw.folder()
    for (const name of ['gateway.yaml', 'machine.json'])
      writeFileSync(join(other, name), readFileSync(join(folder, name)))
    expect(await planOf(other, RECORDED)).toEqual(await planOf(folder, []))
    const drift = await gw.run(other, ['drift', ...RECORDED])
    expect(drift.stdout).toContain('recorded: machine.json')
    // There is nothing to apply to, so nobody is told to.
    const plan = await gw.run(other, ['plan', ...RECORDED])
    expect(plan.stdout).toContain('gw plan --host recorded:machine.json --script')
    expect(plan.stdout + drift.stdout).not.toContain('gw apply')
    expect(readdirSync(other)).toEqual(['gateway.yaml', 'machine.json'])
  })
})

test('what was recorded of a machine that was applied names neither it nor its user', async () => {
  const folder = await home((text) => text.replaceAll('GW-PC', 'ANNA-PC').replaceAll('\\\\me"', '\\\\anna"'))
  await gw.run(folder, ['apply', '--yes'])
  await record(folder)
  const text = readFileSync(join(folder, 'machine.json'), 'utf8')
  expect(text).not.toMatch(/anna|c0de|B105A/i)
  expect(text).toContain('vmbr0')
})

test.each([
  ['a gateway.yaml', 'gateway.yaml'],
  ['a simulated machine', 'machine.sim.json'],
])('does not replace %s', async (_, name) => {
  const folder = await home()
  const before = readFileSync(join(folder, name), 'utf8')
  const run = await gw.run(folder, ['snapshot', '-o', name])
  expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('snapshot/exists') })
  expect(readFileSync(join(folder, name), 'utf8')).toBe(before)
})

test('replaces an older recording', async () => {
  const folder = await home()
  await record(folder)
  await gw.run(folder, ['apply', '--yes'])
  await record(folder)
  expect((await gw.run(folder, ['plan', ...RECORDED])).exitCode).toBe(0)
})

test('a recording cannot be applied to', async () => {
  const folder = await home()
  await record(folder)
  const run = await gw.run(folder, ['apply', '--yes', ...RECORDED])
  expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('recorded/read-only') })
})

describe('gw doctor', () => {
  test('on a machine where all is well, and on its recording', async () => {
    const folder = await home()
    await record(folder)
    const run = await gw.run(folder, ['doctor'])
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toContain('Everything that gw needs works here.')
    const replayed = await gw.run(folder, ['doctor', ...RECORDED])
    expect(replayed.exitCode).toBe(0)
    const checks = ({ stdout }: { stdout: string }) => stdout.split('\n').slice(2, -4)
    expect(checks(replayed)).toEqual(checks(run))
  })

  test('on one that is not elevated says what to do', async () => {
    const folder = await home((text) => text.replace('"elevated": true', '"elevated": false'))
    const run = await gw.run(folder, ['doctor'])
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    expect(run.stdout).toMatch(/✗ rights .*not elevated/)
    expect(run.stdout).toContain('Start the console as administrator.')
    expect(run.stdout).toMatch(/✗ tables/)
  })

  test('where there is no machine', async () => {
    expect(await gw.run(gw.folder(), ['doctor', '--host', 'sim:nowhere.json'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('sim/not-found'),
    })
  })

  test.skipIf(process.platform === 'win32')('on a local machine that is no Windows is an answer', async () => {
    const run = await gw.run(gw.folder(), ['doctor', '--host', 'local'])
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    expect(run.stdout).toMatch(/✗ powershell .*host\/not-windows/s)
  })
})
