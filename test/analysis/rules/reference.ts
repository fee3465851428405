// mihomo's matching as plainly as it can be said, line by line, from the facts (mihomo.md §1 and §2) and from nothing in
// src. Slow on purpose. Only for lines that load, and only for the types the generator makes.
import { BlockList, isIP } from 'node:net'
import type { Meta } from '../../../src/analysis/index.ts'

export interface Asked {
  readonly rules: readonly string[]
  readonly noUdp: readonly string[]
  readonly subRules: Readonly<Record<string, readonly string[]>>
  readonly meta: Meta
}

interface State {
  readonly host: string
  readonly ruleHost: string
  readonly meta: Meta
  ip: string | undefined
  asked: boolean
}

export function reference({ rules, noUdp, subRules, meta }: Asked): { index: number; target: string } {
  const literal = isIP(meta.host ?? '') !== 0
  const host = literal ? '' : (meta.host ?? '')
  const state: State = {
    host,
    ruleHost: meta.sniffHost ? meta.sniffHost : host,
    meta,
    ip: plain(literal ? meta.host : meta.dstIP),
    asked: false,
  }
  for (let index = 0; index < rules.length; index++) {
    const target = outcome(rules[index] ?? '', state, subRules)
    if (target === undefined || target === 'PASS' || target === 'PASS-RULE') continue
    if (meta.network === 'udp' && noUdp.includes(target)) continue
    return { index, target }
  }
  return { index: -1, target: 'DIRECT' }
}

/** Where the line leads; undefined when it is not true. */
function outcome(line: string, state: State, subRules: Asked['subRules']): string | undefined {
  const fields = line.split(',')
  const type = (fields[0] ?? '').toUpperCase()
  if (type === 'MATCH') return fields[1]
  const last = fields.at(-1) ?? ''
  const between = fields.slice(1, -1).join(',')
  if (type === 'SUB-RULE') {
    if (!part(between.slice(1, -1), state)) return undefined
    for (const inner of subRules[last] ?? []) {
      const target = outcome(inner, state, subRules)
      if (target !== undefined && target !== 'PASS-RULE') return target
    }
    return undefined
  }
  if (['AND', 'OR', 'NOT'].includes(type) || type.endsWith('REGEX')) {
    return part(`${type},${between}`, state) ? last : undefined
  }
  return part([type, fields[1], ...fields.slice(3)].join(','), state) ? fields[2] : undefined
}

/** TYPE,PAYLOAD[,PARAM…] */
function part(text: string, state: State): boolean {
  const type = text.slice(0, text.indexOf(','))
  const rest = text.slice(type.length + 1)
  if (type === 'AND') return split(rest).every((inner) => part(inner, state))
  if (type === 'OR') return split(rest).some((inner) => part(inner, state))
  if (type === 'NOT') return !part(split(rest)[0] ?? '', state)
  if (type.endsWith('REGEX')) return new RegExp(rest, 'i').test(subject(type, state))
  const [payload = '', ...params] = rest.split(',')
  const isSource = type.startsWith('SRC-') || params.includes('src')
  const { meta } = state
  switch (type) {
    case 'DOMAIN':
      return state.ruleHost === payload.toLowerCase()
    case 'DOMAIN-SUFFIX':
      return state.ruleHost === payload.toLowerCase() || state.ruleHost.endsWith(`.${payload.toLowerCase()}`)
    case 'DOMAIN-KEYWORD':
      return state.ruleHost.includes(payload.toLowerCase())
    case 'DOMAIN-WILDCARD':
      return glob(payload.toLowerCase()).test(state.host)
    case 'PROCESS-NAME':
      return (meta.process ?? '').toLowerCase() === payload.toLowerCase()
    case 'IP-CIDR':
    case 'IP-CIDR6':
    case 'SRC-IP-CIDR':
    case 'IP-SUFFIX':
    case 'SRC-IP-SUFFIX':
    case 'GEOIP': {
      const ip = isSource ? plain(meta.srcIP) : target(state, params.includes('no-resolve'))
      if (ip === undefined) return false
      if (type === 'GEOIP')
        return payload === 'LAN'
          ? isLan(ip)
          : ((isSource ? meta.known?.srcGeoip : meta.known?.geoip) ?? []).includes(payload)
      return type.endsWith('SUFFIX') ? endsAlike(payload, ip) : contains(payload, ip)
    }
    case 'DST-PORT':
      return inList(payload, meta.dstPort ?? 0)
    case 'SRC-PORT':
      return inList(payload, meta.srcPort ?? 0)
    case 'NETWORK':
      return payload.toLowerCase() === (meta.network ?? 'tcp')
    case 'IN-NAME':
      return payload.split('/').includes(meta.inName ?? '')
    case 'RULE-SET':
      return (meta.known?.ruleSets ?? []).includes(payload)
    default:
      throw new Error(`the reference does not know ${type}`)
  }
}

/** The texts in the parentheses inside the outer pair. */
function split(payload: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < payload.length; at++) {
    if (payload[at] === '(' && ++depth === 2) start = at + 1
    if (payload[at] === ')' && --depth === 1) parts.push(payload.slice(start, at))
  }
  return parts
}

function target(state: State, noResolve: boolean): string | undefined {
  if (!noResolve && !state.asked && state.ip === undefined && state.host !== '') {
    state.asked = true
    state.ip = plain(state.meta.resolvedIP)
  }
  return state.ip
}

function plain(ip: string | undefined): string | undefined {
  return ip?.replace(/^::ffff:(?=\d+\.)/, '')
}

function subject(type: string, { ruleHost, meta }: State): string {
  return type === 'DOMAIN-REGEX' ? ruleHost : ((type === 'PROCESS-NAME-REGEX' ? meta.process : meta.processPath) ?? '')
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  return new RegExp(`^${source}$`)
}

/** Node's own arithmetic, which would let an IPv6 prefix hold IPv4 addresses. */
function contains(prefix: string, ip: string): boolean {
  return isIP(prefix.split('/')[0] ?? '') === isIP(ip) && block(prefix).check(ip, family(ip))
}

const blocks = new Map<string, BlockList>()

function block(prefix: string): BlockList {
  const known = blocks.get(prefix)
  if (known !== undefined) return known
  const [address = '', bits] = prefix.split('/')
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family(address))
  blocks.set(prefix, list)
  return list
}

function family(ip: string): 'ipv4' | 'ipv6' {
  return isIP(ip) === 4 ? 'ipv4' : 'ipv6'
}

const LAN = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '0.0.0.0/32',
]
const LAN6 = ['fc00::/7', '::1/128', '::/128', 'ff00::/8', 'fe80::/10']

function isLan(ip: string): boolean {
  return (isIP(ip) === 4 ? LAN : LAN6).some((prefix) => block(prefix).check(ip, family(ip)))
}

function endsAlike(payload: string, ip: string): boolean {
  const [address = '', bits = ''] = payload.split('/')
  if (isIP(address) !== isIP(ip)) return false
  return digits(address).slice(-Number(bits)) === digits(ip).slice(-Number(bits))
}

function digits(ipv4: string): string {
  return ipv4
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
}

function inList(list: string, value: number): boolean {
  return list.split('/').some((item) => {
    const [low, high = low] = item.split('-').map(Number)
    return value >= Math.min(low ?? 0, high ?? 0) && value <= Math.max(low ?? 0, high ?? 0)
  })
}
