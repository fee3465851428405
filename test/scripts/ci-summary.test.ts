// The last lines of CI: what went through real PowerShell is told, the last line keeps its form, nothing bad is hidden.
import { expect, test } from 'vitest'
import { summaryOf } from '../../scripts/ci-summary.ts'

function report(tests: readonly (readonly [title: string, status: string])[], numbers: object = {}): object {
  const assertionResults = tests.map(([title, status]) => ({ ancestorTitles: [title], title: 't', status }))
  const count = (status: string) => tests.filter(([, one]) => one === status).length
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    testResults: [{ assertionResults }],
    ...numbers,
  }
}

test.each<[string, unknown, string, number, string[], boolean]>([
  [
    'through the rig',
    report([
      ['runner.ps1 in the engine rig', 'passed'],
      ['three ways through the engine rig', 'passed'],
      ['else', 'passed'],
    ]),
    '0',
    0,
    ['through the engine rig: 2 passed, 0 failed', '3 passed, 0 failed'],
    true,
  ],
  [
    'on a Windows',
    report([
      ['runner.ps1 in powershell.exe', 'passed'],
      ['runner.ps1 in pwsh', 'failed'],
    ]),
    '1',
    0,
    ['through powershell.exe: 1 passed, 0 failed', 'through pwsh: 0 passed, 1 failed', '1 passed, 1 failed'],
    false,
  ],
  [
    'without any PowerShell',
    report([
      ['runner.ps1 in real PowerShell, which is not here', 'skipped'],
      ['else', 'passed'],
    ]),
    '0',
    0,
    [
      'skipped: runner.ps1 in real PowerShell, which is not here > t',
      'through real PowerShell, which is not here: 0 passed, 0 failed, 1 skipped',
      '1 passed, 0 failed, 1 skipped',
    ],
    true,
  ],
  ['a step before failed', report([['else', 'passed']]), '0', 2, ['1 passed, 2 failed'], false],
  ['a crash that no test explains', report([['else', 'passed']]), '1', 0, ['1 passed, 1 failed'], false],
  [
    'a file that did not load',
    report([['else', 'passed']], { numFailedTestSuites: 1 }),
    '1',
    0,
    ['1 passed, 1 failed'],
    false,
  ],
  ['no report', undefined, '1', 0, ['0 passed, 1 failed'], false],
  ['nothing at all', report([]), '0', 0, ['0 passed, 0 failed'], false],
])('%s', (_, result, status, steps, lines, ok) => {
  expect(summaryOf([{ report: result, status }], steps)).toEqual({ lines, ok })
})

test('several runs are one summary', () => {
  const runs = [
    { report: report([['a in the engine rig', 'passed']]), status: '0' },
    {
      report: report([
        ['b in the engine rig', 'failed'],
        ['else', 'passed'],
      ]),
      status: '1',
    },
    { report: undefined, status: '1' },
  ]
  expect(summaryOf(runs, 0)).toEqual({
    lines: ['through the engine rig: 1 passed, 1 failed', '2 passed, 2 failed'],
    ok: false,
  })
})
