// Whether one condition is true of a connection: mihomo's semantics, type by type (facts: mihomo.md §2).
import { parseRegex, type Regex } from '../../formats/dotnet-regex/regex.ts'
import { fold, lower, upper } from '../../formats/mihomo-rules/letter-case.ts'
import type { Condition, LogicCondition, NamesCondition, TextCondition } from '../../formats/mihomo-rules/rule.ts'
import { prefixContains, suffixContains } from '../../net/ip.ts'
import { isLan } from '../../net/lan.ts'
import { wildcardMatches } from '../../net/wildcard.ts'
import type { Connection } from './connection.ts'

type Leaf = Exclude<Condition, LogicCondition>

/** AND and OR stop at the first part that decides, and so decide whether a lookup happens. */
export function holds(condition: Condition, connection: Connection): boolean {
  if (!('parts' in condition)) return leafHolds(condition, connection)
  const open = [{ condition, next: 0 }]
  let value: boolean | undefined
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const { type, parts } = frame.condition
    const part = parts[frame.next]
    if (value !== undefined && (type === 'NOT' || value === (type === 'OR'))) {
      value = type === 'NOT' ? !value : value
      open.pop()
    } else if (part === undefined) {
      value = type === 'AND'
      open.pop()
    } else {
      frame.next++
      value = undefined
      if ('parts' in part) open.push({ condition: part, next: 0 })
      else value = leafHolds(part, connection)
    }
  }
  return value === true
}

function leafHolds(condition: Leaf, connection: Connection): boolean {
  switch (condition.type) {
    case 'IP-CIDR':
    case 'IP-CIDR6':
    case 'SRC-IP-CIDR':
    case 'IP-SUFFIX':
    case 'SRC-IP-SUFFIX': {
      const ip = addressOf(condition, connection)
      if (ip === undefined) return false
      return condition.type.endsWith('SUFFIX')
        ? suffixContains(condition.prefix, ip)
        : prefixContains(condition.prefix, ip)
    }
    case 'GEOIP':
    case 'SRC-GEOIP':
    case 'IP-ASN':
    case 'SRC-IP-ASN':
      return lookupHolds(condition, connection)
    case 'RULE-SET':
      return listed(connection.meta.known?.ruleSets, condition.text, connection)
    case 'DST-PORT':
      return inRanges(condition.ranges, connection.meta.dstPort)
    case 'SRC-PORT':
      return inRanges(condition.ranges, connection.meta.srcPort)
    case 'IN-PORT':
      return inRanges(condition.ranges, connection.meta.inPort)
    case 'DSCP':
      return condition.ranges.length === 0 || inRanges(condition.ranges, connection.meta.dscp)
    case 'NETWORK':
      return condition.network === connection.network
    case 'IN-TYPE':
    case 'IN-NAME':
    case 'IN-USER':
      return nameHolds(condition, connection)
    default:
      return textHolds(condition, connection)
  }
}

/** The address the condition is about; the target's is looked up unless the rule says no-resolve. */
function addressOf({ source, noResolve }: { source: boolean; noResolve: boolean }, connection: Connection) {
  if (source) return connection.source
  if (!noResolve) connection.resolve()
  return connection.destination
}

function lookupHolds(
  condition: Leaf & { type: `${string}GEOIP` | `${string}IP-ASN` },
  connection: Connection,
): boolean {
  const ip = addressOf(condition, connection)
  if (ip === undefined) return false
  if (condition.text === 'lan' && condition.type.endsWith('GEOIP')) return isLan(ip)
  const { known } = connection.meta
  if (condition.type.endsWith('GEOIP')) {
    return listed((condition.source ? known?.srcGeoip : known?.geoip)?.map(lower), condition.text, connection)
  }
  const asn = condition.source ? known?.srcAsn : known?.asn
  return listed(asn === undefined ? undefined : [asn], condition.text, connection)
}

function inRanges(ranges: readonly (readonly [number, number])[], value = 0): boolean {
  return ranges.some(([low, high]) => low <= value && value <= high)
}

function nameHolds({ type, names }: NamesCondition, { meta }: Connection): boolean {
  switch (type) {
    case 'IN-TYPE': {
      const inType = upper(meta.inType ?? '')
      return names.some((name) => name === inType || (name === 'SOCKS' && /^SOCKS[45]$/.test(inType)))
    }
    case 'IN-NAME':
      return names.includes(meta.inName ?? '')
    case 'IN-USER':
      return names.includes(meta.inUser ?? '')
  }
}

function textHolds({ type, text }: TextCondition, connection: Connection): boolean {
  const { ruleHost, meta } = connection
  switch (type) {
    case 'DOMAIN':
      return ruleHost === text
    case 'DOMAIN-SUFFIX':
      return ruleHost.endsWith(text) && (ruleHost.length === text.length || ruleHost.at(-text.length - 1) === '.')
    case 'DOMAIN-KEYWORD':
      return ruleHost.includes(text)
    case 'DOMAIN-WILDCARD':
      return wildcardMatches(text, connection.host)
    case 'DOMAIN-REGEX':
      return regexHolds(text, ruleHost, connection)
    case 'PROCESS-NAME':
      return fold(text) === connection.process
    case 'PROCESS-PATH':
      return fold(text) === connection.processPath
    case 'PROCESS-NAME-WILDCARD':
      return wildcardMatches(text, lower(meta.process ?? ''))
    case 'PROCESS-PATH-WILDCARD':
      return wildcardMatches(text, lower(meta.processPath ?? ''))
    case 'PROCESS-NAME-REGEX':
      return regexHolds(text, meta.process ?? '', connection)
    case 'PROCESS-PATH-REGEX':
      return regexHolds(text, meta.processPath ?? '', connection)
    case 'GEOSITE':
      return listed(meta.known?.geosite, text, connection)
    case 'REMATCH-NAME':
      return meta.rematchName === text
  }
}

/** Whether a name is among those that are known; when none are, the answer is a no that is not certain. */
function listed(names: readonly string[] | undefined, name: string, connection: Connection): boolean {
  if (names === undefined) connection.isUnsure = true
  return names?.includes(name) === true
}

const regexes = new Map<string, Regex>()
/** The cache is emptied when it is full: patterns are few, except in texts made to be many. */
const MOST_REGEXES = 1000

function regexHolds(pattern: string, text: string, connection: Connection): boolean {
  let regex = regexes.get(pattern)
  if (regex === undefined) {
    const parsed = parseRegex(pattern)
    if ('message' in parsed) return false
    if (regexes.size >= MOST_REGEXES) regexes.clear()
    regexes.set(pattern, parsed)
    regex = parsed
  }
  const matches = regex.test(text)
  if (matches === undefined) connection.isUnsure = true
  return matches === true
}
