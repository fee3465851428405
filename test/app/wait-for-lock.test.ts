// Waiting for a locked machine: tries again, gives up, can be interrupted; other problems are never waited out.
import { expect, test } from 'vitest'
import { waitForLock } from '../../src/app/wait-for-lock.ts'
import { Stop } from '../../src/model/diagnostic.ts'

const locked = new Stop([{ severity: 'error', code: 'apply/locked', message: 'locked' }], 6)

test.each([
  ['does not wait by itself', 0, locked, 1],
  ['does not wait for other problems', 60, new Stop([], 1), 1],
  ['gives up after its time', 0.02, locked, 2],
])('%s', async (_, seconds, problem, attempts) => {
  let count = 0
  const attempt = () => {
    count++
    return Promise.reject(problem)
  }
  await expect(waitForLock(seconds, undefined, attempt)).rejects.toBe(problem)
  expect(count).toBe(attempts)
})

test('goes on when the lock is gone', async () => {
  let count = 0
  const attempt = async () => {
    if (++count === 1) throw locked
    return 'mine'
  }
  expect(await waitForLock(0.01, undefined, attempt)).toBe('mine')
})

test('ends at once when interrupted', async () => {
  const controller = new AbortController()
  const attempt = () => {
    controller.abort()
    return Promise.reject(locked)
  }
  await expect(waitForLock(3600, controller.signal, attempt)).rejects.toBe(locked)
})
