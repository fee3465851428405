// The index gives the answer of a plain walk, on random lists and connections. GW_RULE_PAIRS=5000000 for a long run.
import { expect, test } from 'vitest'
import { indexRules, matchRule } from '../../../src/analysis/index.ts'
import { dice, NO_UDP, PROVIDERS, randomList, randomMeta, TARGETS } from './random-rules.ts'
import { reference } from './reference.ts'

const PAIRS = Number(process.env.GW_RULE_PAIRS ?? 150_000)
const SEED = Number(process.env.GW_RULE_SEED ?? 7)
const METAS_PER_LIST = 40

test(`${PAIRS} random pairs, seed ${SEED}`, () => {
  const roll = dice(SEED)
  const decided = new Map<number, number>()
  for (let pair = 0; pair < PAIRS; ) {
    const { rules, subRules } = randomList(roll, 14)
    const input = { rules, subRules, targets: TARGETS, noUdp: NO_UDP, providers: PROVIDERS }
    const index = indexRules(input)
    if ('error' in index) return expect.fail(`${index.error} in ${JSON.stringify(input)}`)
    for (let meta = 0; meta < METAS_PER_LIST; meta++, pair++) {
      const asked = { rules, subRules, noUdp: NO_UDP, meta: randomMeta(roll) }
      const { index: line, target } = index.match(asked.meta)
      const wanted = reference(asked)
      if (line !== wanted.index || target !== wanted.target) {
        expect({ line, target }, JSON.stringify(asked, null, 1)).toEqual({ line: wanted.index, target: wanted.target })
      }
      decided.set(line, (decided.get(line) ?? 0) + 1)
    }
  }
  // The lists are not so simple that everything ends in one line.
  expect(decided.size).toBeGreaterThan(10)
})

test('matchRule and an index made beforehand agree', () => {
  const roll = dice(SEED + 1)
  for (let count = 0; count < 300; count++) {
    const list = { ...randomList(roll, 8), targets: TARGETS, noUdp: NO_UDP }
    const index = indexRules(list)
    const meta = randomMeta(roll)
    expect(matchRule({ ...list, meta })).toEqual('error' in index ? index : index.match(meta))
  }
})
