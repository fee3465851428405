// gw on a real terminal, where it asks and draws: `script` of util-linux gives one to a child process.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const SCRIPT = '/usr/bin/script'
const gw = gwForTests()

interface Typed {
  readonly exitCode: number | undefined
  /** What was on the screen, on one line, without colours and cursor movements. */
  readonly screen: string
}

/** Types the answer when the question stands there. */
async function type(folder: string, args: readonly string[], answer: string): Promise<Typed> {
  const command = [process.execPath, gw.program, ...args].map((word) => `'${word}'`).join(' ')
  const child = execa(SCRIPT, ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { TERM: 'xterm-256color' },
    reject: false,
    stdin: 'pipe',
  })
  let seen = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const isFirst = !seen.includes('[y/N]')
    seen += chunk.toString('utf8')
    if (isFirst && seen.includes('[y/N]')) child.stdin.end(answer)
  })
  const { exitCode } = await child
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of a terminal
  return { exitCode, screen: seen.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '').replace(/\s+/g, ' ') }
}

const isMissing = !existsSync(SCRIPT)
if (isMissing) console.warn('SKIPPED: the tests on a real terminal: no /usr/bin/script here')

describe.skipIf(isMissing)('on a terminal', () => {
  test('apply and destroy ask, and take no for an answer', async () => {
    const folder = gw.folder()
    await gw.run(folder, ['init', 'whole-house', '.'])
    const no = await type(folder, ['apply'], 'n\n')
    expect(no).toMatchObject({ exitCode: 1, screen: expect.stringContaining('Nothing has been changed.') })
    const yes = await type(folder, ['apply'], 'y\n')
    expect(yes).toMatchObject({ exitCode: 0, screen: expect.stringContaining('is as gateway.yaml says') })
    const kept = await type(folder, ['destroy'], '\n')
    expect(kept).toMatchObject({ exitCode: 1, screen: expect.stringContaining('Nothing has been changed.') })
    const back = await type(folder, ['destroy'], 'yes\n')
    expect(back).toMatchObject({ exitCode: 0, screen: expect.stringContaining('The machine is given back') })
  })

  test('names of more than simple characters line up', async () => {
    const folder = gw.folder()
    await gw.run(folder, ['init', 'whole-house', '.'])
    const call = ['New-VMSwitch', '-Name', '家👨‍👩‍👧é', '-SwitchType', 'Internal']
    await gw.run(folder, ['sim', 'exec', 'machine.sim.json', '--', ...call])
    const { exitCode, screen } = await type(folder, ['sim', 'show', join(folder, 'machine.sim.json')], '')
    expect(exitCode).toBe(0)
    expect(screen).toContain('家👨‍👩‍👧é')
  })
})
