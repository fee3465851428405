// What a mihomo configuration declares besides its rules: the names that rules may use. Bad shapes count as nothing
// here; whether the rest of the configuration loads is not this command's question.
import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node, parseDocument } from 'yaml'
import type { RuleLine } from './rule-lines.ts'

export interface ConfigNames {
  readonly targets: readonly string[]
  readonly providers: readonly string[]
  readonly noUdp: readonly string[]
  readonly mode: string | undefined
}

/** Go's parser merges keys and resolves anchors; keys that come twice are an error there. */
export function parseConfig(text: string, lineCounter: LineCounter): Document.Parsed {
  return parseDocument(text, { lineCounter, merge: true, prettyErrors: false, schema: 'core' })
}

export function namesOf(document: Document.Parsed): ConfigNames {
  const proxies = listOf(document.get('proxies'))
  const groups = listOf(document.get('proxy-groups'))
  const mode = document.get('mode')
  return {
    targets: [...proxies, ...groups].flatMap((entry) => textOf(entry, 'name') ?? []),
    providers: keysOf(document.get('rule-providers', true)),
    noUdp: proxies.filter(lacksUdp).flatMap((entry) => textOf(entry, 'name') ?? []),
    mode: typeof mode === 'string' ? mode.toLowerCase() : undefined,
  }
}

/** The lines of a list in the document, each with its place. */
export function linesOf(list: unknown, lineCounter: LineCounter): RuleLine[] {
  if (!isSeq(list)) return []
  return list.items.flatMap((item) => {
    const range = (item as Node | null)?.range
    if (!isScalar(item) || range === null || range === undefined) return []
    const { line, col } = lineCounter.linePos(range[0])
    const isQuoted = item.type === 'QUOTE_SINGLE' || item.type === 'QUOTE_DOUBLE'
    return [{ text: String(item.source ?? item.value ?? ''), line, column: col + (isQuoted ? 1 : 0) }]
  })
}

export function subRulesOf(document: Document.Parsed, lineCounter: LineCounter): Map<string, RuleLine[]> {
  const lists = document.get('sub-rules', true)
  if (!isMap(lists)) return new Map()
  return new Map(
    lists.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), linesOf(value, lineCounter)]),
  )
}

/** Types whose `udp` key counts and is off when left out (facts: mihomo.md §3 says so of WireGuard). */
const UDP_WHEN_ASKED = new Set([
  'ss',
  'ssr',
  'vmess',
  'vless',
  'trojan',
  'snell',
  'socks5',
  'wireguard',
  'anytls',
  'mieru',
])

function lacksUdp(entry: unknown): boolean {
  const type = textOf(entry, 'type') ?? ''
  if (type === 'http' || type === 'ssh') return true
  return UDP_WHEN_ASKED.has(type) && isMap(entry) && entry.get('udp') !== true
}

function listOf(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : []
}

function keysOf(node: unknown): string[] {
  return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : []
}

function textOf(node: unknown, key: string): string | undefined {
  const value = isMap(node) ? node.get(key) : undefined
  return value === undefined || value === null ? undefined : String(value)
}
