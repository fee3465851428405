// A thousand strings go to real PowerShell and come back: as arguments, names of interfaces, values, and script text.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { on } from '../../src/powershell/call.ts'
import { step } from '../../src/powershell/program.ts'
import { renderScript } from '../../src/powershell/render/script.ts'
import { hostileStrings } from './rig/hostile-strings.ts'
import type { Answer, Machine, Params } from './rig/machine-server.ts'
import { openRig, type Rig } from './rig/rig-host.ts'
import { runScript } from './rig/run-script.ts'
import { describeShells, findShells } from './rig/shells.ts'

const shells = await findShells()
const strings = hostileStrings(1_000)
const MANGLER = fileURLToPath(new URL('./rig/mangling-pipe.ts', import.meta.url))

/** Names its interfaces, switches and errors as told. */
class Echo implements Machine {
  name = ''
  refuse = false

  invoke(cmdlet: string, _params: Params): Answer {
    if (cmdlet === 'Get-NetAdapter')
      return {
        rows: [
          { Name: 'lan', InterfaceIndex: 3 },
          { Name: this.name, InterfaceIndex: 7 },
        ],
      }
    if (cmdlet === 'Get-VMSwitch') return { rows: [{ Name: this.name, NetAdapterInterfaceGuid: [this.name, ''] }] }
    if (this.refuse)
      return {
        error: { id: 'Windows System Error 87,x', category: 'InvalidArgument', target: this.name, message: this.name },
      }
    return { rows: [] }
  }

  advance(): void {}
}

describeShells('1,000 hostile strings through $name', shells, (shell) => {
  const rigs: Rig[] = []
  afterAll(async () => {
    for (const rig of rigs) await rig.close()
  })
  async function open(machine: Machine, mangled = false): Promise<Rig> {
    const wrapped = { ...shell, program: process.execPath, args: [MANGLER, shell.program, ...shell.args] }
    const rig = await openRig(mangled ? wrapped : shell, machine)
    rigs.push(rig)
    return rig
  }

  test('there are a thousand, up to 32 kB', () => {
    expect(new Set(strings).size).toBe(1_000)
    expect(Math.max(...strings.map((text) => Buffer.byteLength(text)))).toBeGreaterThan(32_000)
  })

  test('arrive as arguments, and none is evaluated', async () => {
    const { host, server } = await open(new Echo())
    for (const text of strings) {
      const params = { Name: text, NetAdapterName: [text, 'lan'], Notes: text, Confirm: false } as const
      expect(await host.run({ cmdlet: 'New-VMSwitch', params })).toEqual({ ok: true })
    }
    const arrived = server.calls.filter((call) => call.cmdlet === 'New-VMSwitch')
    expect(arrived.map(({ params }) => [params['Name'], params['NetAdapterName'], params['Notes']])).toEqual(
      strings.map((text) => [text, [text, 'lan'], text]),
    )
    expect(server.calls.some((call) => call.cmdlet === 'Remove-VMSwitch')).toBe(false)
    expect(host.processes).toBe(1)
  })

  test('name interfaces', async () => {
    const machine = new Echo()
    const { host, server } = await open(machine)
    for (const text of strings) {
      machine.name = text
      expect(await host.run({ cmdlet: 'Set-DnsClientServerAddress', params: { InterfaceIndex: on(text) } })).toEqual({
        ok: true,
      })
    }
    const arrived = server.calls.filter((call) => call.cmdlet === 'Set-DnsClientServerAddress')
    expect(arrived).toHaveLength(strings.length)
    expect(arrived.every(({ params }) => JSON.stringify(params['InterfaceIndex']) === '[7]')).toBe(true)
  })

  test('come back as values and in errors', async () => {
    const machine = new Echo()
    const { host } = await open(machine)
    machine.refuse = true
    for (const text of strings) {
      machine.name = text
      const rows = (await host.read(['Get-VMSwitch'])).rows('Get-VMSwitch')
      expect(rows).toMatchObject([{ Name: text, NetAdapterInterfaceGuid: [text, ''] }])
    }
    for (const text of strings.slice(0, 200)) {
      machine.name = text
      expect(await host.run({ cmdlet: 'Remove-VMSwitch', params: { Name: 'x' } })).toMatchObject({
        ok: false,
        error: { id: 'Windows System Error 87,x', category: 'InvalidArgument', message: text },
      })
    }
  })

  test('survive a code page that keeps nothing but ASCII', async () => {
    const { host, server } = await open(new Echo(), true)
    const some = strings.slice(0, 100)
    for (const text of some) await host.run({ cmdlet: 'New-VMSwitch', params: { Name: text, SwitchType: 'Internal' } })
    const arrived = server.calls.filter((call) => call.cmdlet === 'New-VMSwitch')
    expect(arrived.map(({ params }) => params['Name'])).toEqual(some)
  })

  describe('as script text', () => {
    const program = strings.map((text) => step('New-VMSwitch', { Name: text, SwitchType: 'Internal', Notes: text }))
    const parts = [{ title: strings.join(' '), notes: strings, program }]
    const script = renderScript({ header: strings, parts })

    test.each(['utf-8', 'windows-1252', 'gbk', 'big5', 'shift_jis', 'euc-kr'])('read as %s', async (encoding) => {
      const { server, folder, env, modulePath } = await open(new Echo())
      // What PowerShell sees when it takes the file's bytes for this code page, kept apart from its own guess by a BOM.
      const seen = new TextDecoder(encoding).decode(Buffer.from(script))
      const file = join(folder, `${encoding}.ps1`)
      writeFileSync(file, `\ufeff${seen}`)
      const { code, stderr } = await runScript(shell, file, { ...env, PSModulePath: modulePath })
      expect([code, stderr]).toEqual([0, ''])
      const arrived = server.calls.filter((call) => call.cmdlet.endsWith('VMSwitch'))
      expect(arrived.map(({ cmdlet, params }) => [cmdlet, params['Name'], params['Notes']])).toEqual(
        strings.map((text) => ['New-VMSwitch', text, text]),
      )
    })
  })
})
