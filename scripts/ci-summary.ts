// Last line of .ci/run: counts of the test run, with failed steps counted as failures. Exit code 0 only without any.
import { readFileSync } from 'node:fs'

const [file = '', testStatus = '1', failedSteps = '0'] = process.argv.slice(2)
const counts = readCounts(file)
const steps = Number(failedSteps)
// A run that ended badly without a failed test (a crash, an unhandled error) is a failure too.
const unexplained = testStatus !== '0' && counts.failed === 0 ? 1 : 0
const failed = counts.failed + steps + unexplained
const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`
console.log(`${counts.passed} passed, ${failed} failed${skipped}`)
process.exitCode = failed === 0 && counts.passed > 0 ? 0 : 1

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
