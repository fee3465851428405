// The real parser on everything that is PowerShell here: nothing newer than 5.1, nothing evaluated, no call whose error
// could go unnoticed, ASCII only.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import { ALL_TABLES } from '../../src/powershell/all-tables.ts'
import { on } from '../../src/powershell/call.ts'
import { absent, type Program, present, run, step } from '../../src/powershell/program.ts'
import { renderScript } from '../../src/powershell/render/script.ts'
import { registry } from '../../src/providers/registry.ts'
import { renderPlanScript } from '../../src/report/plan-script.ts'
import { house } from '../support/house.ts'
import { hostileStrings } from './rig/hostile-strings.ts'
import { runScript } from './rig/run-script.ts'
import { describeShells, findShells, type Shell } from './rig/shells.ts'

const RUNNER = fileURLToPath(new URL('../../src/hosts/powershell/runner.ps1', import.meta.url))
const LOOK = fileURLToPath(new URL('./rig/look-at-syntax.ps1', import.meta.url))
const shells = await findShells()

/** Findings in these files, by real PowerShell. */
async function findings(shell: Shell, files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gw-syntax-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    copyFileSync(RUNNER, join(folder, 'runner.ps1'))
    const { code, stdout, stderr } = await runScript(shell, LOOK, process.env, ['-Folder', folder])
    expect([code, stderr]).toEqual([0, ''])
    return stdout.split(/\r?\n/).filter((line) => line !== '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every shape that a program can have. */
const everything: Program = [
  run('powercfg.exe', ['/setacvalueindex', "it's"]),
  ...ALL_TABLES.map((table) => step('Remove-VMSwitch', { Name: 'x', Force: true }, { onlyIf: present(table, {}) })),
  step(
    'New-VMSwitch',
    { Name: "it's", NetAdapterName: ['以太网 4'], AllowManagementOS: true },
    {
      onlyIf: absent('Get-VMSwitch', { Name: "it's" }),
      waitFor: {
        for: present('Get-VMSwitch', {
          SwitchType: 'External',
          NetAdapterInterfaceGuid: ['a', 'b'],
          AllowManagementOS: true,
        }),
        seconds: 3,
      },
      otherwise: [
        step(
          'Remove-VMSwitch',
          { Name: "it's", Force: true },
          { waitFor: { for: absent('Get-VMSwitch', { Id: null }), seconds: 1 } },
        ),
      ],
    },
  ),
  step('Set-NetIPInterface', {
    InterfaceIndex: on('*'),
    AddressFamily: 'IPv4',
    InterfaceMetric: 5,
    Forwarding: 'Disabled',
  }),
]

describeShells('syntax, by $name', shells, (shell) => {
  test('of the runner and of rendered scripts is that of 5.1', async () => {
    const host = simulatedHost(articleMachine())
    const options = { target: [], exclude: [], accept: [] }
    const plan = await makePlan({ gateway: house(), host, registry, options, diagnostics: [] })
    const hostile = hostileStrings(300).map((Name) => step('New-VMSwitch', { Name, SwitchType: 'Private' }))
    const scripts = {
      'plan.ps1': renderPlanScript(plan),
      'everything.ps1': renderScript({
        header: ['a'],
        parts: [{ title: 'b', notes: ['c'], program: everything, restartIf: present('Get-VMSwitch', { Name: 'x' }) }],
      }),
      'hostile.ps1': renderScript({
        header: hostileStrings(300),
        parts: [{ title: "'", notes: hostileStrings(300), program: hostile }],
      }),
    }
    expect(await findings(shell, scripts)).toEqual([])
    for (const line of scripts['plan.ps1'].split('\n')) {
      if (!line.trimStart().startsWith('#')) expect(line).toMatch(/^[ -~]*$/)
    }
  })

  test('that is newer is found', async () => {
    const newer: readonly (readonly [code: string, finding: string])[] = [
      ['$a ? 1 : 2', 'TernaryExpressionAst'],
      ['$a && $b', 'PipelineChainAst'],
      ['$a ?? $b', 'null-coalescing operator'],
      ['$a ??= $b', 'null-coalescing assignment'],
      ['${a}?.Name', 'null-conditional access'],
      ['${a}?[0]', 'null-conditional access'],
      ['1 | ForEach-Object -Parallel { 1 }', 'ForEach-Object -Parallel'],
      ['function f { clean { } }', 'clean block'],
      ['if ($IsWindows) { }', 'variable IsWindows'],
      ['@($input)', 'variable input'],
      ['Invoke-Expression $a', 'command Invoke-Expression is neither of 5.1 nor of a module'],
      ['[scriptblock]::Create($a)', 'text made into code'],
      ['Hyper-V\\Get-VMSwitch', 'Hyper-V\\Get-VMSwitch without -ErrorAction'],
    ]
    const files = Object.fromEntries(newer.map(([code], index) => [`${index}.ps1`, code]))
    const found = await findings(shell, files)
    expect(found.sort()).toEqual(newer.map(([, finding], index) => `${index}.ps1:1: ${finding}`).sort())
  })
})

test('the runner is ASCII, for 5.1 reads it in the code page of the machine', () => {
  expect(readFileSync(RUNNER, 'latin1')).toMatch(/^[\n\r -~]*$/)
})
