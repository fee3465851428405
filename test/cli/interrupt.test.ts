// Ctrl-C once and twice.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopOnInterrupt } from '../../src/cli/interrupt.ts'

test('the first stops after the step, the second leaves with 130', () => {
  const signals = new EventEmitter()
  const left: number[] = []
  const said: string[] = []
  const signal = stopOnInterrupt(
    signals,
    (exitCode) => left.push(exitCode),
    (text) => said.push(text),
  )
  expect(signal.aborted).toBe(false)
  signals.emit('SIGINT')
  expect([signal.aborted, left, said.length]).toEqual([true, [], 1])
  signals.emit('SIGINT')
  expect([left, said.length]).toEqual([[130], 1])
})
