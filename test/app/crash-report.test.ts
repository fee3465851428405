// A crash report helps to find the bug and tells nothing about its user.
import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { crashReport } from '../../src/app/crash-report.ts'

test('has the stack, not the home folder, not what looks like a secret', () => {
  const error = new Error(`secret: hunter2 in ${homedir()}/gateway.yaml`)
  const report = crashReport(error, 'plan', '1.2.3')
  expect(report).toContain('gw 1.2.3, Node v')
  expect(report).toContain('command: gw plan')
  expect(report).toContain('crash-report.test.ts')
  expect(report).not.toContain('hunter2')
  expect(report).not.toContain(homedir())
})

test('takes whatever was thrown', () => {
  expect(crashReport('nonsense', '', '1.2.3')).toContain('nonsense')
})
