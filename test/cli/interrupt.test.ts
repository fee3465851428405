// Ctrl-C once and twice.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopOnInterrupt } from '../../src/cli/interrupt.ts'

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('the first %s stops after the step, the second leaves with 130', (name) => {
  const signals = new EventEmitter()
  const left: number[] = []
  const said: string[] = []
  const signal = stopOnInterrupt(
    signals,
    (exitCode) => left.push(exitCode),
    (text) => said.push(text),
  )
  expect(signal.aborted).toBe(false)
  signals.emit(name)
  expect([signal.aborted, left, said.length]).toEqual([true, [], 1])
  signals.emit(name)
  expect([left, said.length]).toEqual([[130], 2])
  expect(said[1]).toContain('gw plan')
})
