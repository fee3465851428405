// matchRule: which line of a mihomo rule list decides about a connection.
import type { Matched, MatchInput, MatchResult, Meta, NotLoaded } from './match-types.ts'
import { loadRules, type RuleBook, type RuleSource } from './rule-book.ts'
import { RuleIndex } from './rule-index.ts'

/** Rules that are ready to be asked many times. */
export interface IndexedRules {
  /** The first line that is true of the connection and not passed over. */
  match(meta: Meta): Matched
}

export interface IndexInput extends RuleSource {
  /** Outbounds without UDP. */
  readonly noUdp?: readonly string[]
}

/** Reads and indexes a rule list once; or why mihomo would not load it. */
export function indexRules(input: IndexInput): IndexedRules | NotLoaded {
  const book = loadRules(input)
  return 'error' in book ? book : indexBook(book, input.noUdp ?? [])
}

/** The same of rules that are read already. */
export function indexBook(book: RuleBook, noUdp: readonly string[]): IndexedRules {
  return new RuleIndex(book, new Set(noUdp))
}

/**
 * The first line that is true and not passed over, as mihomo finds it; or why mihomo would not load the rules.
 * The index of a list is kept as long as the list is: a call with the same array is fast. Such an array must not be
 * changed in place.
 */
export function matchRule(input: MatchInput): MatchResult {
  const kept = indexes.get(input.rules)
  if (kept !== undefined && isSame(kept.input, input)) return ask(kept.index, input.meta)
  const index = indexRules(input)
  indexes.set(input.rules, { input: copied(input), index })
  return ask(index, input.meta)
}

const indexes = new WeakMap<readonly string[], { input: IndexInput; index: IndexedRules | NotLoaded }>()

function ask(index: IndexedRules | NotLoaded, meta: Meta): MatchResult {
  return 'error' in index ? index : index.match(meta)
}

/** The small parts are copied, so that a change of theirs is noticed; of the list its length, ends and some lines are. */
function copied({ rules, targets, noUdp, subRules }: MatchInput): IndexInput {
  return {
    rules: sampled(rules),
    ...(targets === undefined ? {} : { targets: [...targets] }),
    ...(noUdp === undefined ? {} : { noUdp: [...noUdp] }),
    ...(subRules === undefined
      ? {}
      : { subRules: Object.fromEntries(Object.entries(subRules).map(([name, lines]) => [name, [...lines]])) }),
  }
}

function isSame(kept: IndexInput, input: MatchInput): boolean {
  const names = Object.keys(input.subRules ?? {})
  return (
    areSame(kept.rules, sampled(input.rules)) &&
    areSame(kept.targets, input.targets) &&
    areSame(kept.noUdp, input.noUdp) &&
    areSame(Object.keys(kept.subRules ?? {}), names) &&
    names.every((name) => areSame(kept.subRules?.[name], input.subRules?.[name]))
  )
}

function areSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.length === b.length && a.every((text, index) => text === b[index])
}

const SAMPLES = 16

/** A short list whole; of a long one some lines, and how long it is. */
function sampled(rules: readonly string[]): readonly string[] {
  if (rules.length <= SAMPLES) return [...rules]
  const step = (rules.length - 1) / (SAMPLES - 1)
  const lines = Array.from({ length: SAMPLES }, (_, index) => rules[Math.round(index * step)] ?? '')
  return [...lines, String(rules.length)]
}
