// Last line of .ci/run: counts of all test runs, with failed steps counted as failures. Exit code 0 only without any.
// ci-summary.ts FAILED_STEPS [REPORT STATUS]...
import { readFileSync } from 'node:fs'

const [failedSteps = '1', ...runs] = process.argv.slice(2)
let passed = 0
let failed = Number(failedSteps)
let skipped = 0
for (let at = 0; at < runs.length; at += 2) {
  const counts = readCounts(runs[at] ?? '')
  // A run that ended badly without a failed test (a crash, an unhandled error) is a failure too.
  const unexplained = runs[at + 1] !== '0' && counts.failed === 0 ? 1 : 0
  passed += counts.passed
  failed += counts.failed + unexplained
  skipped += counts.skipped
}
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function readCounts(file: string): { passed: number; failed: number; skipped: number } {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const count = (key: string) => {
      const value = typeof report === 'object' && report !== null ? Reflect.get(report, key) : 0
      return typeof value === 'number' ? value : 0
    }
    return {
      passed: count('numPassedTests'),
      failed: Math.max(count('numFailedTests'), count('numFailedTestSuites') > 0 ? 1 : 0),
      skipped: count('numPendingTests') + count('numTodoTests'),
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
