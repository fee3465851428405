// What the local host makes of a PowerShell that misbehaves: a code, another process, and never a guess.
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type LocalHost, openLocalHost, startLocalHost } from '../../../src/hosts/powershell/local-host.ts'
import type { Timer } from '../../../src/hosts/powershell/powershell-process.ts'
import { systemPowerShell } from '../../../src/hosts/powershell/system-powershell.ts'
import type { Call } from '../../../src/powershell/call.ts'

const FAKE = fileURLToPath(new URL('./fake-powershell.ts', import.meta.url))
const CALL: Call = { cmdlet: 'Remove-VMSwitch', params: { Name: 'vmbr0', Force: true } }

const open: LocalHost[] = []
afterEach(async () => {
  for (const host of open.splice(0)) await host.close()
})

function start(mode: string, timer?: Timer): LocalHost {
  const host = startLocalHost({ program: process.execPath, programArgs: [FAKE, mode], ...(timer && { timer }) })
  open.push(host)
  return host
}

describe('a PowerShell that', () => {
  test.each([
    ['dies', 'host/died', 'exit code 3'],
    ['answers half a line', 'host/died', 'exit code 0'],
    ['prints garbage', 'host/garbage', 'VERBOSE: something else'],
    ['answers another question', 'host/garbage', '"id":99'],
    ['writes to stderr', 'host/stderr', 'Something is wrong here.'],
  ])('%s is lost as %s and replaced', async (mode, code, text) => {
    const host = start(mode)
    await expect(host.run(CALL)).rejects.toMatchObject({
      name: 'HostLost',
      code,
      message: expect.stringContaining(text),
    })
    expect(host.processes).toBe(1)
    expect((await host.identify()).computerName).toBe('GW-PC')
    expect(host.processes).toBe(2)
  })

  test('hangs is lost at the deadline and replaced', async () => {
    const host = start('hangs', (seconds, run) => {
      // 180 s is the deadline of a call; it runs out at once, all others never.
      if (seconds === 180) setImmediate(run)
      return () => {}
    })
    await host.session()
    await expect(host.run(CALL)).rejects.toMatchObject({
      code: 'host/timeout',
      message: expect.stringContaining('Remove-VMSwitch'),
    })
    expect((await host.identify()).computerName).toBe('GW-PC')
    expect(host.processes).toBe(2)
  })

  test('prints before its first answer is used, and the doctor can tell', async () => {
    const host = start('profile prints')
    expect(await host.run(CALL)).toEqual({ ok: true })
    expect(host.noise).toBe('Welcome back!\nYou have mail.\n')
    expect(host.processes).toBe(1)
  })

  test('answers 5 MB is understood', async () => {
    const snapshot = await start('5 MB').read(['Get-NetAdapter'])
    const rows = snapshot.rows('Get-NetAdapter')
    expect(rows).toHaveLength(20_000)
    expect(rows.at(-1)?.Name).toHaveLength(250)
    expect(rows.at(-1)?.MacAddress).toBeNull()
  })

  test.each([
    ['never starts', 'host/died', 'the policy forbids it'],
    ['mangles', 'host/encoding', '??? 4'],
  ])('%s is refused as %s', async (mode, code, text) => {
    const opened = openLocalHost({ program: process.execPath, programArgs: [FAKE, mode] })
    await expect(opened).rejects.toMatchObject({ code, message: expect.stringContaining(text) })
  })

  test('is not there is refused', async () => {
    const opened = openLocalHost({ program: '/nowhere/powershell.exe' })
    await expect(opened).rejects.toMatchObject({ code: 'host/no-powershell' })
  })

  test('may not call .NET leaves every table unknown, with the way out', async () => {
    const host = start('constrained')
    expect(await host.identify()).toMatchObject({ computerName: 'GW-PC', machineGuid: 'guid', smbiosUuid: 'uuid' })
    const snapshot = await host.read(['Get-NetAdapter', 'Get-VMSwitch'])
    expect(snapshot.unknown('Get-VMSwitch')).toMatchObject({
      id: 'host/constrained-language',
      reason: expect.stringContaining('App Control'),
    })
    expect(await host.run(CALL)).toMatchObject({ ok: false, error: { id: 'host/constrained-language' } })
  })

  test('is not elevated does not prove that there is no switch', async () => {
    const snapshot = await start('not elevated').read(['Get-NetAdapter', 'Get-VMSwitch'])
    expect(snapshot.unknown('Get-NetAdapter')).toBeUndefined()
    expect(snapshot.unknown('Get-VMSwitch')).toMatchObject({
      id: 'host/not-elevated',
      reason: expect.stringContaining('administrator'),
    })
  })
})

test('a clock that jumps moves no deadline and no wait', async () => {
  const seen: number[] = []
  let now = Date.parse('2026-11-20T00:00:00Z')
  const host = startLocalHost({
    program: process.execPath,
    programArgs: [FAKE, ''],
    timer: (seconds) => {
      seen.push(seconds)
      now -= 3_600_000
      return () => {}
    },
    clock: { now: () => new Date(now), wait: async () => {} },
  })
  open.push(host)
  expect(await host.run(CALL)).toEqual({ ok: true })
  expect(seen).toEqual([60, 180])
})

test('what awaits something on a machine whose date jumps gives up after its time, no sooner, no later', async () => {
  const host = start('')
  const before = host.now().getTime()
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + 3_600_000)
  const forward = host.now().getTime()
  vi.setSystemTime(Date.now() - 7_200_000)
  const back = host.now().getTime()
  vi.useRealTimers()
  for (const seen of [forward, back]) {
    expect(seen).toBeGreaterThanOrEqual(before)
    expect(seen - before).toBeLessThan(1_800_000)
  }
  expect(Math.abs(before - Date.now())).toBeLessThan(1_800_000)
})

test.each([
  ['C:\\Windows', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
  ['D:\\WinNT', 'D:\\WinNT\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
  ['tools', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
  [undefined, 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
])('PowerShell is started by absolute path: SystemRoot %s', (root, path) => {
  // Given undefined, the environment of this process would be asked.
  expect(systemPowerShell(root ?? '', 'win32')).toBe(path)
})

test('PowerShell is not looked for on the PATH', () => {
  expect(() => startLocalHost({ program: 'pwsh' })).toThrow(expect.objectContaining({ code: 'host/no-powershell' }))
})

test('off Windows there is no local machine', () => {
  expect(() => systemPowerShell('C:\\Windows', 'linux')).toThrow(expect.objectContaining({ code: 'host/not-windows' }))
})
