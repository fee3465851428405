// The payload of one condition to data, for every type but AND, OR, NOT and SUB-RULE. Refuses what mihomo refuses.
import { formatIpPrefix, type IpPrefix, isMapped, parseIpPrefix } from '../../net/ip.ts'
import { lower, upper } from './letter-case.ts'
import { whyNever } from './never-matches.ts'
import { Refused, shown } from './problem.ts'
import { parseRanges } from './ranges.ts'
import { checkRegex } from './regex-check.ts'
import type { Condition, DomainType, RangeCondition, Span } from './rule.ts'
import { IN_TYPES, type Known, nearestOf } from './types.ts'

/** One condition as it is written. Places are asked for only when there is something to say. */
export interface Written {
  readonly payload: string
  readonly params: readonly string[]
  placeOf(what: 'type' | 'payload' | number): Span
  warn(code: string, message: string, span: Span, fix?: string): void
}

type Simple = Exclude<Known, { readonly kind: 'logic' | 'subRule' | 'match' }>

export function parseCondition(known: Simple, written: Written): Condition | Refused {
  if (written.params.length > 0) checkParams(known, written)
  const { payload } = written
  switch (known.kind) {
    case 'domain':
      return parseDomain(known.type, written)
    case 'text':
      return { type: known.type, text: payload }
    case 'wildcard':
      return { type: known.type, text: lower(payload) }
    case 'regex':
      return checkRegex(payload, written) ?? { type: known.type, text: payload }
    case 'prefix':
      return parsePrefix(known.type, written)
    case 'lookup':
      return {
        type: known.type,
        text: known.type.endsWith('GEOIP') ? lower(payload) : payload,
        ...address(known, written),
      }
    case 'ports':
    case 'dscp':
      return parseRangeList(known.type, written)
    case 'network':
      return parseNetwork(written)
    case 'inType':
      return parseInTypes(written)
    case 'names':
      return { type: known.type, names: payload.split('/') }
    case 'ruleSet':
      return { type: 'RULE-SET', text: payload, ...address(known, written) }
  }
}

function parseDomain(type: DomainType, written: Written): Condition {
  const never = whyNever(type, written.payload)
  if (never !== undefined) written.warn(never.code, never.message, written.placeOf('payload'), never.fix)
  return { type, text: lower(written.payload) }
}

/** `src` implies no-resolve; a SRC- type is both without being told (facts: mihomo.md §1). */
function address(known: Known, { params }: Written): { source: boolean; noResolve: boolean } {
  const source = known.type.startsWith('SRC-') || params.includes('src')
  return { source, noResolve: source || params.includes('no-resolve') }
}

const PARAMS = ['no-resolve', 'src']

function takesParams({ kind, type }: Known): boolean {
  return (kind === 'prefix' || kind === 'lookup' || kind === 'ruleSet') && !type.startsWith('SRC-')
}

/** mihomo ignores every other param without a word. */
function checkParams(known: Known, written: Written): void {
  for (const [index, param] of written.params.entries()) {
    if (param === '' || (takesParams(known) && PARAMS.includes(param))) continue
    const near = takesParams(known) ? nearestOf(param, PARAMS) : undefined
    written.warn(
      'rules/param-ignored',
      takesParams(known)
        ? `mihomo knows no param ${shown(param)} and ignores it.`
        : `${known.type} takes no params: ${shown(param)} is ignored.`,
      written.placeOf(index),
      near === undefined ? 'Remove it.' : `Did you mean ${near}?`,
    )
  }
}

function parsePrefix(type: (Simple & { kind: 'prefix' })['type'], written: Written): Condition | Refused {
  const prefix = parseIpPrefix(written.payload)
  if (prefix === undefined) return badPrefix(written)
  if (isMapped(prefix.ip)) {
    const message = `${shown(written.payload)} is a v4-mapped prefix; connections carry the IPv4 address, so it never matches.`
    written.warn('rules/never-matches', message, written.placeOf('payload'), 'Write the IPv4 prefix.')
  }
  if (type.endsWith('SUFFIX') && prefix.bits === prefix.ip.length * 32) warnWholeSuffix(prefix, written)
  return { type, prefix, ...address({ kind: 'prefix', type }, written) }
}

function badPrefix(written: Written): Refused {
  const { payload } = written
  const withLength = [`${payload}/32`, `${payload}/128`].map(parseIpPrefix).find((prefix) => prefix !== undefined)
  const why = payload.includes('%')
    ? 'Leave the zone out.'
    : withLength === undefined
      ? 'Write address/length, for example 192.168.1.0/24 or 2001:db8::/32.'
      : `The length is mandatory: write ${formatIpPrefix(withLength)} for this one address.`
  return new Refused('rules/bad-prefix', `${shown(payload)} is not a prefix.`, written.placeOf('payload'), why)
}

function warnWholeSuffix({ ip, bits }: IpPrefix, written: Written): void {
  written.warn(
    'rules/suffix-panics',
    `IP-SUFFIX with /${bits} makes mihomo crash when the address matches.`,
    written.placeOf('payload'),
    `Write IP-CIDR,${formatIpPrefix({ ip, bits })}.`,
  )
}

function parseRangeList(type: RangeCondition['type'], written: Written): Condition | Refused {
  const isDscp = type === 'DSCP'
  const list = parseRanges(written.payload, isDscp ? 8 : 16)
  if (list === undefined || (list.ranges.length === 0 && !isDscp)) {
    const fix = 'Write numbers and ranges with a slash between them, at most 28: 22/3389/6000-6010.'
    return new Refused(
      'rules/bad-range',
      `${shown(written.payload)} is not a list of ranges.`,
      written.placeOf('payload'),
      fix,
    )
  }
  const high = list.ranges.find(([, last]) => last > 63)
  if (isDscp && high !== undefined) {
    return new Refused('rules/bad-range', `DSCP goes from 0 to 63, and this is ${high[1]}.`, written.placeOf('payload'))
  }
  for (const { written: number, kept } of list.cut) {
    written.warn('rules/number-cut', `${number} is too large: mihomo makes ${kept} of it.`, written.placeOf('payload'))
  }
  if (list.reversed) {
    written.warn(
      'rules/range-reversed',
      'A range is written from high to low; mihomo turns it around.',
      written.placeOf('payload'),
    )
  }
  return { type, ranges: list.ranges }
}

function parseNetwork(written: Written): Condition | Refused {
  const name = upper(written.payload)
  if (name === 'TCP' || name === 'UDP') return { type: 'NETWORK', network: name === 'TCP' ? 'tcp' : 'udp' }
  return new Refused(
    'rules/bad-network',
    `${shown(written.payload)} is not a network.`,
    written.placeOf('payload'),
    'Write tcp or udp.',
  )
}

function parseInTypes(written: Written): Condition | Refused {
  const names = upper(written.payload).split('/')
  const wrong = names.find((name) => name !== 'SOCKS' && !IN_TYPES.has(name))
  if (wrong === undefined) return { type: 'IN-TYPE', names }
  const near = nearestOf(wrong, IN_TYPES)
  return new Refused(
    'rules/bad-in-type',
    `${shown(wrong)} is not a type of listener.`,
    written.placeOf('payload'),
    near === undefined ? undefined : `Did you mean ${near}?`,
  )
}
