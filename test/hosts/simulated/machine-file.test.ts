// A machine.sim.json on a real disk: whole or not at all, several processes, files that cannot be used.
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { openSimulatedHost } from '../../../src/hosts/simulated/host.ts'
import { changeMachineFile, readMachineFile } from '../../../src/hosts/simulated/machine-file.ts'
import { Stop } from '../../../src/model/diagnostic.ts'
import { type Call, on } from '../../../src/powershell/call.ts'
import { ipInterface, NIC } from './at-work.ts'

const TURN_ON: Call = {
  cmdlet: 'Set-NetIPInterface',
  params: { InterfaceIndex: on(NIC), AddressFamily: 'IPv4', Forwarding: 'Enabled' },
}

let folder = ''
let file = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gw-machine-'))
  file = join(folder, 'machine.sim.json')
  await writeFile(file, articleMachine().toText())
})

afterEach(async () => {
  await chmod(folder, 0o755)
  await rm(folder, { recursive: true })
})

async function code(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return undefined
  } catch (problem) {
    return problem instanceof Stop ? problem.diagnostics[0]?.code : problem
  }
}

describe('reading', () => {
  test('leaves the file, its time and its folder alone, also when it is read-only', async () => {
    await chmod(file, 0o444)
    await chmod(folder, 0o555)
    const before = await stat(file, { bigint: true })
    const host = await openSimulatedHost(file)
    await host.read(['Get-NetAdapter', 'Get-VMSwitch'])
    await host.identify()
    await host.store.readLedger()
    await host.close()
    const after = await stat(file, { bigint: true })
    expect([after.mtimeNs, after.ctimeNs, after.ino]).toEqual([before.mtimeNs, before.ctimeNs, before.ino])
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['that is not there', () => rm(file), 'sim/not-found'],
    ['that is a folder', () => rm(file).then(() => mkdir(file)), 'sim/not-readable'],
    ['that is torn', () => truncate(file, 500), 'sim/torn'],
    ['that is empty', () => truncate(file, 0), 'sim/empty'],
    ['of 65 MB', () => truncate(file, 65 * 1024 * 1024), 'sim/too-large'],
  ])('a file %s is refused', async (_, spoil, expected) => {
    await spoil()
    expect(await code(openSimulatedHost(file))).toBe(expected)
  })
})

describe('writing', () => {
  test('keeps the ledger and the changes inside the file and leaves nothing beside it', async () => {
    const host = await openSimulatedHost(file)
    expect(await host.run(TURN_ON)).toEqual({ ok: true })
    await host.store.writeLedger('{}')
    const machine = await readMachineFile(file)
    expect(ipInterface(machine, NIC)?.Forwarding).toBe('Enabled')
    expect(machine.state.gw).toEqual({ ledger: '{}' })
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test('sees what somebody else wrote meanwhile, and keeps it', async () => {
    const host = await openSimulatedHost(file)
    await host.read(['Get-NetIPInterface'])
    await changeMachineFile(file, (machine) => machine.assume('vnic-ready', '12'))
    await host.run(TURN_ON)
    const machine = await readMachineFile(file)
    expect(machine.state.assumptions).toEqual({ 'vnic-ready': '12' })
    expect(ipInterface(machine, NIC)?.Forwarding).toBe('Enabled')
  })

  test('a machine that is lost in the middle is kept as it was then', async () => {
    await changeMachineFile(file, ({ state }) => {
      state.faults.push({ at: 1, kind: 'link dies' })
    })
    const host = await openSimulatedHost(file)
    await expect(host.run(TURN_ON)).rejects.toMatchObject({ code: 'host/lost' })
    const machine = await readMachineFile(file)
    expect([ipInterface(machine, NIC)?.Forwarding, machine.state.faults]).toEqual(['Enabled', []])
  })

  test.skipIf(process.platform === 'win32')('keeps the mode of the file and follows a link to it', async () => {
    await chmod(file, 0o640)
    const link = join(folder, 'link.json')
    await symlink(file, link)
    await changeMachineFile(link, (machine) => machine.advance(1))
    expect((await stat(file)).mode & 0o777).toBe(0o640)
    expect((await readMachineFile(file)).state.now).toBe('2026-11-20T21:00:01.000Z')
  })

  test.skipIf(process.platform === 'win32').each<[string, () => Promise<unknown>]>([
    ['file', () => chmod(file, 0o444)],
    ['folder', () => chmod(folder, 0o555)],
  ])('into a read-only %s is refused, and nothing changes', async (_, spoil) => {
    const before = await readFile(file, 'utf8')
    await spoil()
    const host = await openSimulatedHost(file)
    expect(await code(host.run(TURN_ON))).toBe('sim/not-writable')
    expect(await code(host.wait(1))).toBe('sim/not-writable')
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test('of a file that became torn is refused, and it stays as it is', async () => {
    const host = await openSimulatedHost(file)
    await truncate(file, 500)
    const before = await readFile(file, 'utf8')
    expect(await code(host.run(TURN_ON))).toBe('sim/torn')
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })
})

describe('several writers', () => {
  test('in one process take turns', async () => {
    await Promise.all(Array.from({ length: 20 }, () => changeMachineFile(file, (machine) => machine.advance(1))))
    expect((await readMachineFile(file)).state.now).toBe('2026-11-20T21:00:20.000Z')
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test('in several processes take turns, while a reader never sees half a file', async () => {
    const source = new URL('../../../src/hosts/simulated/machine-file.ts', import.meta.url).href
    const script = `
      import { changeMachineFile } from ${JSON.stringify(source)}
      for (let n = 0; n < 10; n++) await changeMachineFile(process.argv[1], (machine) => machine.advance(1))`
    const run = promisify(execFile)
    const node = process.execPath
    let busy = true
    const writers = Promise.all(
      Array.from({ length: 3 }, () => run(node, ['--input-type=module-typescript', '-e', script, file])),
    ).finally(() => {
      busy = false
    })
    while (busy) await readMachineFile(file)
    await writers
    expect((await readMachineFile(file)).state.now).toBe('2026-11-20T21:00:30.000Z')
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test('one that died while writing does not keep the others out', async () => {
    await writeFile(`${file}.busy`, `${2 ** 22 + 1} 1`)
    await changeMachineFile(file, (machine) => machine.advance(1))
    expect((await readMachineFile(file)).state.now).toBe('2026-11-20T21:00:01.000Z')
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test('one that died before it wrote its name does not either', async () => {
    await writeFile(`${file}.busy`, '')
    await changeMachineFile(file, (machine) => machine.advance(1))
    expect(await readdir(folder)).toEqual(['machine.sim.json'])
  })

  test('only one of them gets the lock', async () => {
    const hosts = await Promise.all(Array.from({ length: 5 }, () => openSimulatedHost(file)))
    const holder = { by: 'me', verb: 'apply', pid: process.pid, computerName: 'GW-PC' }
    const others = await Promise.all(hosts.map(({ store }, at) => store.lock({ ...holder, since: String(at) })))
    expect(others.filter((other) => other === undefined)).toHaveLength(1)
    await hosts[others.indexOf(undefined)]?.store.unlock()
    expect((await readMachineFile(file)).state.gw).toEqual({})
  })
})
