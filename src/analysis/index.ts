// The library's two engines, without any machine: `import … from 'gw/analysis'`.

export type { Matched, MatchInput, MatchResult, Meta, NotLoaded } from './rules/match-types.ts'
