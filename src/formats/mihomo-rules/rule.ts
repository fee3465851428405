// A mihomo rule as data: what one line of `rules:` says (facts: mihomo.md §1). Types only.
import type { IpPrefix } from '../../net/ip.ts'

export type DomainType = 'DOMAIN' | 'DOMAIN-SUFFIX' | 'DOMAIN-KEYWORD' | 'DOMAIN-WILDCARD'
export type RegexType = 'DOMAIN-REGEX' | 'PROCESS-NAME-REGEX' | 'PROCESS-PATH-REGEX'
export type ProcessType = 'PROCESS-NAME' | 'PROCESS-PATH' | 'PROCESS-NAME-WILDCARD' | 'PROCESS-PATH-WILDCARD'
export type PrefixType = 'IP-CIDR' | 'IP-CIDR6' | 'SRC-IP-CIDR' | 'IP-SUFFIX' | 'SRC-IP-SUFFIX'
export type RangeType = 'DST-PORT' | 'SRC-PORT' | 'IN-PORT' | 'DSCP'
export type NamesType = 'IN-TYPE' | 'IN-NAME' | 'IN-USER'
export type LookupType = 'GEOIP' | 'SRC-GEOIP' | 'IP-ASN' | 'SRC-IP-ASN'
export type LogicType = 'AND' | 'OR' | 'NOT'

/** A text that is compared; folded to lower case where mihomo folds it at load. */
export interface TextCondition {
  readonly type: DomainType | ProcessType | RegexType | 'GEOSITE' | 'REMATCH-NAME'
  readonly text: string
}

/** A rule about an address. `source`: the sender's, never looked up. `noResolve`: does not ask DNS for the target's. */
export interface AddressCondition {
  readonly source: boolean
  readonly noResolve: boolean
}

export interface PrefixCondition extends AddressCondition {
  readonly type: PrefixType
  /** Host bits are kept. IP-SUFFIX compares the last `bits` bits. */
  readonly prefix: IpPrefix
}

export interface LookupCondition extends AddressCondition {
  readonly type: LookupType
  /** A country code in lower case, `lan`, or the number of an autonomous system. */
  readonly text: string
}

export interface RuleSetCondition extends AddressCondition {
  readonly type: 'RULE-SET'
  /** Name of the rule provider. */
  readonly text: string
}

export interface RangeCondition {
  readonly type: RangeType
  /** Inclusive, low first, cut to 16 bits (8 for DSCP) as mihomo does. None means any, which only DSCP has. */
  readonly ranges: readonly (readonly [low: number, high: number])[]
}

export interface NetworkCondition {
  readonly type: 'NETWORK'
  readonly network: 'tcp' | 'udp'
}

export interface NamesCondition {
  readonly type: NamesType
  readonly names: readonly string[]
}

export interface LogicCondition {
  readonly type: LogicType
  /** No parts at all is possible: such an AND is always true, such an OR never. NOT has exactly one. */
  readonly parts: readonly Condition[]
}

/** What a part of a logic rule, or a line of a classical rule provider, can say. */
export type Condition =
  | TextCondition
  | PrefixCondition
  | LookupCondition
  | RuleSetCondition
  | RangeCondition
  | NetworkCondition
  | NamesCondition
  | LogicCondition

/** The parts have one element: the condition under which the list named by the target is walked. */
export interface SubRuleCondition {
  readonly type: 'SUB-RULE'
  readonly parts: readonly Condition[]
}

export interface MatchCondition {
  readonly type: 'MATCH'
}

export type RuleType = (Condition | SubRuleCondition | MatchCondition)['type']

export interface Rule {
  readonly condition: Condition | SubRuleCondition | MatchCondition
  /** Name of an outbound or a group; of a sub-rule list for SUB-RULE. Compared exactly. */
  readonly target: string
  /** Loadable and probably not meant. Usually empty. */
  readonly warnings: readonly RuleWarning[]
}

/** Where in a line, in UTF-16 units from 0. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface RuleWarning {
  /** `rules/…`, explained in docs/messages.md. */
  readonly code: string
  readonly message: string
  readonly fix?: string
  readonly position: Span
}

/** mihomo refuses the whole configuration because of this line. */
export interface RuleError {
  /** `rules/…`, explained in docs/messages.md. */
  readonly code: string
  readonly error: string
  readonly fix?: string
  readonly position: Span
}
