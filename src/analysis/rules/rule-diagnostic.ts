// A problem of a line of rules as a diagnostic of the file it stands in.
import type { Span } from '../../formats/mihomo-rules/rule.ts'
import type { Diagnostic, Position } from '../../model/diagnostic.ts'

/** Where the text of a rule begins: columns count characters from 1. */
export interface RulePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What the reader or a lint says about one line. */
export type RuleProblem = { readonly code: string; readonly fix?: string; readonly position: Span } & (
  | { readonly error: string }
  | { readonly message: string }
)

/** An error or a warning of `text`, which begins at `place`. */
export function ruleDiagnostic(problem: RuleProblem, text: string, place: RulePlace): Diagnostic {
  const isError = 'error' in problem
  return {
    severity: isError ? 'error' : 'warning',
    code: problem.code,
    message: isError ? problem.error : problem.message,
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    position: spanIn(text, problem.position, place),
  }
}

function spanIn(text: string, { start, end }: Span, { file, line, column }: RulePlace): Position {
  const length = Math.max(1, characters(text.slice(start, end)))
  return { file, line, column: column + characters(text.slice(0, start)), length }
}

function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
