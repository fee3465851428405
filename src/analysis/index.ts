// The library's two engines, without any machine: `import … from 'gw/analysis'`.

export { matchRule } from './rules/match-rule.ts'
export type { KnownFacts, Matched, MatchInput, MatchResult, Meta, NotLoaded } from './rules/match-types.ts'
