// Every rule of the model, broken in turn: the examples notice it.
import { describe, expect, test } from 'vitest'
import { windows } from '../../../src/analysis/trace/model.ts'
import { traceWith } from '../../../src/analysis/trace/trace-route.ts'
import { EXAMPLES } from './examples.ts'
import { inputOf, packetOf } from './house.ts'
import { MUTANTS } from './mutants.ts'
import { said } from './said.ts'

describe('examples notice', () => {
  test.each(MUTANTS)('$rule: $broken', ({ model }) => {
    const noticed = EXAMPLES.filter(
      ({ change, packet, expect }) => said(traceWith(model, inputOf(change, packetOf(packet)))) !== expect,
    )
    expect(noticed.length).toBeGreaterThan(0)
  })

  test('every decision of the model has a mutant', () => {
    const broken = Object.keys(windows).filter((name) =>
      MUTANTS.some(({ model }) => Reflect.get(model, name) !== Reflect.get(windows, name)),
    )
    expect(broken).toEqual(Object.keys(windows))
  })
})
