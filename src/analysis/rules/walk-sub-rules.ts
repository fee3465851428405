// The lists a SUB-RULE line leads into, in order, until one line decides.
import type { Rule } from '../../formats/mihomo-rules/rule.ts'
import type { Connection } from './connection.ts'
import { holds } from './holds.ts'

export interface SubRuleHit {
  readonly target: string
  readonly rule: Rule
  /** The list and the line in it, outermost first. */
  readonly path: readonly { readonly list: string; readonly index: number }[]
}

/**
 * The first line below that is true, PASS included: leaving the list is up to the caller. PASS-RULE stays in its list.
 * A list that led nowhere is not walked twice in the same state, so lists that share lists take no longer than all lines.
 */
export function walkSubRules(
  name: string,
  subRules: ReadonlyMap<string, readonly Rule[]>,
  connection: Connection,
): SubRuleHit | undefined {
  const fruitless = new Map<string, boolean>()
  const open = [{ list: name, next: 0, isResolved: connection.isResolved }]
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const rule = subRules.get(frame.list)?.[frame.next++]
    if (rule === undefined) {
      fruitless.set(frame.list, frame.isResolved)
      open.pop()
      continue
    }
    const { condition, target } = rule
    if (condition.type === 'SUB-RULE') {
      const [part] = condition.parts
      if (part === undefined || !holds(part, connection)) continue
      const { isResolved } = connection
      if (fruitless.get(target) !== isResolved) open.push({ list: target, next: 0, isResolved })
    } else if ((condition.type === 'MATCH' || holds(condition, connection)) && target !== 'PASS-RULE') {
      return { target, rule, path: open.map(({ list, next }) => ({ list, index: next - 1 })) }
    }
  }
  return undefined
}
