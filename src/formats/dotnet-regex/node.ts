// The syntax tree of a regular expression. Types only.
import type { CharSet } from './char-set.ts'

export type Assertion =
  | 'start'
  | 'end'
  | 'end-or-last-newline'
  | 'line-start'
  | 'line-end'
  | 'word-boundary'
  | 'no-word-boundary'

export type Node =
  | { readonly kind: 'set'; readonly set: CharSet; readonly ignoreCase: boolean }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  | {
      readonly kind: 'repeat'
      readonly item: Node
      readonly min: number
      readonly max: number
      readonly lazy: boolean
    }
  | { readonly kind: 'capture'; readonly item: Node; readonly group: string }
  | { readonly kind: 'atomic'; readonly item: Node }
  | { readonly kind: 'look'; readonly item: Node; readonly behind: boolean; readonly negate: boolean }
  | { readonly kind: 'reference'; readonly group: string; readonly ignoreCase: boolean }
  /** It loads, and what it matches is not worked out here: conditionals, balancing groups, nesting without end. */
  | { readonly kind: 'unjudged' }

export interface PatternError {
  readonly message: string
  /** In code points. */
  readonly at: number
}
