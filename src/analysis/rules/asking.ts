// Which conditions may ask DNS for the address of the target, and which look at that address at all.
import type { Condition, MatchCondition, SubRuleCondition } from '../../formats/mihomo-rules/rule.ts'

type Whole = Condition | SubRuleCondition | MatchCondition

/** A line of its own that always asks when it is reached. A rule set may, depending on its provider. */
export function alwaysAsks(condition: Whole): boolean {
  return 'noResolve' in condition && !condition.noResolve && condition.type !== 'RULE-SET'
}

/** It may ask, depending on what is true before it. Lists behind a SUB-RULE are not looked into. */
export function mayAsk(condition: Whole): boolean {
  return condition.type === 'SUB-RULE' || someLeaf(condition, (leaf) => 'noResolve' in leaf && !leaf.noResolve)
}

/** Its answer changes when the address becomes known. */
export function looksAtTarget(condition: Whole): boolean {
  return someLeaf(condition, (leaf) => 'noResolve' in leaf && !leaf.source)
}

function someLeaf(condition: Whole, test: (leaf: Whole) => boolean): boolean {
  if (!('parts' in condition)) return test(condition)
  const open: Condition[] = [...condition.parts]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!('parts' in next)) {
      if (test(next)) return true
    } else for (const part of next.parts) open.push(part)
  }
  return false
}
