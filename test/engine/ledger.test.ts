// What gw remembers of a machine: whole, of this machine, of this gateway, or an error; and what stands in it while an
// apply runs.
import { describe, expect, test } from 'vitest'
import { readLedger, writeLedger } from '../../src/engine/ledger.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import { Stop } from '../../src/model/diagnostic.ts'
import type { Ledger } from '../../src/model/ledger.ts'
import { applyHouse, planHouse } from '../support/apply.ts'
import { EGRESS, house } from '../support/house.ts'

const { name: computerName, user, machineGuid, smbiosUuid } = articleMachine().state.computer
const IDENTITY = { computerName, user, machineGuid, smbiosUuid }
const EMPTY: Ledger = {
  formatVersion: 1,
  gateway: 'home',
  machine: { machineGuid, smbiosUuid },
  serial: 0,
  resources: {},
  originals: {},
  pending: {},
}
const ENTRY = { kind: 'NetRoute', props: {}, created: true }

async function read(text: string | undefined, gateway = 'home', takeOver?: string) {
  const host = simulatedHost(articleMachine())
  if (text !== undefined) await host.store.writeLedger(text)
  return readLedger(host, gateway, IDENTITY, takeOver)
}

async function codeOf(reading: Promise<unknown>): Promise<string | undefined> {
  try {
    await reading
    return undefined
  } catch (error) {
    if (error instanceof Stop) return error.diagnostics[0]?.code
    throw error
  }
}

describe('reading', () => {
  test('none is an empty one of this machine', async () => {
    expect(await read(undefined)).toEqual(EMPTY)
  })

  test('what was written is read', async () => {
    const host = simulatedHost(articleMachine())
    await writeLedger(host, { ...EMPTY, serial: 7 })
    expect(await readLedger(host, 'home', IDENTITY)).toEqual({ ...EMPTY, serial: 7 })
  })

  test.each([
    ['nothing at all', '', 'ledger/torn'],
    ['half of it', JSON.stringify(EMPTY).slice(0, 60), 'ledger/torn'],
    ['a list', '[]', 'ledger/torn'],
    ['no version', JSON.stringify({ ...EMPTY, formatVersion: undefined }), 'ledger/torn'],
    ['a newer version', JSON.stringify({ ...EMPTY, formatVersion: 2 }), 'ledger/newer-version'],
    ['a newer version of another shape', '{"formatVersion": 9}', 'ledger/newer-version'],
    ['no resources', JSON.stringify({ ...EMPTY, resources: undefined }), 'ledger/torn'],
    ['a list of resources', JSON.stringify({ ...EMPTY, resources: [ENTRY] }), 'ledger/torn'],
    ['a resource without a kind', JSON.stringify({ ...EMPTY, resources: { a: { props: {} } } }), 'ledger/torn'],
    ['an original without props', JSON.stringify({ ...EMPTY, originals: { a: { kind: 'NetRoute' } } }), 'ledger/torn'],
    ['a serial that is text', JSON.stringify({ ...EMPTY, serial: '1' }), 'ledger/torn'],
    ['no machine', JSON.stringify({ ...EMPTY, machine: null }), 'ledger/torn'],
    [
      'another machine',
      JSON.stringify({ ...EMPTY, machine: { machineGuid: 'other', smbiosUuid } }),
      'ledger/other-machine',
    ],
    [
      'another mainboard',
      JSON.stringify({ ...EMPTY, machine: { machineGuid, smbiosUuid: 'other' } }),
      'ledger/other-machine',
    ],
    ['another gateway', JSON.stringify({ ...EMPTY, gateway: 'office' }), 'ledger/other-gateway'],
  ])('%s is an error, never a guess', async (_, text, code) => {
    expect(await codeOf(read(text))).toBe(code)
  })

  test('a gateway that was renamed is taken over by its old name, and by no other', async () => {
    const text = JSON.stringify({ ...EMPTY, gateway: 'office', serial: 3 })
    expect(await read(text, 'home', 'office')).toEqual({ ...EMPTY, serial: 3 })
    expect(await codeOf(read(text, 'home', 'shop'))).toBe('ledger/other-gateway')
  })
})

describe('while an apply runs', () => {
  const ledgerOf = (machine: ReturnType<typeof articleMachine>): Ledger => JSON.parse(machine.state.gw.ledger ?? '')

  test('an intent stands in it before the first call, and the outcome after the last', async () => {
    const machine = articleMachine()
    const { changes } = await planHouse(house(), machine)
    const seen: [string, boolean, boolean][] = []
    await applyHouse(house(), machine, {
      on(event) {
        if (event.type !== 'step-done' || event.change.action === 'clear') return
        const { pending, resources } = ledgerOf(machine)
        seen.push([event.change.address, event.change.address in pending, event.change.address in resources])
      },
    })
    expect(seen).toEqual(
      changes.filter(({ action }) => action !== 'clear').map(({ address }) => [address, false, true]),
    )
    expect(ledgerOf(machine)).toMatchObject({ serial: 1, pending: {}, lastApplied: { by: user, configHash: 'hash' } })
  })

  test('a step that power loss cut short is known as begun, and what it made as gw’s own', async () => {
    const machine = articleMachine()
    machine.state.faults.push({ at: 'New-VMSwitch', kind: 'power lost' })
    expect((await applyHouse(house(), machine)).exitCode).toBe(5)
    expect(ledgerOf(machine).pending['HyperVSwitch.vmbr0']).toMatchObject({ kind: 'HyperVSwitch', created: true })
    machine.advance(120)
    expect((await applyHouse(house(), machine)).exitCode).toBe(0)
    expect(ledgerOf(machine).resources['HyperVSwitch.vmbr0']).toMatchObject({ created: true })
  })

  test('what a switch takes away with it is kept as it was', async () => {
    const machine = articleMachine()
    await applyHouse(house(), machine)
    const { originals } = ledgerOf(machine)
    expect(Object.values(originals).map(({ kind, because }) => [kind, because])).toContainEqual([
      'NetIPAddress',
      'HyperVSwitch.vmbr0',
    ])
  })

  test('an object that was there and equal is taken over, not made', async () => {
    const machine = articleMachine()
    await applyHouse(house(), machine)
    delete machine.state.gw.ledger
    const { changes } = await planHouse(house(), machine)
    expect(new Set(changes.map(({ action, cause }) => `${action} ${cause}`))).toEqual(new Set(['record adopt']))
    await applyHouse(house(), machine)
    expect(ledgerOf(machine).resources[`NetIPAddress.${EGRESS}/192.168.1.2`]).toMatchObject({ created: false })
  })
})
