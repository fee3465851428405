// matchRule: which line of a mihomo rule list decides about a connection.
import type { Rule } from '../../formats/mihomo-rules/rule.ts'
import { Connection } from './connection.ts'
import { explain, NOTHING_FITS } from './explain.ts'
import { holds } from './holds.ts'
import type { Matched, MatchInput, MatchResult, Meta } from './match-types.ts'
import { loadRules, type RuleBook } from './rule-book.ts'
import { walkSubRules } from './walk-sub-rules.ts'

/** The first line that is true and not passed over, as mihomo finds it; or why mihomo would not load the rules. */
export function matchRule(input: MatchInput): MatchResult {
  const book = loadRules(input)
  return 'error' in book ? book : matchLinear(book, new Set(input.noUdp), input.meta)
}

function matchLinear(book: RuleBook, noUdp: ReadonlySet<string>, meta: Meta): Matched {
  const connection = new Connection(meta)
  for (const [index, rule] of book.rules.entries()) {
    const hit = hitOf(rule, book, connection)
    if (hit === undefined || hit.target === 'PASS' || hit.target === 'PASS-RULE') continue
    if (connection.network === 'udp' && noUdp.has(hit.target)) continue
    return { index, target: hit.target, why: explain(hit.rule, connection) }
  }
  return { index: -1, target: 'DIRECT', why: NOTHING_FITS }
}

function hitOf(rule: Rule, book: RuleBook, connection: Connection): { target: string; rule: Rule } | undefined {
  const { condition, target } = rule
  if (condition.type === 'MATCH') return { target, rule }
  if (condition.type !== 'SUB-RULE') return holds(condition, connection) ? { target, rule } : undefined
  const [part] = condition.parts
  if (part === undefined || !holds(part, connection)) return undefined
  return walkSubRules(target, book.subRules, connection)
}
