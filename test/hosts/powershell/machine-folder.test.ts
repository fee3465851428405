// The ledger in a real folder: whole or not at all, patient with scanners, and never in a place that others can write.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FolderFacts, machineFolder } from '../../../src/hosts/powershell/machine-folder.ts'
import type { MachineStore } from '../../../src/model/host.ts'
import { SimulatedSecurity } from '../../powershell/rig/rig-host.ts'

// Any of these may be refused by a virus scanner; a test says how often.
const refusals: Record<string, string[]> = {}
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>()
  const refusing =
    <A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const code = refusals[name]?.shift()
      if (code !== undefined) throw Object.assign(new Error(`${code}: refused`), { code })
      return work(...args)
    }
  return {
    ...real,
    rename: refusing('rename', real.rename),
    open: refusing('open', real.open),
    readFile: refusing('readFile', real.readFile),
  }
})

const HOLDER = {
  by: 'GW-PC\\me',
  verb: 'apply',
  since: '2026-11-20T00:00:00Z',
  pid: process.pid,
  computerName: 'GW-PC',
}

let root: string
let place: string
let security: SimulatedSecurity
let waited: number[]
let store: MachineStore
/** One more gw on the same folder. */
const folder = (): MachineStore =>
  machineFolder({
    place,
    security,
    async wait(seconds) {
      waited.push(seconds)
    },
  })
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gw-folder-'))
  place = join(root, 'gw')
  security = new SimulatedSecurity()
  waited = []
  store = folder()
})
afterEach(() => {
  for (const name of Object.keys(refusals)) delete refusals[name]
  rmSync(root, { recursive: true })
})

function made(change: Partial<Extract<FolderFacts, { exists: true }>>): void {
  mkdirSync(place)
  security.facts.set(place, { exists: true, reparsePoint: false, owner: 'S-1-5-32-544', access: [], ...change })
}

test('reading makes nothing', async () => {
  expect(await store.readLedger()).toBeUndefined()
  expect(readdirSync(root)).toEqual([])
})

test('the folder is made with its access list in one call', async () => {
  await store.writeLedger('{}')
  await store.writeLedger('{"serial":2}')
  expect(security.created).toEqual([{ path: place, sddl: expect.stringMatching(/^O:BAG:BAD:PAI\(/) }])
  // Users read, nobody else is named; protected, so nothing is inherited from ProgramData.
  expect(security.created[0]?.sddl).toContain('(A;OICI;0x1200a9;;;BU)')
  expect(await store.readLedger()).toBe('{"serial":2}')
  expect(readdirSync(place)).toEqual(['ledger.json'])
})

describe('a folder is refused that', () => {
  test.each<[string, Partial<Extract<FolderFacts, { exists: true }>>, string]>([
    ['is a link', { reparsePoint: true }, 'link'],
    ['belongs to somebody', { owner: 'S-1-5-21-1-2-3-1001' }, 'S-1-5-21-1-2-3-1001'],
    ['belongs to Users', { owner: 'S-1-5-32-545' }, 'S-1-5-32-545'],
    ['Users may write into', { access: [{ sid: 'S-1-5-32-545', allow: true, rights: 0x1301bf }] }, 'S-1-5-32-545'],
    ['Everyone may change the rights of', { access: [{ sid: 'S-1-1-0', allow: true, rights: 0x40000 }] }, 'S-1-1-0'],
    ['creators own files in', { access: [{ sid: 'S-1-3-0', allow: true, rights: 0x10000000 }] }, 'S-1-3-0'],
    [
      'somebody has all of, by a generic right',
      { access: [{ sid: 'S-1-5-11', allow: true, rights: -0x80000000 | 0x10000000 }] },
      'S-1-5-11',
    ],
  ])('%s', async (_, facts, text) => {
    made(facts)
    writeFileSync(join(place, 'ledger.json'), '{"planted":true}')
    const refusal = { diagnostics: [{ code: 'ledger/unsafe-folder', message: expect.stringContaining(text) }] }
    await expect(store.readLedger()).rejects.toMatchObject(refusal)
    await expect(store.writeLedger('{}')).rejects.toMatchObject(refusal)
    await expect(store.lock(HOLDER)).rejects.toMatchObject(refusal)
  })

  test('somebody made between looking and making', async () => {
    const planted: FolderFacts = { exists: true, reparsePoint: false, owner: 'S-1-5-21-9', access: [] }
    security.create = async () => planted
    await expect(store.writeLedger('{}')).rejects.toMatchObject({ diagnostics: [{ code: 'ledger/unsafe-folder' }] })
  })
})

test.each<[string, Partial<Extract<FolderFacts, { exists: true }>>]>([
  ['SYSTEM owns', { owner: 'S-1-5-18' }],
  ['Users may read', { access: [{ sid: 'S-1-5-32-545', allow: true, rights: 0x1200a9 }] }],
  ['somebody is denied to write', { access: [{ sid: 'S-1-5-32-545', allow: false, rights: 0x2 }] }],
])('a folder is used that %s', async (_, facts) => {
  made(facts)
  await store.writeLedger('{}')
  expect(await store.readLedger()).toBe('{}')
})

test.each(['EPERM', 'EBUSY'])('%s for a moment is waited out', async (code) => {
  await store.writeLedger('old')
  refusals['rename'] = [code, code, code]
  await store.writeLedger('new')
  expect(waited).toEqual([0.1, 0.2, 0.4])
  refusals['readFile'] = [code]
  expect(await store.readLedger()).toBe('new')
})

test('refused for good leaves the old ledger whole and nothing beside it', async () => {
  await store.writeLedger('old')
  refusals['rename'] = Array(6).fill('EPERM')
  await expect(store.writeLedger('new')).rejects.toMatchObject({ diagnostics: [{ code: 'ledger/unreadable' }] })
  expect(await store.readLedger()).toBe('old')
  expect(readdirSync(place)).toEqual(['ledger.json'])
})

test('unreadable is not empty', async () => {
  await store.writeLedger('{}')
  refusals['readFile'] = ['EACCES']
  await expect(store.readLedger()).rejects.toMatchObject({
    diagnostics: [{ code: 'ledger/unreadable', fix: expect.stringContaining('administrator') }],
  })
})

describe('the lock', () => {
  test('is held by one', async () => {
    expect(await store.lock(HOLDER)).toBeUndefined()
    expect(await store.lock({ ...HOLDER, since: 'later' })).toEqual(HOLDER)
    await store.unlock()
    // Without a ledger gw has nothing there, so nothing stays.
    expect(existsSync(place)).toBe(false)
  })

  test.each([
    ['of a process that is gone is taken', { ...HOLDER, pid: 2 ** 22 + 1 }, undefined],
    ['of our own process id from before is taken', HOLDER, undefined],
    ['of another computer is respected', { ...HOLDER, computerName: 'OTHER' }, 'OTHER'],
  ])('%s', async (_, left, by) => {
    made({})
    writeFileSync(join(place, 'lock.json'), JSON.stringify(left))
    expect((await store.lock({ ...HOLDER, since: 'now' }))?.computerName).toBe(by)
  })

  test('that was never finished is held all the same, until gw unlock', async () => {
    made({})
    writeFileSync(join(place, 'lock.json'), '{"by":"GW')
    expect(await store.lock(HOLDER)).toMatchObject({ by: 'unknown' })
    await store.unlock()
    expect(await store.lock(HOLDER)).toBeUndefined()
  })

  test('that somebody took from us is not taken back', async () => {
    await store.lock(HOLDER)
    const theirs = JSON.stringify({ ...HOLDER, pid: 1, since: 'later' })
    writeFileSync(join(place, 'lock.json'), theirs)
    await store.unlock()
    expect(await fs.readFile(join(place, 'lock.json'), 'utf8')).toBe(theirs)
  })
})

test('of several that find a dead lock at once, one gets it', async () => {
  const dead = JSON.stringify({ ...HOLDER, pid: 2 ** 22 + 1 })
  for (let round = 0; round < 40; round++) {
    await store.lock(HOLDER)
    await store.unlock()
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'lock.json'), dead)
    const askers = Array.from({ length: 6 }, (_, index) => ({ ...HOLDER, since: `${round}-${index}` }))
    const answers = await Promise.all(askers.map((asker) => folder().lock(asker)))
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1)
    rmSync(join(place, 'lock.json'))
  }
})

describe('given back', () => {
  test('the ledger goes, and with the lock the folder', async () => {
    await store.lock(HOLDER)
    await store.writeLedger('{}')
    await store.removeLedger()
    expect(await store.readLedger()).toBeUndefined()
    await store.unlock()
    expect(existsSync(place)).toBe(false)
  })

  test('a folder in which somebody keeps something stays', async () => {
    await store.lock(HOLDER)
    writeFileSync(join(place, 'notes.txt'), 'mine')
    await store.unlock()
    expect(readdirSync(place)).toEqual(['notes.txt'])
  })

  test('where there is a ledger, the folder stays', async () => {
    await store.lock(HOLDER)
    await store.writeLedger('{}')
    await store.unlock()
    expect(readdirSync(place)).toEqual(['ledger.json'])
  })
})
