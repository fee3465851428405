// gw rules find: which rule of a file decides about a host, or which entry of a provider holds it.
import { domainToASCII } from 'node:url'
import { indexBook } from '../../analysis/rules/match-rule.ts'
import type { Meta } from '../../analysis/rules/match-types.ts'
import { loadRules } from '../../analysis/rules/rule-book.ts'
import { ruleDiagnostic } from '../../analysis/rules/rule-diagnostic.ts'
import { isRuleError } from '../../formats/mihomo-rules/parse-rule.ts'
import type { Rule } from '../../formats/mihomo-rules/rule.ts'
import { parseProviderEntry } from '../../formats/rule-file/provider-entry.ts'
import { Stop } from '../../model/diagnostic.ts'
import type { RulesFind } from '../../model/rules-result.ts'
import { formatIp, parseIp } from '../../net/ip.ts'
import type { OnProgress } from './file-lines.ts'
import { openRules, type RuleFile, type RuleLine } from './rule-lines.ts'

export interface FindInput {
  /** A name or an address, with or without a port: `example.com`, `example.com:22`, `[2001:db8::1]:443`. */
  readonly host: string
  readonly file: string
  readonly network?: 'tcp' | 'udp'
  /** Address of the sender. */
  readonly from?: string
  /** What DNS answers for the host. */
  readonly ip?: string
  readonly onProgress?: OnProgress
}

/** A file with more rules is not searched: they all have to be in memory. */
const MOST_RULES = 2_000_000
const DEFAULT_PORT = 443

/** Throws Stop when the file cannot be read, would not load, or the host makes no sense. */
export async function findInFile(input: FindInput): Promise<RulesFind> {
  const { host, port } = readHost(input.host)
  for (const text of [input.from, input.ip]) if (text !== undefined) checkIp(text)
  const rules = await openRules(input.file)
  const lines = await allLines(rules, input.onProgress)
  const base = { file: input.file, host, port: port ?? DEFAULT_PORT, network: input.network ?? 'tcp' }
  const meta: Meta = {
    host,
    dstPort: base.port,
    network: base.network,
    ...(input.from === undefined ? {} : { srcIP: input.from }),
    ...(input.ip === undefined ? {} : { resolvedIP: input.ip }),
  }
  return rules.kind === 'provider' ? findEntry(rules, lines, base, meta) : findRule(rules, lines, base, meta, port)
}

function findRule(
  rules: RuleFile,
  lines: readonly RuleLine[],
  base: Pick<RulesFind, 'file' | 'host' | 'port' | 'network'>,
  meta: Meta,
  port: number | undefined,
): RulesFind {
  const texts = (list: readonly RuleLine[]) => list.map(({ text }) => text)
  const subRules = Object.fromEntries([...rules.subRules].map(([name, list]) => [name, texts(list)]))
  const { names } = rules
  const book = loadRules({
    rules: texts(lines),
    subRules,
    ...(names === undefined ? {} : { targets: names.targets, providers: names.providers }),
  })
  if ('error' in book) {
    const { list, index, start, end } = book.position
    const place = (list === undefined ? lines : rules.subRules.get(list))?.[index]
    const problem = { code: book.code, error: book.error, position: { start, end } }
    throw new Stop([
      ruleDiagnostic(problem, place?.text ?? '', {
        file: base.file,
        line: place?.line ?? 1,
        column: place?.column ?? 1,
      }),
    ])
  }
  const { index, target, why, unsure = [], asks } = indexBook(book, names?.noUdp ?? []).match(meta)
  const rule = lines[index]
  const notes = [
    ...(asks === true && meta.resolvedIP === undefined
      ? ['Rules on the way ask for its address, and it is not known here. Give it with --ip.']
      : []),
    ...(unsure.length > 0 ? [unsureNote(unsure.map((line) => lines[line]))] : []),
    ...(port === undefined ? [`Taken as port ${DEFAULT_PORT}. Write HOST:PORT for another.`] : []),
    ...(names?.mode === 'global' || names?.mode === 'direct'
      ? [`The configuration has mode: ${names.mode}, which passes over all rules.`]
      : []),
  ]
  return { ...base, ...(rule === undefined ? {} : { rule: { ...rule, index } }), target, why, notes, exitCode: 0 }
}

function findEntry(
  rules: RuleFile,
  lines: readonly RuleLine[],
  base: Pick<RulesFind, 'file' | 'host' | 'port' | 'network'>,
  meta: Meta,
): RulesFind {
  const { behaviour = 'classical' } = rules
  const good: RuleLine[] = []
  const entries: Rule[] = []
  for (const line of lines) {
    const entry = parseProviderEntry(line.text, behaviour)
    if (isRuleError(entry)) continue
    good.push(line)
    entries.push(entry)
  }
  // A provider looks at the address only when it is known: whether it asks is up to the RULE-SET line.
  const { index, why } = indexBook({ rules: entries, subRules: new Map() }, []).match(meta)
  const rule = good[index]
  if (rule === undefined) return { ...base, why: 'No entry holds it.', notes: [], exitCode: 0 }
  return { ...base, rule: { ...rule, index: lines.indexOf(rule) }, why, notes: [], exitCode: 0 }
}

async function allLines(rules: RuleFile, onProgress?: OnProgress): Promise<readonly RuleLine[]> {
  const lines: RuleLine[] = []
  for await (const some of rules.rules(onProgress)) {
    for (const line of some) lines.push(line)
    if (lines.length > MOST_RULES) {
      const message = `${rules.file} has more than ${MOST_RULES} rules, which is more than can be searched.`
      throw new Stop([{ severity: 'error', code: 'rules/too-large', message }])
    }
  }
  return lines
}

function unsureNote(lines: readonly (RuleLine | undefined)[]): string {
  const numbers = lines.slice(0, 5).flatMap((line) => (line === undefined ? [] : [line.line]))
  const more = lines.length > 5 ? ' and others' : ''
  return `Lines before it need a database or a rule provider, and are taken as not fitting: ${numbers.join(', ')}${more}.`
}

/** The host as a listener would hand it over: lower case, A-labels, no trailing dot. */
function readHost(text: string): { host: string; port: number | undefined } {
  const bare =
    /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ??
    (parseIp(text) === undefined ? /^([^:]+)(?::(\d{1,5}))?$/.exec(text) : [text, text])
  const [, name = '', digits] = bare ?? []
  const port = digits === undefined ? undefined : Number(digits)
  const ip = parseIp(name)
  const host = ip === undefined ? domainToASCII(name.replace(/\.$/, '')) : formatIp(ip)
  if (host === '' || (port !== undefined && port > 65535)) throw badHost(text)
  return { host, port }
}

function badHost(text: string): Stop {
  const message = `${JSON.stringify(text.slice(0, 80))} is not a host with or without a port.`
  const fix = 'Write example.com, example.com:443, 192.0.2.1:22 or [2001:db8::1]:443.'
  return new Stop([{ severity: 'error', code: 'rules/bad-host', message, fix }], 64)
}

function checkIp(text: string): void {
  if (parseIp(text) !== undefined) return
  const message = `${JSON.stringify(text.slice(0, 80))} is not an IP address.`
  throw new Stop([{ severity: 'error', code: 'rules/bad-host', message }], 64)
}
