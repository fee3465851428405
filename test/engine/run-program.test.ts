// The interpreter of programs: asks before, calls, waits after, and takes the other way when Windows refuses.
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../src/engine/run-program.ts'
import type { CallOutcome, Host } from '../../src/model/host.ts'
import type { ErrorRecord } from '../../src/powershell/error-record.ts'
import { absent, type Condition, type Program, present, type Step, step } from '../../src/powershell/program.ts'
import type { Row } from '../../src/powershell/snapshot.ts'
import { snapshotOf } from '../support/tables.ts'

const REFUSED: ErrorRecord = {
  id: 'Windows System Error 87,Set-NetRoute',
  category: 'InvalidArgument',
  message: '参数错误',
}
const ROUTE = { InterfaceAlias: 'LAN', DestinationPrefix: '10.0.0.0/8' }
const isThere: Condition = present('Get-NetRoute', ROUTE)
const isGone: Condition = absent('Get-NetRoute', ROUTE)

interface Machine {
  /** Rows of Get-NetRoute at second n of the machine's clock. */
  rows?(seconds: number): readonly Partial<Row<'Get-NetRoute'>>[]
  readonly unknown?: boolean
  /** Metrics whose call Windows refuses. */
  readonly refuses?: readonly number[]
}

/** A call is told apart by the metric it sets. */
function run({ rows = () => [], unknown = false, refuses = [] }: Machine, program: Program) {
  const calls: unknown[] = []
  let seconds = 0
  const host = {
    now: () => new Date(seconds * 1000),
    async wait(time: number) {
      seconds += time
    },
    read: async () => snapshotOf({ 'Get-NetRoute': rows(seconds) }, unknown ? ['Get-NetRoute'] : []),
    async run(act: { params?: { RouteMetric?: number } }): Promise<CallOutcome> {
      const metric = act.params?.RouteMetric ?? 0
      calls.push(metric)
      return refuses.includes(metric) ? { ok: false, error: REFUSED } : { ok: true }
    },
  }
  // The interpreter asks nothing else of a host.
  return runProgram(program, host as unknown as Host).then((error) => ({ error: error?.id, calls, seconds }))
}

const set = (metric: number, rest: Partial<Step> = {}): Step => ({
  ...step('Set-NetRoute', { InterfaceIndex: { interface: 'LAN' }, RouteMetric: metric, Confirm: false }),
  ...rest,
})

describe('onlyIf', () => {
  test.each([
    ['holds', isGone, [1, 2]],
    ['does not hold: the step is passed over, the next one is not', isThere, [2]],
  ])('%s', async (_, onlyIf, calls) => {
    expect(await run({}, [set(1, { onlyIf }), set(2)])).toMatchObject({ error: undefined, calls })
  })
  test('cannot be asked: nothing is called', async () => {
    expect(await run({ unknown: true }, [set(1, { onlyIf: isGone })])).toMatchObject({
      error: 'test/unknown',
      calls: [],
    })
  })
})

describe('waitFor', () => {
  const wait = { waitFor: { for: isThere, seconds: 5 } }
  test('goes on as soon as it comes true', async () => {
    const machine: Machine = { rows: (seconds) => (seconds < 2 ? [] : [ROUTE]) }
    expect(await run(machine, [set(1, wait), set(2)])).toEqual({ error: undefined, calls: [1, 2], seconds: 2 })
  })
  test('ends after its time, on the clock of the machine, and nothing more is called', async () => {
    expect(await run({}, [set(1, wait), set(2)])).toEqual({ error: 'gw/wait-ran-out', calls: [1], seconds: 5 })
  })
  test('is not waited for when the call was refused', async () => {
    expect(await run({ refuses: [1] }, [set(1, wait)])).toEqual({ error: REFUSED.id, calls: [1], seconds: 0 })
  })
})

describe('otherwise', () => {
  const otherwise = [set(8), set(9)]
  test.each<[string, Machine, Partial<Step>, unknown[], string | undefined]>([
    ['is left alone when all goes well', {}, { otherwise }, [1, 2], undefined],
    ['takes the place of a refused call', { refuses: [1] }, { otherwise }, [1, 8, 9, 2], undefined],
    [
      'takes the place of a wait that ran out',
      {},
      { otherwise, waitFor: { for: isThere, seconds: 1 } },
      [1, 8, 9, 2],
      undefined,
    ],
    ['can be refused itself', { refuses: [1, 8] }, { otherwise }, [1, 8], REFUSED.id],
    ['is not for a step that was passed over', {}, { otherwise, onlyIf: isThere }, [2], undefined],
  ])('%s', async (_, machine, rest, calls, error) => {
    expect(await run(machine, [set(1, rest), set(2)])).toMatchObject({ calls, error })
  })
})

test('the first refusal ends the program', async () => {
  expect(await run({ refuses: [2] }, [set(1), set(2), set(3)])).toMatchObject({ error: REFUSED.id, calls: [1, 2] })
})
