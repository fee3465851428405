// Wrong usage: exit code 64, the nearest right word, one JSON document where JSON was asked for, never a stack trace.
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const gw = gwForTests()

test.each([
  ['an unknown verb', ['pln'], 'usage/unknown-command', 'Did you mean plan?'],
  ['an unknown option', ['plan', '--jsno'], 'usage/unknown-option', 'Did you mean --json?'],
  ['an unknown word of sim', ['sim', 'exce', 'm'], 'usage/unknown-command', 'Did you mean exec?'],
  ['too few words', ['show'], 'usage/missing-argument', 'gw show --help'],
  ['too many words', ['check', 'a', 'b'], 'usage/excess-arguments', 'gw check --help'],
  ['an option without its value', ['plan', '--host'], 'usage/option-missing-argument', 'gw plan --help'],
  ['seconds that are none', ['apply', '--wait=soon'], 'usage/invalid-argument', '--wait=60'],
  ['a host that is none', ['plan', '--host', 'mars'], 'usage/host', 'sim:FILE'],
  ['a host without a file', ['plan', '--host', 'sim:'], 'usage/host', 'sim:machine.sim.json'],
  ['a recording without a file', ['drift', '--host', 'recorded:'], 'usage/host', 'recorded:machine.json'],
  ['a script that is none', ['plan', '--script=gateway.yaml'], 'usage/script', '--script plan.ps1'],
  ['a script by another name', ['plan', '--script', 'x.txt'], 'usage/script', 'x.txt is no name for a script'],
  ['a recording to nowhere', ['snapshot'], 'usage/wrong', '--out'],
  ['a verb of a later version', ['trace', '--from', 'phone'], 'usage/not-yet', 'later'],
  ['an assumption without a choice', ['sim', 'assume', 'm', 'vnic'], 'usage/assumption', 'NAME=CHOICE'],
])('%s', async (_, args, code, says) => {
  const folder = gw.folder()
  if (code === 'usage/host') await gw.run(folder, ['init', 'whole-house', '.'])
  const run = await gw.run(folder, args)
  expect(run).toMatchObject({ exitCode: 64, stdout: '' })
  expect(run.stderr).toContain(code)
  expect(run.stderr).toContain(says)
  expect(run.stderr).not.toMatch(/^\s+at /m)
})

test('in JSON, also for arguments that were not understood', async () => {
  const { exitCode, stdout, stderr } = await gw.run(gw.folder(), ['plan', '--jsno', '--json'])
  expect([exitCode, stderr]).toEqual([64, ''])
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'error',
    exitCode: 64,
    diagnostics: [{ code: 'usage/unknown-option' }],
  })
})

test('in JSON, also when two documents were asked for at once', async () => {
  const { exitCode, stdout, stderr } = await gw.run(gw.folder(), ['plan', '--script', '--json'])
  expect([exitCode, stderr]).toEqual([64, ''])
  expect(JSON.parse(stdout)).toMatchObject({ command: 'error', diagnostics: [{ code: 'usage/script' }] })
})

describe('help', () => {
  test.each([
    [[]],
    [['init']],
    [['check']],
    [['plan']],
    [['apply']],
    [['drift']],
    [['show']],
    [['clients']],
    [['explain']],
    [['unlock']],
    [['doctor']],
    [['snapshot']],
    [['sim']],
    [['sim', 'exec']],
  ])('of gw %j', async (verb) => {
    const run = await gw.run(gw.folder(), [...verb, '--help'])
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toContain('Usage: gw')
    expect(run.stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  test('of nothing at all is wrong usage', async () => {
    expect(await gw.run(gw.folder(), [])).toMatchObject({ exitCode: 64, stderr: expect.stringContaining('Usage: gw') })
  })
})

test.skipIf(process.platform === 'win32')('a reader that has seen enough ends gw quietly', async () => {
  const command = `"${process.execPath}" "${gw.program}" --help | head -1`
  const { stdout, stderr } = await execa('sh', ['-c', command], { reject: false })
  expect([stdout, stderr]).toEqual(['Usage: gw [options] [command]', ''])
})

test('an old Node is told so', async () => {
  const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.1.0' })"
  const { exitCode, stderr } = await execa(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, gw.program, 'check'],
    { reject: false },
  )
  expect([exitCode, stderr]).toEqual([1, 'gw needs Node 22.12 or newer; this is Node 20.1.0.'])
})
