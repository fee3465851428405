import { describe, expect, test } from 'vitest'
import { traceRoute } from '../../../src/analysis/trace/trace-route.ts'
import { EXAMPLES } from './examples.ts'
import { inputOf, packetOf } from './house.ts'
import { said } from './said.ts'

describe('examples', () => {
  test.each(EXAMPLES)('$rule $why', ({ change, packet, expect: expected }) => {
    expect(said(traceRoute(inputOf(change, packetOf(packet))))).toBe(expected)
  })
})
