// The library: an apply that is declined, interrupted, continued; and the plan that goes with it.
import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApplyEvent, apply, drift, init, plan, runByHand } from '../../src/app/index.ts'

let folder = ''
const file = () => join(folder, 'gateway.yaml')
const machine = () => join(folder, 'machine.sim.json')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gw-app-'))
  await init({ example: 'whole-house', folder })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const yes = async () => true

test('declined: nothing is started, nothing is changed', async () => {
  const before = readFileSync(machine(), 'utf8')
  const result = await apply({ file: file(), confirm: async () => false })
  expect(result).toMatchObject({ exitCode: 1 })
  expect(result.account).toBeUndefined()
  expect(readFileSync(machine(), 'utf8')).toBe(before)
})

test('interrupted: the step under way ends, the account is exact, the next apply goes on', async () => {
  const controller = new AbortController()
  const events: ApplyEvent['type'][] = []
  const { account, plan: planned } = await apply({
    file: file(),
    confirm: yes,
    signal: controller.signal,
    on(event) {
      if (event.type !== 'waiting') events.push(event.type)
      if (event.type === 'step-done') controller.abort()
    },
  })
  expect(events).toEqual(['started', 'step-started', 'step-done', 'finished'])
  expect(account?.done).toEqual([planned.changes[0]?.address])
  expect(account?.notStarted).toEqual(planned.changes.slice(1).map((change) => change.address))
  expect(account?.problems.map((problem) => problem.code)).toEqual(['apply/interrupted'])

  expect((await apply({ file: file(), confirm: yes })).exitCode).toBe(0)
  expect((await plan({ file: file() })).exitCode).toBe(0)
})

test('nothing to do: nobody is asked', async () => {
  await apply({ file: file(), confirm: yes })
  const refuse = () => Promise.reject(new Error('asked although there is nothing to do'))
  expect(await apply({ file: file(), confirm: refuse })).toMatchObject({ exitCode: 0 })
})

test('what Windows refuses by hand is an answer, and drift finds what it did not refuse', async () => {
  await apply({ file: file(), confirm: yes })
  expect(
    await runByHand(machine(), ['Set-NetIPInterface', '-InterfaceAlias', 'nobody', '-Forwarding', 'Enabled']),
  ).toHaveProperty('error.id')
  expect((await drift({ file: file() })).exitCode).toBe(0)
  await runByHand(machine(), [
    'Remove-NetRoute',
    '-DestinationPrefix',
    '0.0.0.0/0',
    '-NextHop',
    '192.168.1.1',
    '-Confirm:$false',
  ])
  const { plan: found, exitCode } = await drift({ file: file() })
  expect(exitCode).toBe(3)
  expect(found.changes.map(({ cause, kind }) => [cause, kind])).toEqual([['missing', 'NetRoute']])
})
