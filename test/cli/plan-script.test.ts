// gw plan --script: to the output or into a file, and nothing else is written.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
const MARK = '\ufeff'

async function home(): Promise<string> {
  const folder = gw.folder()
  expect((await gw.run(folder, ['init', 'whole-house', '.'])).exitCode).toBe(0)
  return folder
}

test('prints the script and nothing else; the file behind it is the gateway', async () => {
  const folder = await home()
  const files = readdirSync(folder)
  const run = await gw.run(folder, ['plan', '--script', 'gateway.yaml'])
  expect(run).toMatchObject({ exitCode: 2, stderr: '' })
  expect(run.stdout.startsWith('#requires -Version 5.1\n')).toBe(true)
  expect(run.stdout).toContain('gateway.yaml:14')
  expect(run.stdout).toContain('New-VMSwitch')
  expect(await gw.run(folder, ['plan', '--script'])).toEqual(run)
  expect(await gw.run(folder, ['plan', 'gateway.yaml', '--script', '-'])).toEqual(run)
  expect(readdirSync(folder)).toEqual(files)
})

test.each([[['--script', 'plan.ps1']], [['--script=plan.ps1']], [['--script', 'plan.ps1', 'gateway.yaml']]])(
  '%j writes it, whatever was there, and says how to run it',
  async (args) => {
    const folder = await home()
    const printed = await gw.run(folder, ['plan', '--script'])
    writeFileSync(join(folder, 'plan.ps1'), 'old')
    const run = await gw.run(folder, ['plan', ...args])
    expect(run).toMatchObject({ exitCode: 2, stderr: '' })
    expect(run.stdout).toContain('+ HyperVSwitch.vmbr0')
    expect(run.stdout).toContain('-File plan.ps1')
    // 5.1 reads the Chinese of the comments by this mark.
    expect(readFileSync(join(folder, 'plan.ps1'), 'utf8')).toBe(MARK + printed.stdout)
    expect(readdirSync(folder)).toEqual(['gateway.yaml', 'machine.sim.json', 'plan.ps1'])
  },
)

test('goes with a saved plan and with JSON', async () => {
  const folder = await home()
  const run = await gw.run(folder, ['plan', '--json', '-o', 'plan.json', '--script', 'plan.ps1'])
  expect(run).toMatchObject({ exitCode: 2, stderr: '' })
  expect(JSON.parse(run.stdout)).toMatchObject({ command: 'plan' })
  expect(readdirSync(folder)).toEqual(['gateway.yaml', 'machine.sim.json', 'plan.json', 'plan.ps1'])
})

test('of nothing to do does nothing', async () => {
  const folder = await home()
  await gw.run(folder, ['apply', '--yes'])
  const run = await gw.run(folder, ['plan', '--script'])
  expect(run.exitCode).toBe(0)
  expect(run.stdout).toContain('# There is nothing to do.')
  expect(run.stdout).not.toContain('-ErrorAction')
})

test('names what could not be read, and ends with 1', async () => {
  const folder = await home()
  const file = join(folder, 'machine.sim.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"elevated": true', '"elevated": false'))
  const run = await gw.run(folder, ['plan', '--script'])
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toMatch(/# Left out, because they could not be read: .*HyperVSwitch\.vmbr0/)
})

test('is refused for a plan that apply would refuse', async () => {
  const folder = await home()
  const file = join(folder, 'gateway.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('以太网 4', 'gone'))
  const run = await gw.run(folder, ['plan', '--script', 'plan.ps1'])
  expect(run.exitCode).toBe(1)
  expect(run.stderr).toContain('adapter/')
  expect(readdirSync(folder)).toEqual(['gateway.yaml', 'machine.sim.json'])
})

test('that cannot be written says so', async () => {
  const run = await gw.run(await home(), ['plan', '--script', 'nowhere/plan.ps1'])
  expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('file/cannot-write') })
})
