// The one place where the trace asks the rule engine.
import { matchRule } from '../rules/match-rule.ts'
import type { Matched, Meta } from '../rules/match-types.ts'
import type { RuleLists } from './journey.ts'
import type { Tun } from './network.ts'
import type { TraceProblem } from './problem.ts'

export function firstMatch(lists: RuleLists, meta: Meta, { outbounds }: Tun): Matched | { problem: TraceProblem } {
  const noUdp = [...outbounds].flatMap(([name, { hasUdp }]) => (hasUdp ? [] : name))
  const found = matchRule({ ...lists, noUdp, meta })
  if (!('error' in found)) return found
  const { list, index, start, end } = found.position
  const at = list === undefined ? `rules[${index}]` : `subRules.${list}[${index}]`
  return { problem: { code: 'trace/bad-rule', message: `${found.error} (characters ${start} to ${end})`, at } }
}
