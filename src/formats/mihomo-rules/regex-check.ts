// Whether mihomo's regular expressions (.NET's, not Go's nor JavaScript's) accept a pattern.
import type { Written } from './condition.ts'
import type { Refused } from './problem.ts'

/** Undefined: it loads. */
export function checkRegex(_pattern: string, _written: Written): Refused | undefined {
  return undefined
}
