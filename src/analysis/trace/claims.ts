// What each rule that a hop can name rests on (the tags of forwarding.md).

/**
 * `documented` by Microsoft, read in the `source` of a program, `reported` from a controlled test on real Windows,
 * `reproduced` with packets on a Linux kernel, told by the `article`, or `assumed`: nobody has shown it.
 */
export type Evidence = 'documented' | 'source' | 'reported' | 'reproduced' | 'article' | 'assumed'

export const CLAIMS = {
  R2: ['documented', 'reproduced'],
  R5: ['source'],
  R6: ['documented', 'assumed'],
  R7: ['documented', 'reproduced'],
  R8: ['assumed', 'reproduced'],
  R9: ['source', 'reported', 'reproduced'],
  R10: ['reproduced'],
  R12: ['assumed', 'reproduced'],
  R13: ['documented', 'reproduced'],
  R14: ['reported', 'assumed'],
  R15: ['reported', 'reproduced'],
  R17: ['reproduced', 'assumed'],
  R18: ['source'],
  R19: ['source', 'reproduced'],
  R20: ['article'],
  R21: ['source'],
  R22: ['reproduced'],
  R24: ['reproduced'],
  R25: ['reproduced'],
  R26: ['reproduced', 'assumed'],
  R27: ['assumed'],
  R29: ['reproduced'],
  R32: ['source', 'reproduced'],
} as const satisfies Readonly<Record<string, readonly Evidence[]>>

export type RuleId = keyof typeof CLAIMS
