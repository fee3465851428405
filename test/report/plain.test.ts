// The plain voice against texts that a person has read: 80 and 140 columns, double-width names, everything a plan can say.
import { expect, test } from 'vitest'
import type { Account, ApplyEvent } from '../../src/model/apply-event.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import type { Examination } from '../../src/model/examination.ts'
import { renderAccount } from '../../src/report/plain/account.ts'
import { applyVoice } from '../../src/report/plain/apply.ts'
import { cells } from '../../src/report/plain/cells.ts'
import { renderCheck } from '../../src/report/plain/check.ts'
import { renderExamination } from '../../src/report/plain/doctor.ts'
import { renderDrift } from '../../src/report/plain/drift.ts'
import type { Page } from '../../src/report/plain/page.ts'
import { renderPlan, renderPlanNext, renderScriptSaved } from '../../src/report/plain/plan.ts'
import { renderShow } from '../../src/report/plain/show.ts'
import { renderSnapshot } from '../../src/report/plain/snapshot.ts'
import { emptyPlan, samplePlan } from './sample-plan.ts'

const next = { args: '', where: '' }
const [first, second, third] = samplePlan.changes
if (first === undefined || second === undefined || third === undefined) throw new Error('the sample plan is too short')

const refused: Diagnostic = {
  severity: 'error',
  code: 'apply/refused',
  message: 'Windows refused Set-NetIPInterface: access denied (Windows System Error 5,Set-NetIPInterface).',
  fix: 'This console is not elevated. Start it as administrator, then say gw apply again.',
  position: { file: 'home/gateway.yaml', line: 16, column: 5 },
}

const failed: Account = {
  done: [first.address],
  failed: { address: second.address, problem: refused, effect: 'none' },
  notStarted: samplePlan.changes.slice(2).map((change) => change.address),
  postponed: [],
  restart: [],
  remaining: { ...samplePlan, changes: [second, third], unknown: [] },
  problems: [],
  exitCode: 5,
}

const events: ApplyEvent[] = [
  { type: 'started', plan: samplePlan },
  { type: 'step-started', change: first },
  { type: 'waiting', change: first, for: 'vEthernet (vmbr0) to become ready' },
  {
    type: 'step-done',
    change: first,
    outcome: 'done',
    seconds: 4.1,
    note: '以太网 4 rebound; IP configuration arrived',
  },
  { type: 'step-failed', change: second, problem: refused, seconds: 0.2 },
  { type: 'finished', account: failed },
]

const source = [
  'name: home',
  '  address:\t192.168.1.300/25   # 地址',
  '  - { name: 电视机, address: 10.0.0.1, gateway: nobody }',
].join('\n')
const problems: Diagnostic[] = [
  {
    severity: 'error',
    code: 'ip/not-an-address',
    message: '192.168.1.300/25 is not an IPv4 address.',
    why: 'Each part must be between 0 and 255.',
    position: { file: 'gateway.yaml', line: 2, column: 12, length: 16 },
  },
  {
    severity: 'warning',
    code: 'GW031',
    message: 'The client 电视机 has an address outside of the prefix of the ingress, so that nothing answers it.',
    fix: 'Write an address of 192.168.1.128/25.',
    position: { file: 'gateway.yaml', line: 3, column: 13, length: 3 },
  },
]

const texts: Record<string, (page: Page) => string[]> = {
  plan: (page) => [...renderPlan(page, samplePlan), ...renderPlanNext(page, samplePlan, next)],
  'empty-plan': (page) => renderPlan(page, emptyPlan),
  drift: (page) => renderDrift(page, samplePlan, { args: ' home/gateway.yaml', where: ' home/gateway.yaml' }),
  show: (page) => renderShow(page, { ...samplePlan, unknown: [] }, { args: ' plan.json', where: ' plan.json' }),
  check: (page) =>
    renderCheck(
      page,
      {
        file: 'gateway.yaml',
        gateway: 'home',
        declared: [
          ['switch', 1],
          ['IP plan', 2],
        ],
        resources: 9,
        diagnostics: problems,
        exitCode: 1,
      },
      new Map([['gateway.yaml', source]]),
      next,
    ),
  apply: (page) => [events.map(applyVoice(page, false)).join(''), ...renderAccount(page, failed, samplePlan, next)],
}

const examination: Examination = {
  host: 'local: Windows PowerShell 5.1.26100.1',
  computer: 'GW-PC',
  user: 'GW-PC\\me',
  checks: [
    { name: 'powershell', state: 'works', found: 'Windows PowerShell 5.1.26100.1, FullLanguage' },
    { name: 'encoding', state: 'works', found: 'names of any language arrive unchanged, in code page 936' },
    {
      name: 'rights',
      state: 'broken',
      found: 'not elevated, and may not even read Hyper-V',
      why: 'gw check and gw trace work; gw plan sees a part of the machine; gw apply is refused.',
      fix: 'Start the console as administrator.',
    },
    { name: 'restart', state: 'limited', found: 'Windows waits for a restart', fix: 'Restart before gw apply.' },
    { name: 'modules', state: 'unknown', found: 'not said' },
    { name: 'hyper-v', state: 'works', found: 'answers; switches: Default Switch, 交换机, vmbr0' },
  ],
  exitCode: 1,
}
texts.doctor = (page) => renderExamination(page, examination)
texts.snapshot = (page) =>
  renderSnapshot(
    page,
    { file: 'machine.json', tables: 14, unknown: ['Get-VMSwitch', 'Get-WindowsOptionalFeature'] },
    { args: ' --host recorded:machine.json', where: ' --host recorded:machine.json' },
  )
texts.script = (page) => renderScriptSaved(page, 'plan.ps1')

const cases = Object.keys(texts).flatMap((name) => [80, 140].map((columns) => [name, columns] as const))

test.each(cases)('%s at %i columns', async (name, columns) => {
  const lines = texts[name]?.({ columns, colour: false }) ?? []
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.${columns}.txt`)
})

test.each(cases)('no line of %s is wider than %i cells', (name, columns) => {
  const lines = (texts[name]?.({ columns, colour: false }) ?? []).flatMap((line) => line.split('\n'))
  expect(lines.filter((line) => cells(line) > columns)).toEqual([])
})

test('a command that is to be typed stays one line, its path in quotes where it has to be', () => {
  const lines = renderScriptSaved({ columns: 60, colour: false }, 'my plans\\plan.ps1')
  const run = 'powershell -NoProfile -ExecutionPolicy Bypass -File "my plans\\plan.ps1"'
  expect(lines).toContain(`  As administrator: ${run}`)
})

test('colour changes nothing but the colours', () => {
  const plain = renderPlan({ columns: 100, colour: false }, samplePlan)
  const coloured = renderPlan({ columns: 100, colour: true }, samplePlan)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  expect(coloured.map((line) => line.replace(/\u001b\[[0-9;]*m/g, ''))).toEqual(plain)
  expect(coloured.join('\n')).not.toEqual(plain.join('\n'))
})

test('a live line is replaced, and gone at the end', () => {
  const said = events.map(applyVoice({ columns: 80, colour: false }, true))
  expect(said[1]).toBe('\r\u001b[2K …  1 HyperVSwitch.vmbr0  ')
  expect(said.at(-1)).toBe('\r\u001b[2K')
})
