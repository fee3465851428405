// What a mihomo configuration declares besides its rules: the names that rules may use. Bad shapes count as nothing
// here; whether the rest of the configuration loads is not this command's question.
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, parseDocument } from 'yaml'
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

/** Throws ReferenceError when aliases multiply without end. */
export function namesOf(document: Document.Parsed): ConfigNames {
  const data: unknown = document.toJS()
  const proxies = listOf(data, 'proxies')
  const mode = valueAt(data, 'mode')
  return {
    targets: [...proxies, ...listOf(data, 'proxy-groups')].flatMap((entry) => textOf(entry, 'name') ?? []),
    providers: Object.keys(valueAt(data, 'rule-providers') ?? {}),
    noUdp: proxies.filter(lacksUdp).flatMap((entry) => textOf(entry, 'name') ?? []),
    mode: typeof mode === 'string' ? mode.toLowerCase() : undefined,
  }
}

/** The lines of a list in the document, each with its place; an alias stands where it is used. */
export function linesOf(list: unknown, document: Document.Parsed, lineCounter: LineCounter): RuleLine[] {
  const sequence = isAlias(list) ? list.resolve(document) : list
  if (!isSeq(sequence)) return []
  return sequence.items.flatMap((item) => {
    const scalar = isAlias(item) ? item.resolve(document) : item
    const range = isNode(item) ? item.range : undefined
    if (!isScalar(scalar) || range === null || range === undefined) return []
    const { line, col } = lineCounter.linePos(range[0])
    const isQuoted = scalar === item && (scalar.type === 'QUOTE_SINGLE' || scalar.type === 'QUOTE_DOUBLE')
    return [{ text: String(scalar.source ?? scalar.value ?? ''), line, column: col + (isQuoted ? 1 : 0) }]
  })
}

export function subRulesOf(document: Document.Parsed, lineCounter: LineCounter): Map<string, RuleLine[]> {
  const lists = document.get('sub-rules', true)
  if (!isMap(lists)) return new Map()
  return new Map(
    lists.items.map(({ key, value }) => [
      String(isScalar(key) ? key.value : key),
      linesOf(value, document, lineCounter),
    ]),
  )
}

/** Types whose `udp` key counts and is off when left out (facts: mihomo.md §3 says so of WireGuard). */
// By the manual of mihomo `udp` is false for these when it is left out.
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
  return type === 'http' || type === 'ssh' || (UDP_WHEN_ASKED.has(type) && valueAt(entry, 'udp') !== true)
}

function listOf(data: unknown, key: string): readonly unknown[] {
  const list = valueAt(data, key)
  return Array.isArray(list) ? list : []
}

function textOf(data: unknown, key: string): string | undefined {
  const value = valueAt(data, key)
  return value === undefined ? undefined : String(value)
}

function valueAt(data: unknown, key: string): NonNullable<unknown> | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return undefined
  const value: unknown = Reflect.get(data, key)
  return value ?? undefined
}
