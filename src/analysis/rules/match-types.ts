// What matchRule is asked and what it answers. Types only.

/** A connection as mihomo's listeners hand it over. Everything left out is unknown or empty. */
export interface Meta {
  /** The name that was asked for. Empty or left out: an IP-only connection. An IP address in text form makes it one. */
  readonly host?: string
  /** The name that sniffing found; domain rules prefer it, DOMAIN-WILDCARD does not look at it. */
  readonly sniffHost?: string
  readonly dstIP?: string
  readonly dstPort?: number
  readonly srcIP?: string
  readonly srcPort?: number
  /** What DNS would answer if a rule asked for the address of `host`; left out: the lookup fails. */
  readonly resolvedIP?: string
  /** Left out: tcp. */
  readonly network?: 'tcp' | 'udp'
  /** Name and path of the owner of the local socket; forwarded connections have none. */
  readonly process?: string
  readonly processPath?: string
  readonly inType?: string
  readonly inName?: string
  readonly inUser?: string
  readonly inPort?: number
  readonly dscp?: number
  /** The name that a `rematch` outbound has set. */
  readonly rematchName?: string
  readonly known?: KnownFacts
}

/** What databases and rule providers say about the connection. A rule that needs more than is known never fits. */
export interface KnownFacts {
  /** Country codes of the target's address, and of the sender's. `LAN` needs no database and is worked out. */
  readonly geoip?: readonly string[]
  readonly srcGeoip?: readonly string[]
  /** Number of the autonomous system. */
  readonly asn?: string
  readonly srcAsn?: string
  /** Categories the host is in. */
  readonly geosite?: readonly string[]
  /** Rule providers that the connection is in. */
  readonly ruleSets?: readonly string[]
}

export interface MatchInput {
  /** Lines of `rules:`, in order. */
  readonly rules: readonly string[]
  /** Outbounds and groups that exist besides the built-in ones. Left out: targets are not checked. */
  readonly targets?: readonly string[]
  /** Outbounds without UDP: a rule that leads there is passed over by UDP connections. */
  readonly noUdp?: readonly string[]
  /** Lists of `sub-rules:` by name. */
  readonly subRules?: Readonly<Record<string, readonly string[]>>
  readonly meta: Meta
}

export interface Matched {
  /** The line of `rules` that decided, from 0; of a hit in a sub-rule list the SUB-RULE line. -1: none, so DIRECT. */
  readonly index: number
  readonly target: string
  /** In one sentence, for people. */
  readonly why: string
  /** Lines before it that need a database or a rule provider nobody described; they count as not fitting. */
  readonly unsure?: readonly number[]
  /** A line on the way asked DNS for the address of the host; `meta.resolvedIP` was the answer. */
  readonly asks?: true
}

/** mihomo would not load these rules. */
export interface NotLoaded {
  readonly error: string
  readonly code: string
  readonly position: {
    /** The sub-rule list, when it is in one. */
    readonly list?: string
    readonly index: number
    /** In the line, in UTF-16 units from 0. */
    readonly start: number
    readonly end: number
  }
}

export type MatchResult = Matched | NotLoaded
