// Every example: from an empty folder to a machine that is as declared, and back to it after somebody has broken it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listExamples } from '../../src/app/index.ts'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
/** Of the example: the interface that must not forward. */
const EGRESS: Readonly<Record<string, string>> = { 'whole-house': 'vEthernet (vmbr0)', 'two-nics': '以太网 4' }

test('each is known here', async () => {
  expect(Object.keys(EGRESS).sort()).toEqual(await listExamples())
})

describe.each(Object.entries(EGRESS))('%s', (example, egress) => {
  test('is checked, planned, applied and watched', async () => {
    const folder = gw.folder()
    const run = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await gw.run(folder, args)
      expect(stderr).toBe('')
      return { exitCode, stdout }
    }
    expect(await run('init', example, '.')).toMatchObject({ exitCode: 0 })
    expect(await run('check')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('0 errors, 0 warnings.') })
    expect(await run('clients', 'phone')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('192.168.1.129'),
    })

    const planned = await run('plan')
    expect(planned.stdout).not.toMatch(/unknown|could not be read|warning/)
    expect(await run('apply', '--yes')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('is as gateway.yaml'),
    })
    expect(await run('plan')).toMatchObject({ exitCode: 0 })
    expect(await run('drift')).toMatchObject({ exitCode: 0 })

    await run('sim', 'reboot', 'machine.sim.json')
    expect(await run('drift')).toMatchObject({ exitCode: 0 })

    const set = ['Set-NetIPInterface', '-InterfaceAlias', egress, '-AddressFamily', 'IPv4', '-Forwarding', 'Enabled']
    await run('sim', 'exec', 'machine.sim.json', '--', ...set)
    expect(await run('drift')).toMatchObject({
      exitCode: 3,
      stdout: expect.stringMatching(/forwarding +Disabled → Enabled/),
    })
    expect(await run('apply', '--yes')).toMatchObject({ exitCode: 0 })
    expect(await run('drift')).toMatchObject({ exitCode: 0 })
  })
})

test.each(Object.keys(EGRESS))(
  '%s: the power goes in the middle of an apply, and the next apply goes on',
  async (example) => {
    const folder = gw.folder()
    await gw.run(folder, ['init', example, '.'])
    const file = join(folder, 'machine.sim.json')
    const machine: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...machine, faults: [{ at: 4, kind: 'power lost', tookEffect: true }] }))
    expect(await gw.run(folder, ['apply', '--yes'])).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining('host/lost'),
    })
    expect((await gw.run(folder, ['drift'])).stdout).toContain('0 drifted, 0 missing')
    expect(await gw.run(folder, ['apply', '--yes'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await gw.run(folder, ['drift'])).toMatchObject({ exitCode: 0 })
  },
)

test('two-nics is for Windows Home: its machine has no Hyper-V, not even as a feature', async () => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'two-nics', '.'])
  const { computer, features } = JSON.parse(readFileSync(join(folder, 'machine.sim.json'), 'utf8'))
  expect(computer.modules).not.toContain('Hyper-V')
  expect(Object.keys(features).filter((name) => name.startsWith('Microsoft-Hyper-V'))).toEqual([])
})
