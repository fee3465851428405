// A plan as a file: read whole or refused, compared with the machine, refused with what has changed.
import { beforeAll, describe, expect, test } from 'vitest'
import { comparePlans, parsePlanFile, renderPlanFile } from '../../src/engine/plan-file.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { Stop } from '../../src/model/diagnostic.ts'
import type { Change, Plan } from '../../src/model/plan.ts'
import { planHouse } from '../support/apply.ts'
import { house } from '../support/house.ts'

let plan: Plan
beforeAll(async () => {
  plan = await planHouse(house(), articleMachine())
})

test('what was written is read', () => {
  expect(parsePlanFile(renderPlanFile(plan), 'plan.json')).toEqual(JSON.parse(JSON.stringify(plan)))
})

describe('is refused', () => {
  const spoilt = (change: object) => JSON.stringify({ ...plan, ...change })
  test.each([
    ['empty', () => '', 'plan/torn'],
    ['half', () => renderPlanFile(plan).slice(0, 2000), 'plan/torn'],
    ['null', () => 'null', 'plan/not-a-plan'],
    ['a list', () => '[]', 'plan/not-a-plan'],
    ['something else', () => '{"name": "gw"}', 'plan/not-a-plan'],
    ['a newer version', () => spoilt({ formatVersion: 2 }), 'plan/newer-version'],
    ['a newer version of another shape', () => '{"formatVersion": 9}', 'plan/newer-version'],
    ['without its changes', () => spoilt({ changes: undefined }), 'plan/not-a-plan'],
    ['with a change that is none', () => spoilt({ changes: [5] }), 'plan/not-a-plan'],
    ['with a change without its program', () => spoilt({ changes: [{ number: 1 }] }), 'plan/not-a-plan'],
    ['with a machine that is text', () => spoilt({ machine: 'GW-PC' }), 'plan/not-a-plan'],
    ['with a serial that is text', () => spoilt({ ledgerSerial: '1' }), 'plan/not-a-plan'],
  ])('%s', (_, text, code) => {
    try {
      parsePlanFile(text(), 'plan.json')
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      expect(error.diagnostics).toMatchObject([{ code, position: { file: 'plan.json', line: 1, column: 1 } }])
      expect(error.exitCode).toBe(1)
    }
  })
})

describe('is stale', () => {
  const address = 'HyperVSwitch.vmbr0'
  const codes = (saved: Plan, fresh: Plan) => comparePlans(saved, fresh).map(({ code }) => code)

  test('not, when nothing has changed', () => {
    expect(comparePlans(plan, structuredClone(plan))).toEqual([])
  })

  test('not, when only the time and the names for people are others', () => {
    expect(codes(plan, { ...plan, createdAt: '2030-01-01T00:00:00.000Z', host: 'elsewhere', diagnostics: [] })).toEqual(
      [],
    )
  })

  test.each<[string, (plan: Plan) => Plan, string, string]>([
    [
      'another machine',
      (fresh) => ({ ...fresh, machine: { ...fresh.machine, machineGuid: 'other', computerName: 'B' } }),
      'plan/other-machine',
      'this is B',
    ],
    [
      'another mainboard',
      (fresh) => ({ ...fresh, machine: { ...fresh.machine, smbiosUuid: 'other' } }),
      'plan/other-machine',
      'GW-PC',
    ],
    ['another gateway', (fresh) => ({ ...fresh, gateway: 'office' }), 'plan/other-gateway', 'office'],
    [
      'an edited file',
      (fresh) => ({ ...fresh, config: { ...fresh.config, hash: 'b' } }),
      'plan/config-changed',
      '.yaml',
    ],
    ['an apply meanwhile', (fresh) => ({ ...fresh, ledgerSerial: 4 }), 'plan/used', '0 → 4'],
    [
      'an object that changed',
      (fresh) => ({ ...fresh, fingerprints: { ...fresh.fingerprints, [address]: 'abc' } }),
      'plan/machine-changed',
      `${address} has come`,
    ],
    [
      'an object that the plan did not know of',
      (fresh) => ({ ...fresh, fingerprints: { ...fresh.fingerprints, 'NetRoute.x': 'abc' } }),
      'plan/machine-changed',
      'NetRoute.x has come',
    ],
    [
      'a step that somebody edited',
      (fresh) => ({ ...fresh, changes: fresh.changes.map((change): Change => ({ ...change, program: [] })) }),
      'plan/steps-differ',
      address,
    ],
    ['a step less', (fresh) => ({ ...fresh, changes: fresh.changes.slice(0, -1) }), 'plan/steps-differ', 'first at'],
  ])('after %s', (_, change, code, says) => {
    const problems = comparePlans(plan, change(structuredClone(plan)))
    expect(problems.map((problem) => problem.code)).toEqual([code])
    expect(problems[0]?.message).toContain(says)
  })

  test('every reason is told, not only the first', () => {
    const fresh = { ...plan, ledgerSerial: 4, config: { ...plan.config, hash: 'b' } }
    expect(codes(plan, fresh)).toEqual(['plan/used', 'plan/config-changed'])
  })
})
