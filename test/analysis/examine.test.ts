// What the doctor makes of answers: every state of every check, and what to do about it.
import { expect, test } from 'vitest'
import { type Answers, examine } from '../../src/analysis/examine.ts'
import type { Check, MachineCondition } from '../../src/model/examination.ts'
import { HostLost } from '../../src/model/host.ts'
import { ALL_TABLES } from '../../src/powershell/all-tables.ts'
import type { TableName } from '../../src/powershell/snapshot.ts'
import { snapshotOf } from '../support/tables.ts'

const PRO: MachineCondition = {
  powershell: {
    product: 'Windows PowerShell',
    version: '5.1.26100.1',
    language: 'FullLanguage',
    codePage: 936,
    noise: '',
  },
  elevated: true,
  hyperVAdministrator: true,
  windows: 'Microsoft Windows 11 Pro 10.0.26100',
  isHome: false,
  pendingRestart: false,
  modules: { 'Hyper-V': '2.0.0.0', NetTCPIP: '1.0.0.0' },
}
const powershell = PRO.powershell

function check(answers: Answers, name: Check['name']): Check | undefined {
  return examine('local', answers).checks.find((one) => one.name === name)
}

test('a machine where everything works', () => {
  const snapshot = snapshotOf({ 'Get-VMSwitch': [{ Name: 'vmbr0' }] })
  const ledger = { place: 'C:\\ProgramData\\gw', found: true }
  const examination = examine('local', { condition: PRO, snapshot, ledger })
  expect(examination.exitCode).toBe(0)
  expect(examination.checks.map(({ name, state }) => [name, state])).toEqual(
    ['powershell', 'encoding', 'rights', 'windows', 'restart', 'modules', 'hyper-v', 'tables', 'ledger'].map((name) => [
      name,
      'works',
    ]),
  )
})

test.each<[string, Partial<MachineCondition>, Check['name'], Check['state'], RegExp]>([
  [
    'a policy',
    { powershell: powershell && { ...powershell, language: 'ConstrainedLanguage' } },
    'powershell',
    'broken',
    /runner\.ps1/,
  ],
  [
    'something that prints',
    { powershell: powershell && { ...powershell, noise: 'Welcome!\n' } },
    'powershell',
    'limited',
    /Welcome!/,
  ],
  [
    'no code page',
    { powershell: powershell && { ...powershell, codePage: 0 } },
    'encoding',
    'works',
    /^(?!.*code page)/,
  ],
  ['no elevation', { elevated: false, hyperVAdministrator: false }, 'rights', 'broken', /administrator/],
  ['Hyper-V rights only', { elevated: false, hyperVAdministrator: true }, 'rights', 'broken', /may read Hyper-V/],
  ['silence about rights', { elevated: null }, 'rights', 'unknown', /does not say/],
  ['a Home edition', { isHome: true }, 'windows', 'limited', /no Hyper-V/],
  ['silence about the edition', { windows: null, isHome: null }, 'windows', 'unknown', /not said/],
  ['a pending restart', { pendingRestart: true }, 'restart', 'limited', /Restart before gw apply/],
  ['silence about a restart', { pendingRestart: null }, 'restart', 'unknown', /not said/],
  [
    'no Hyper-V module',
    { modules: { 'Hyper-V': null, NetTCPIP: '1' } },
    'modules',
    'limited',
    /Microsoft-Hyper-V -All/,
  ],
  [
    'no Hyper-V module on Home',
    { isHome: true, modules: { 'Hyper-V': null, NetTCPIP: '1' } },
    'modules',
    'limited',
    /second network adapter/,
  ],
  [
    'no NetTCPIP module',
    { modules: { 'Hyper-V': '1', NetTCPIP: null } },
    'modules',
    'broken',
    /NetTCPIP: a part of Windows/,
  ],
  ['silence about modules', { modules: {} }, 'modules', 'unknown', /not said/],
])('%s', (_, change, name, state, says) => {
  const condition = { ...PRO, ...change }
  const found = check({ condition }, name)
  expect(found?.state).toBe(state)
  expect([found?.found, found?.why, found?.fix].join(' ')).toMatch(says)
  expect(examine('local', { condition }).exitCode).toBe(state === 'broken' ? 1 : 0)
})

test.each([
  ['host/not-windows', 'powershell', '--host recorded:FILE'],
  ['host/no-powershell', 'powershell', 'sfc'],
  ['host/died', 'powershell', 'by hand'],
  ['host/timeout', 'powershell', 'Try again'],
  ['host/encoding', 'encoding', 'code page'],
] as const)('a PowerShell that is lost as %s', (code, name, fix) => {
  const examination = examine('local', { lost: new HostLost(code, 'It said so.') })
  expect(examination).toMatchObject({
    exitCode: 1,
    checks: [{ name, state: 'broken', found: `It said so. (${code})`, fix: expect.stringContaining(fix) }],
  })
})

test('what was found out before it was lost is told all the same', () => {
  const { checks } = examine('local', { condition: PRO, lost: new HostLost('host/died', 'It ended.') })
  expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'powershell broken',
    'encoding works',
    'rights works',
    'windows works',
    'restart works',
    'modules works',
  ])
})

const HYPER_V: readonly TableName[] = ['Get-VMSwitch', 'Get-VMNetworkAdapter']
test.each<[string, readonly TableName[], Check['state'], Check['state']]>([
  ['nothing', [], 'works', 'works'],
  ['Hyper-V', HYPER_V, 'broken', 'broken'],
  ['features', ['Get-WindowsOptionalFeature'], 'works', 'broken'],
])('a machine that does not tell: %s', (_, unknown, hyperV, tables) => {
  const found = `${ALL_TABLES.length - unknown.length} of ${ALL_TABLES.length} can be read`
  const snapshot = snapshotOf({}, unknown)
  expect(check({ snapshot }, 'hyper-v')?.state).toBe(hyperV)
  expect(check({ snapshot }, 'tables')).toMatchObject({ state: tables, found: expect.stringContaining(found) })
})

test('a ledger that is not there yet, and one that cannot be read', () => {
  expect(check({ ledger: { place: 'X', found: false } }, 'ledger')).toMatchObject({ state: 'works' })
  const problem = { severity: 'error', code: 'ledger/unsafe-folder', message: 'M.', why: 'W.', fix: 'F.' } as const
  expect(check({ ledger: { problem } }, 'ledger')).toEqual({
    name: 'ledger',
    state: 'broken',
    found: 'M. (ledger/unsafe-folder)',
    why: 'W.',
    fix: 'F.',
  })
})
