// A PowerShell that misbehaves, a ledger folder that is not safe, recordings and files of machines that are not whole.
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openLocalHost } from '../../../src/hosts/powershell/local-host.ts'
import { machineFolder } from '../../../src/hosts/powershell/machine-folder.ts'
import type { Timer } from '../../../src/hosts/powershell/powershell-process.ts'
import { systemPowerShell } from '../../../src/hosts/powershell/system-powershell.ts'
import { startSystemProgram } from '../../../src/hosts/powershell/system-program.ts'
import { toData } from '../../../src/hosts/powershell/table-answers.ts'
import { openRecordedHost, parseRecording, recordedHost } from '../../../src/hosts/recorded.ts'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import { changeMachineFile, readMachineFile } from '../../../src/hosts/simulated/machine-file.ts'
import { answered, type Examples, inFolder, type Recipe, refused, unread } from '../recipes.ts'

const FAKE = fileURLToPath(new URL('../../hosts/powershell/fake-powershell.ts', import.meta.url))
const never: Timer = () => () => {}

/** A call to a PowerShell that does this one thing: test/hosts/powershell/fake-powershell.ts. */
function powershell(mode: string, timer: Timer = never): Recipe {
  return refused(async () => {
    const host = await openLocalHost({ program: process.execPath, programArgs: [FAKE, mode], timer })
    try {
      await host.run({ cmdlet: 'Remove-VMSwitch', params: { Name: 'vmbr0', Force: true } })
    } finally {
      await host.close()
    }
  })
}

/** The deadline of a call runs out at once, that of everything else never. */
const impatient: Timer = (seconds, run) => {
  if (seconds === 180) setImmediate(run)
  return () => {}
}

const machine = (change: (text: string) => string) =>
  refused(() => SimulatedMachine.parse(change(articleMachine().toText()), 'machine.sim.json'))
const recording = (text: string) => refused(() => parseRecording(text, 'recording.json'))
const file = (work: (file: string) => unknown) =>
  inFolder((folder) => refused(() => work(join(folder, 'machine.sim.json'))))

/** The test lets nobody read or change what is called so. */
function machineWithoutAccess(work: (file: string) => Promise<unknown>): (file: string) => Promise<unknown> {
  return (file) => {
    const name = file.replace('machine', 'no-access')
    writeFileSync(name, articleMachine().toText())
    return work(name)
  }
}

export const examples: Examples = {
  'gw/program-not-started': inFolder(
    (folder) =>
      answered(async () => {
        const run = { program: 'powercfg.exe', arguments: ['/setactive', 'SCHEME_CURRENT'] } as const
        const outcome = await startSystemProgram(run, { folder, timer: never, seconds: 5 })
        if (outcome.ok) throw new Error('powercfg.exe started')
        return outcome.error
      }),
    'C:\\Windows\\System32\\',
  ),
  'host/constrained-language': unread(async () => {
    const host = await openLocalHost({ program: process.execPath, programArgs: [FAKE, 'constrained'], timer: never })
    const snapshot = await host.read(['Get-VMSwitch'])
    await host.close()
    return snapshot.unknown('Get-VMSwitch')
  }),
  'host/died': powershell('dies'),
  'host/encoding': powershell('mangles'),
  'host/garbage': powershell('prints garbage'),
  'host/stderr': powershell('writes to stderr'),
  'host/timeout': powershell('hangs', impatient),
  'host/no-powershell': refused(() => openLocalHost({ program: 'pwsh' })),
  'host/not-elevated': unread(async () => {
    const host = await openLocalHost({ program: process.execPath, programArgs: [FAKE, 'not elevated'], timer: never })
    const snapshot = await host.read(['Get-VMSwitch'])
    await host.close()
    return snapshot.unknown('Get-VMSwitch')
  }),
  'host/not-windows': refused(() => systemPowerShell('C:\\Windows', 'linux')),
  'host/runner': refused(() =>
    toData(['Get-VMSwitch'], [], {
      product: 'PowerShell',
      powershell: '7.6.9',
      language: 'FullLanguage',
      codePage: 0,
      identity: { computerName: '', machineGuid: '', smbiosUuid: '', user: '' },
    }),
  ),
  'ledger/unreadable': refused(() => {
    const facts = { exists: true, reparsePoint: false, owner: 'S-1-5-18', access: [] } as const
    const security = { inspect: async () => facts, create: async () => facts }
    return machineFolder({ place: 'C:\\ProgramData\\gw', security, wait: async () => {} }).readLedger()
  }),
  'ledger/unsafe-folder': refused(() => {
    const access = [{ sid: 'S-1-5-32-545', allow: true, rights: 0x1301bf }]
    const facts = { exists: true, reparsePoint: false, owner: 'S-1-5-32-544', access } as const
    const security = { inspect: async () => facts, create: async () => facts }
    return machineFolder({ place: 'C:\\ProgramData\\gw', security, wait: async () => {} }).readLedger()
  }),
  'recorded/incomplete': recording('{ "formatVersion": 1, "tables": {} }'),
  'recorded/newer-version': recording('{ "formatVersion": 2 }'),
  'recorded/no-recording': recording('[]'),
  'recorded/not-json': recording('no recording'),
  'recorded/not-in-file': unread(async () => {
    const identity = { computerName: 'HOST', machineGuid: '', smbiosUuid: '', user: '' }
    const empty = { formatVersion: 1, takenAt: '2026-11-20T21:14:00.000Z', identity, tables: {} } as const
    return (await recordedHost(empty, 'recording.json').read(['Get-VMSwitch'])).unknown('Get-VMSwitch')
  }),
  'recorded/read-only': refused(() => {
    const identity = { computerName: 'HOST', machineGuid: '', smbiosUuid: '', user: '' }
    const empty = { formatVersion: 1, takenAt: '2026-11-20T21:14:00.000Z', identity, tables: {} } as const
    return recordedHost(empty, 'recording.json').store.writeLedger('')
  }),
  'recorded/unreadable': refused(() => openRecordedHost('no-access/recording.json')),
  'sim/busy': file(async (name) => {
    writeFileSync(name, articleMachine().toText())
    writeFileSync(`${name}.busy`, `${process.pid} 0`)
    await changeMachineFile(name, () => {})
  }),
  'sim/empty': machine(() => ''),
  'sim/torn': machine((text) => text.slice(0, 200)),
  'sim/wrong-shape': machine((text) => text.replace('"kind": "wifi"', '"kind": "wireless"')),
  'sim/inconsistent': machine((text) => text.replace('"lan": "home"', '"lan": "hose"')),
  'sim/newer-version': machine((text) => text.replace('"formatVersion": 1', '"formatVersion": 2')),
  'sim/not-found': file((name) => readMachineFile(name)),
  'sim/not-readable': file(machineWithoutAccess((name) => readMachineFile(name))),
  'sim/not-writable': file(machineWithoutAccess((name) => changeMachineFile(name, () => {}))),
  'sim/too-large': file((name) => {
    writeFileSync(name, '')
    truncateSync(name, 65 * 1024 * 1024)
    return readMachineFile(name)
  }),
  'sim/unknown-adapter': refused(() => articleMachine().setLink('LAN', 'down')),
  'sim/unknown-assumption': refused(() => articleMachine().assume('vnic-raedy', '3')),
  'sim/unknown-choice': refused(() => articleMachine().assume('vnic-lease', 'soon')),
}
