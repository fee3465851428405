// The rule types mihomo knows (facts: mihomo.md §1), and the names every configuration has without declaring them.
import { distance } from 'fastest-levenshtein'
import type { RuleType } from './rule.ts'

const KINDS = {
  domain: ['DOMAIN', 'DOMAIN-SUFFIX', 'DOMAIN-KEYWORD', 'DOMAIN-WILDCARD'],
  text: ['PROCESS-NAME', 'PROCESS-PATH', 'REMATCH-NAME', 'GEOSITE'],
  wildcard: ['PROCESS-NAME-WILDCARD', 'PROCESS-PATH-WILDCARD'],
  regex: ['DOMAIN-REGEX', 'PROCESS-NAME-REGEX', 'PROCESS-PATH-REGEX'],
  prefix: ['IP-CIDR', 'IP-CIDR6', 'SRC-IP-CIDR', 'IP-SUFFIX', 'SRC-IP-SUFFIX'],
  lookup: ['GEOIP', 'SRC-GEOIP', 'IP-ASN', 'SRC-IP-ASN'],
  ports: ['DST-PORT', 'SRC-PORT', 'IN-PORT'],
  dscp: ['DSCP'],
  network: ['NETWORK'],
  inType: ['IN-TYPE'],
  names: ['IN-NAME', 'IN-USER'],
  ruleSet: ['RULE-SET'],
  logic: ['AND', 'OR', 'NOT'],
  subRule: ['SUB-RULE'],
  match: ['MATCH'],
} as const satisfies Readonly<Record<string, readonly RuleType[]>>

type Kinds = typeof KINDS

/** A type together with how its payload is read. */
export type Known = {
  readonly [Kind in keyof Kinds]: { readonly kind: Kind; readonly type: Kinds[Kind][number] }
}[keyof Kinds]

// The boundary where the table above becomes pairs: Object.entries forgets which type belongs to which kind.
const KNOWN = new Map<string, Known>(
  Object.entries(KINDS).flatMap(([kind, types]) => types.map((type) => [type, { kind, type } as Known] as const)),
)

/** By the name in upper case. UID is not among them: it does not load on Windows. */
export function knownType(name: string): Known | undefined {
  return KNOWN.get(name)
}

/** Their payload may hold commas, the target is the last field, and they take no params. */
export function hasCommas({ kind }: Known): boolean {
  return kind === 'regex' || kind === 'logic' || kind === 'subRule'
}

/** The type that was probably meant. */
export function nearestType(name: string): string | undefined {
  return nearestOf(name, KNOWN.keys())
}

export function nearestOf(name: string, names: Iterable<string>): string | undefined {
  if (name.length > 40) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of names) {
    const steps = distance(name.toUpperCase(), candidate.toUpperCase())
    if (steps < least) {
      least = steps
      best = candidate
    }
  }
  return best
}

/** Outbounds that exist without being declared (facts: mihomo.md §3). PASS-RULE only in the newest cores. */
export const BUILT_IN_TARGETS: readonly string[] = [
  'DIRECT',
  'REJECT',
  'REJECT-DROP',
  'PASS',
  'PASS-RULE',
  'COMPATIBLE',
  'GLOBAL',
]

/** Names of `IN-TYPE`, besides SOCKS, which is SOCKS4 and SOCKS5. MIXED is none: a mixed port says what came in. */
export const IN_TYPES: ReadonlySet<string> = new Set([
  ...['HTTP', 'HTTPS', 'SOCKS4', 'SOCKS5', 'SHADOWSOCKS', 'SNELL', 'VMESS', 'VLESS', 'REDIR', 'TPROXY', 'TROJAN'],
  ...['TUNNEL', 'TUN', 'TUIC', 'HYSTERIA2', 'ANYTLS', 'MIERU', 'SUDOKU', 'TRUSTTUNNEL', 'INNER'],
])
