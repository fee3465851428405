// Regular expressions as mihomo has them: .NET's syntax, ignore-case, unanchored. Decides in bounded time or not at all.
import { compile, type Program } from './compile.ts'
import type { PatternError } from './node.ts'
import { parsePattern } from './parse.ts'
import { BadPattern } from './reader.ts'
import { search } from './run.ts'

export interface Regex {
  /** False: the pattern loads, and `test` never decides (conditionals, balancing groups, huge repetitions). */
  readonly isJudged: boolean
  /** Whether it matches somewhere in the text. Undefined: not decided within the budget. */
  test(text: string): boolean | undefined
}

/** The expression, or why mihomo refuses it. */
export function parseRegex(pattern: string): Regex | PatternError {
  try {
    return regexOf(compile(parsePattern(pattern)))
  } catch (error) {
    if (error instanceof BadPattern) return error.problem
    throw error
  }
}

function regexOf(program: Program | undefined): Regex {
  return {
    isJudged: program !== undefined,
    test: (text) => (program === undefined ? undefined : search(program, text)),
  }
}
