// Problems of one line while it is being read: a refusal ends the reading, warnings are collected.
import type { RuleError, RuleWarning, Span } from './rule.ts'

/** A value, not an exception: a list can have a hundred thousand wrong lines. */
export class Refused {
  readonly code: string
  readonly message: string
  readonly fix: string | undefined
  /** In the text the reader was given. */
  readonly span: Span

  constructor(code: string, message: string, span: Span, fix?: string) {
    this.code = code
    this.message = message
    this.fix = fix
    this.span = span
  }

  toError(position: Span): RuleError {
    return { code: this.code, error: this.message, ...(this.fix === undefined ? {} : { fix: this.fix }), position }
  }
}

export function warning(code: string, message: string, position: Span, fix?: string): RuleWarning {
  return { code, message, ...(fix === undefined ? {} : { fix }), position }
}

/** A value in a message: quoted, control characters escaped, cut when it is long. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text)
}
