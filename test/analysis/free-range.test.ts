// The longest free run: on paper for a few, and against counting for random ones.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestFree } from '../../src/analysis/free-range.ts'

test.each([
  ['nothing taken', [], { first: 10, last: 20 }],
  ['the beginning taken', [{ first: 5, last: 12 }], { first: 13, last: 20 }],
  ['the end taken', [{ first: 15, last: 99 }], { first: 10, last: 14 }],
  ['the middle taken: the longer side', [{ first: 13, last: 13 }], { first: 14, last: 20 }],
  ['everything taken', [{ first: 1, last: 99 }], undefined],
])('%s', (_, taken, expected) => {
  expect(longestFree({ first: 10, last: 20 }, taken)).toEqual(expected)
})

test('is as long as counting finds, and free', () => {
  const range = fc.tuple(fc.nat(40), fc.nat(10)).map(([first, length]) => ({ first, last: first + length }))
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 5 }), (all, taken) => {
      const isFree = (at: number) => taken.every(({ first, last }) => at < first || at > last)
      let longest = 0
      let run = 0
      for (let at = all.first; at <= all.last; at++) {
        run = isFree(at) ? run + 1 : 0
        longest = Math.max(longest, run)
      }
      const found = longestFree(all, taken)
      expect(found === undefined ? 0 : found.last - found.first + 1).toBe(longest)
      for (let at = found?.first ?? 0; at <= (found?.last ?? -1); at++) expect(isFree(at)).toBe(true)
    }),
  )
})
