// The library's two engines, without any machine: `import … from 'gw/analysis'`.

export { type Loop, type NoLoopInput, noLoop } from './no-loop.ts'
export { type LintInput, lintRules, type RuleFinding } from './rules/lint-rules.ts'
export { type IndexedRules, type IndexInput, indexRules, matchRule } from './rules/match-rule.ts'
export type { KnownFacts, Matched, MatchInput, MatchResult, Meta, NotLoaded } from './rules/match-types.ts'
export type { FlagName, Hop, RouteShown, Trace, TraceResult, Verdict } from './trace/answer.ts'
export type { Assumptions } from './trace/assumptions.ts'
export type { Evidence, RuleId } from './trace/claims.ts'
export type {
  ClientInput,
  GatewayInput,
  InterfaceInput,
  OutboundInput,
  PacketInput,
  RouteInput,
  RouterInput,
  TopologyInput,
  TraceInput,
  TunInput,
  TunnelInput,
} from './trace/input.ts'
export type { TraceProblem } from './trace/problem.ts'
export { traceRoute } from './trace/trace-route.ts'
