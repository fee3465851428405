// Whether mihomo's regular expressions (.NET's, not Go's nor JavaScript's) accept a pattern.
import { parseRegex } from '../dotnet-regex/regex.ts'
import type { Written } from './condition.ts'
import { Refused } from './problem.ts'

/** Undefined: it loads. */
export function checkRegex(pattern: string, written: Written): Refused | undefined {
  const regex = parseRegex(pattern)
  const place = written.placeOf('payload')
  if ('message' in regex) {
    const start = place.start + Array.from(pattern).slice(0, regex.at).join('').length
    const span = { start: Math.min(start, place.end - 1), end: place.end }
    return new Refused('rules/bad-regex', `The regular expression is wrong: ${regex.message}`, span)
  }
  if (!regex.isJudged) {
    const message = 'gw does not work out what this regular expression matches, and takes it as matching nothing.'
    written.warn('rules/regex-unjudged', message, place, 'Write it without conditions and huge repetitions.')
  }
  return undefined
}
