// Programs of Windows as the local host starts them: by place, arguments as they are, exit code alone.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Timer } from '../../../src/hosts/powershell/powershell-process.ts'
import { systemFolder } from '../../../src/hosts/powershell/system-powershell.ts'
import { startSystemProgram } from '../../../src/hosts/powershell/system-program.ts'
import { HostLost } from '../../../src/model/host.ts'

// A shell script stands for the program; Windows has no such thing.
describe.skipIf(process.platform === 'win32')('a program', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gw-programs-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function start(script: string, args: readonly string[] = [], timer = never) {
    writeFileSync(join(folder, 'sc.exe'), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, 'sc.exe'), 0o755)
    return startSystemProgram({ program: 'sc.exe', arguments: args }, { folder, timer, seconds: 5 })
  }
  const never: Timer = () => () => {}

  test('gets every argument as it is, in its own folder', async () => {
    const args = ['config', "a 'b' $c", 'start=', '']
    const check = `[ "$1|$2|$3|$4|$#" = "config|a 'b' \\$c|start=||4" ] && [ "$(pwd -P)" = "$(cd '${folder}' && pwd -P)" ]`
    expect(await start(check, args)).toEqual({ ok: true })
  })

  test('has failed when it ends with another code than 0, whatever it prints', async () => {
    expect(await start('echo; echo "  [SC] OpenService FAILED 1060:"; exit 36')).toEqual({
      ok: false,
      error: {
        id: 'gw/exit-code',
        category: 'NotSpecified',
        message: 'sc.exe ended with exit code 36: [SC] OpenService FAILED 1060:',
      },
    })
    expect(await start('echo error >&2')).toEqual({ ok: true })
  })

  test('that is not there is an answer', async () => {
    const run = { program: 'powercfg.exe', arguments: [] } as const
    expect(await startSystemProgram(run, { folder, timer: never, seconds: 5 })).toMatchObject({
      ok: false,
      error: { id: 'gw/program-not-started' },
    })
  })

  test('that does not end is a lost machine', async () => {
    const atOnce = (_: number, run: () => void) => {
      setImmediate(run)
      return () => {}
    }
    await expect(start('exec sleep 60', [], atOnce)).rejects.toThrow(HostLost)
  })
})

test.each([
  ['C:\\Windows', 'C:\\Windows\\System32'],
  ['D:\\WINNT', 'D:\\WINNT\\System32'],
  ['Windows', 'C:\\Windows\\System32'],
  [undefined, 'C:\\Windows\\System32'],
])('the system directory with SystemRoot %s is %s', (root, expected) => {
  expect(systemFolder(root, 'win32')).toBe(expected)
})
