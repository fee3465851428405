// Last lines of .ci/run: how much went through real PowerShell, and the counts of all test runs, with failed steps counted
// as failures. Exit code 0 only without any. ci-summary.ts FAILED_STEPS [REPORT STATUS]...
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** As the test suites are titled: test/powershell/rig/shells.ts. */
const SHELLS = ['the engine rig', 'powershell.exe', 'pwsh', 'real PowerShell, which is not here']

export interface Run {
  /** What vitest wrote as JSON. */
  readonly report: unknown
  /** Its exit code. */
  readonly status: string
}

export function summaryOf(runs: readonly Run[], failedSteps: number): { lines: string[]; ok: boolean } {
  const sum = (key: string) => runs.reduce((total, { report }) => total + numberIn(report, key), 0)
  const passed = sum('numPassedTests')
  const failed = failedSteps + runs.reduce((total, run) => total + failuresOf(run), 0)
  const skipped = sum('numPendingTests') + sum('numTodoTests')
  const tests = runs.flatMap(({ report }) =>
    listIn(report, 'testResults').flatMap((file) => listIn(file, 'assertionResults')),
  )
  const rest = skipped === 0 ? '' : `, ${skipped} skipped`
  return {
    lines: [
      ...tests.flatMap(skippedLine),
      ...SHELLS.flatMap((shell) => shellLine(shell, tests)),
      `${passed} passed, ${failed} failed${rest}`,
    ],
    ok: failed === 0 && passed > 0,
  }
}

/** What was not tried is said by name. */
function skippedLine(test: unknown): string[] {
  const status = fieldIn(test, 'status')
  if (status === 'passed' || status === 'failed') return []
  return [`skipped: ${[...listIn(test, 'ancestorTitles'), fieldIn(test, 'title')].join(' > ')}`]
}

/** A file that did not load counts once; so does a run that ended badly without a failed test: a crash, no report. */
function failuresOf({ report, status }: Run): number {
  const failed = Math.max(numberIn(report, 'numFailedTests'), numberIn(report, 'numFailedTestSuites') > 0 ? 1 : 0)
  const isUnexplained = failed === 0 && (status !== '0' || report === undefined)
  return failed + (isUnexplained ? 1 : 0)
}

function shellLine(shell: string, tests: readonly unknown[]): string[] {
  const its = tests.filter((test) => listIn(test, 'ancestorTitles').some((title) => String(title).includes(shell)))
  if (its.length === 0) return []
  const count = (status: string) => its.filter((test) => fieldIn(test, 'status') === status).length
  const [passed, failed] = [count('passed'), count('failed')]
  const skipped = its.length - passed - failed
  return [`through ${shell}: ${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`]
}

// The boundary to vitest's JSON: whatever is missing counts as none.
function fieldIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
function listIn(value: unknown, key: string): readonly unknown[] {
  const found = fieldIn(value, key)
  return Array.isArray(found) ? found : []
}
function numberIn(value: unknown, key: string): number {
  const found = fieldIn(value, key)
  return typeof found === 'number' ? found : 0
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [failedSteps = '1', ...words] = process.argv.slice(2)
  const runs: Run[] = []
  for (let at = 0; at < words.length; at += 2)
    runs.push({ report: readReport(words[at] ?? ''), status: words[at + 1] ?? '1' })
  const { lines, ok } = summaryOf(runs, Number(failedSteps))
  for (const line of lines) console.log(line)
  process.exitCode = ok ? 0 : 1
}
