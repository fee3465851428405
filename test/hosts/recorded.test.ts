// A recording: what may be in the file, what is masked in it, and what it refuses.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  openRecordedHost,
  parseRecording,
  type Recording,
  recordedHost,
  renderRecording,
} from '../../src/hosts/recorded.ts'

const recording: Recording = {
  formatVersion: 1,
  takenAt: '2026-11-20T21:14:00.000Z',
  identity: { computerName: 'ANNA', machineGuid: 'g-1', smbiosUuid: 'u-1', user: 'ANNA\\anna' },
  tables: {
    'Get-VMNetworkAdapter': {
      rows: [
        { Name: 'ANNA', SwitchName: 'lan of anna', MacAddress: '00155D000001', DeviceId: '{A}' },
        { Name: 'joanna', SwitchName: 'vmbr0', MacAddress: null, DeviceId: null },
      ],
    },
    'Get-VMSwitch': { unknown: { id: 'x', reason: 'ANNA\\anna may not' } },
  },
  ledger: JSON.stringify({ machine: { machineGuid: 'g-1', smbiosUuid: 'u-1' }, lastApplied: { by: 'ANNA\\anna' } }),
}

test('names of the machine and of people are masked, also in the ledger; names that only contain them stay', () => {
  const text = renderRecording(recording)
  expect(text).not.toMatch(/\banna\b|g-1|u-1/i)
  const parsed = parseRecording(text, 'm.json')
  expect(parsed.tables['Get-VMNetworkAdapter']).toMatchObject({
    rows: [{ Name: 'HOST', SwitchName: 'lan of HOST' }, { Name: 'joanna' }],
  })
  expect(parsed.tables['Get-VMSwitch']).toMatchObject({ unknown: { reason: 'HOST\\user may not' } })
  expect(JSON.parse(parsed.ledger ?? '')).toMatchObject({
    lastApplied: { by: 'HOST\\user' },
    machine: { smbiosUuid: parsed.identity.smbiosUuid },
  })
})

test('a table that was not recorded is unknown', async () => {
  const snapshot = await recordedHost(recording, 'm.json').read(['Get-NetRoute', 'Get-VMSwitch'])
  expect(snapshot.unknown('Get-NetRoute')).toMatchObject({ id: 'recorded/not-in-file' })
  expect(snapshot.unknown('Get-VMSwitch')).toMatchObject({ id: 'x' })
})

test('a ledger that could not be read is refused with the same words, and its names masked', async () => {
  const problem = { severity: 'error', code: 'ledger/unreadable', message: 'ANNA\\anna may not read it.' } as const
  const { ledger, ...rest } = recording
  const text = renderRecording({ ...rest, ledgerProblems: [problem] })
  await expect(recordedHost(parseRecording(text, 'm.json'), 'm.json').store.readLedger()).rejects.toMatchObject({
    diagnostics: [{ code: 'ledger/unreadable', message: 'HOST\\user may not read it.' }],
  })
})

test('what PowerShell printed is not in it, only that it did', () => {
  const powershell = { product: 'PowerShell', version: '7', language: 'FullLanguage', codePage: 0 } as const
  const condition = {
    elevated: true,
    hyperVAdministrator: null,
    windows: null,
    isHome: null,
    pendingRestart: null,
    modules: {},
  }
  for (const [noise, kept] of [
    ['the password is swordfish', '(masked)'],
    ['', ''],
  ] as const) {
    const text = renderRecording({ ...recording, condition: { ...condition, powershell: { ...powershell, noise } } })
    expect(parseRecording(text, 'm.json').condition?.powershell?.noise).toBe(kept)
    expect(text).not.toContain('swordfish')
  }
})

test('a name that the gateway.yaml says anyhow stays, and so does the name of the gateway', () => {
  const text = renderRecording(
    { ...recording, ledger: '{"gateway":"anna","machine":{}}' },
    'switches: [{ name: ANNA }]',
  )
  expect(parseRecording(text, 'm.json').tables['Get-VMNetworkAdapter']).toMatchObject({ rows: [{ Name: 'ANNA' }, {}] })
  expect(parseRecording(text, 'm.json').ledger).toContain('"gateway":"anna"')
  expect(parseRecording(text, 'm.json').identity.computerName).toBe('HOST')
})

test('its clock starts when it was taken', async () => {
  const host = recordedHost(recording, 'm.json')
  await host.wait(60)
  expect(host.now().toISOString()).toBe('2026-11-20T21:15:00.000Z')
})

describe('a file that', () => {
  test.each([
    ['is no JSON', '{', 'recorded/not-json'],
    ['is something else', '[]', 'recorded/no-recording'],
    ['comes from a later gw', '{"formatVersion":2}', 'recorded/newer-version'],
    ['is cut short', '{"formatVersion":1,"tables":{}}', 'recorded/incomplete'],
  ])('%s is refused', (_, text, code) => {
    expect(() => parseRecording(text, 'm.json')).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }),
    )
  })

  test('is not there is refused', async () => {
    await expect(openRecordedHost('/nowhere/m.json')).rejects.toMatchObject({
      diagnostics: [{ code: 'recorded/unreadable' }],
    })
  })

  test('is a recording becomes a host', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gw-recorded-'))
    writeFileSync(join(folder, 'm.json'), renderRecording(recording))
    const host = await openRecordedHost(join(folder, 'm.json'))
    expect(host.label).toBe('recorded: m.json')
    expect(await host.store.readLedger()).toContain('HOST')
    rmSync(folder, { recursive: true })
  })
})
