// Which machine is meant, and when PowerShell starts: before the file is parsed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { apply } from '../../src/app/apply.ts'
import { chooseHost, openHost } from '../../src/app/open-host.ts'
import { plan } from '../../src/app/plan.ts'
import { unlock } from '../../src/app/unlock.ts'
import { LocalHost } from '../../src/hosts/powershell/local-host.ts'

const FAKE = fileURLToPath(new URL('../hosts/powershell/fake-powershell.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gw-open-'))
const withMachine = join(folder, 'gateway.yaml')
const alone = join(folder, 'alone', 'gateway.yaml')
writeFileSync(join(folder, 'machine.sim.json'), '{}')
writeFileSync(withMachine, 'name: home\n')
afterAll(() => rmSync(folder, { recursive: true }))

const happened: string[] = []
beforeEach(() => happened.splice(0))

vi.mock(import('../../src/config/load.ts'), async (original) => {
  const real = await original()
  return {
    loadGateway(...input) {
      happened.push('parsing')
      const loaded = real.loadGateway(...input)
      happened.push('parsed')
      return loaded
    },
  }
})

/** A PowerShell that answers nothing worth knowing; its deadline of the start is set in the moment it is started. */
function local(mode = '') {
  const timer = (seconds: number) => {
    if (seconds === 60) happened.push('PowerShell started')
    return () => {}
  }
  return { program: process.execPath, programArgs: [FAKE, mode], timer, folder: join(folder, 'gw') }
}

describe('the machine is', () => {
  test.each([
    ['named', 'local', withMachine, 'linux', { kind: 'local' }],
    ['named', 'sim:a.json', withMachine, 'win32', { kind: 'simulated', file: 'a.json' }],
    ['named', 'recorded:C:\\a.json', withMachine, 'win32', { kind: 'recorded', file: 'C:\\a.json' }],
    ['the simulated one beside the file', undefined, withMachine, 'linux', { kind: 'simulated' }],
    ['the simulated one beside the file', undefined, withMachine, 'win32', { kind: 'simulated' }],
    ['this one', undefined, alone, 'win32', { kind: 'local' }],
  ])('%s: --host %s beside %s on %s', (_, choice, file, platform, expected) => {
    expect(chooseHost(choice, file, platform)).toMatchObject(expected)
  })

  test.each([
    ['none elsewhere', undefined, 'host/none', 1],
    ['of no kind', 'mars', 'usage/host', 64],
    ['of no kind', 'Local', 'usage/host', 64],
    ['without a file', 'sim:', 'usage/host', 64],
    ['without a file', 'recorded:', 'usage/host', 64],
  ])('%s: --host %s', (_, choice, code, exitCode) => {
    expect(() => chooseHost(choice, alone, 'linux')).toThrow(
      expect.objectContaining({ exitCode, diagnostics: [expect.objectContaining({ code })] }),
    )
  })
})

describe('PowerShell', () => {
  test('starts before the file is parsed, and not again', async () => {
    await plan({ file: withMachine, host: 'local', local: local() })
    expect(happened).toEqual(['PowerShell started', 'parsing', 'parsed'])
  })

  test('is given up without waiting for it when the file is wrong', async () => {
    const close = vi.spyOn(LocalHost.prototype, 'close')
    const broken = join(folder, 'broken.yaml')
    writeFileSync(broken, 'name: HOME\n')
    const wrong = plan({ file: broken, host: 'local', local: local('hangs at start') })
    await expect(wrong).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ position: expect.anything() })],
    })
    expect(happened).toEqual(['PowerShell started', 'parsing', 'parsed'])
    expect(close).toHaveBeenCalledOnce()
    close.mockRestore()
  })

  test('that is not to be had is told with its code', async () => {
    const gone = plan({ file: withMachine, host: 'local', local: { program: join(folder, 'powershell.exe') } })
    await expect(gone).rejects.toMatchObject({ name: 'HostLost', code: 'host/no-powershell' })
  })
})

test('what is wrong in the file comes before what is wrong with a machine that is a file', async () => {
  const broken = join(folder, 'broken.yaml')
  writeFileSync(broken, 'name: HOME\n')
  const wrong = plan({ file: broken, host: 'sim:nowhere.json' })
  await expect(wrong).rejects.toMatchObject({ diagnostics: [expect.objectContaining({ position: expect.anything() })] })
})

describe('a recording', () => {
  const host = 'recorded:machine.json'
  const confirm = async () => true
  test.each([
    ['apply', () => apply({ file: withMachine, host, confirm })],
    ['unlock', () => unlock({ file: withMachine, host, confirm })],
  ])('is refused by %s before it is read', async (_, run) => {
    await expect(run()).rejects.toMatchObject({
      exitCode: 1,
      diagnostics: [expect.objectContaining({ code: 'recorded/read-only' })],
    })
  })

  test('that is no file is told so', async () => {
    await expect(openHost('read', { host }, withMachine)).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ code: 'recorded/unreadable' })],
    })
  })
})
