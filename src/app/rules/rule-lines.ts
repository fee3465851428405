// The rules of a file one by one with their places, whatever the file is: a configuration, a list, a provider. The file is
// read twice: once for what is not rules, and once for the rules.
import { type Document, LineCounter } from 'yaml'
import { isRuleError, parseRule } from '../../formats/mihomo-rules/parse-rule.ts'
import { BlockScanner } from '../../formats/rule-file/block-scanner.ts'
import { type Behaviour, behaviourOf } from '../../formats/rule-file/provider-entry.ts'
import { readItem } from '../../formats/rule-file/sequence-item.ts'
import { type Diagnostic, Stop } from '../../model/diagnostic.ts'
import { readTextFile } from '../files.ts'
import { type ConfigNames, linesOf, namesOf, parseConfig, subRulesOf } from './config-names.ts'
import { fileLines, type OnProgress } from './file-lines.ts'

/** A rule as the file has it; line and column count from 1. */
export interface RuleLine {
  readonly text: string
  readonly line: number
  readonly column: number
}

export interface RuleFile {
  readonly file: string
  readonly kind: 'config' | 'list' | 'provider'
  readonly behaviour?: Behaviour
  /** Only a configuration has them. */
  readonly names?: ConfigNames
  readonly subRules: ReadonlyMap<string, readonly RuleLine[]>
  /** The rules, in order, some thousand at a time. */
  rules(onProgress?: OnProgress): AsyncGenerator<readonly RuleLine[]>
}

/** What is not rules may be this large, in characters. */
const LARGEST_REST = 32 * 1024 * 1024
/** So many lines decide whether a file is YAML. */
const SNIFFED = 200

/** Throws Stop when the file cannot be read, has no rules, or is not what it looks like. */
export async function openRules(file: string, onProgress?: OnProgress): Promise<RuleFile> {
  const first = await firstPass(file, onProgress)
  return first === 'list' ? openList(file) : openYaml(file, first)
}

interface Rest {
  readonly text: string
  /** Something in the block of rules is beyond the scanner: everything goes to the YAML parser. */
  readonly isUnusual: boolean
  /** The first item of a block, to see what kind of provider it is. */
  readonly firstItem: string | undefined
}

async function firstPass(file: string, onProgress?: OnProgress): Promise<Rest | 'list'> {
  const scanner = new BlockScanner()
  const rest: string[] = []
  let size = 0
  let sniffed = 0
  let isYaml = false
  let firstItem: string | undefined
  for await (const lines of fileLines(file, onProgress)) {
    for (const line of lines) {
      if (!isYaml && !/^\s*(#.*)?$/.test(line)) {
        isYaml = /^(["']?)[A-Za-z][\w-]*\1:(\s|$)|^\s*\{/.test(line)
        if (!isYaml && ++sniffed >= SNIFFED) return 'list'
      }
      const scanned = scanner.feed(line)
      if (scanned.kind === 'unusual') return { text: '', isUnusual: true, firstItem }
      if (scanned.kind === 'item') firstItem ??= scanned.item.text
      rest.push(scanned.kind === 'other' ? line : '')
      if (scanned.kind === 'other' && isYaml) size += line.length
      if (size > LARGEST_REST) throw tooLarge(file)
    }
  }
  return isYaml ? { text: rest.join('\n'), isUnusual: false, firstItem } : 'list'
}

async function openYaml(file: string, rest: Rest): Promise<RuleFile> {
  const counter = new LineCounter()
  const text = rest.isUnusual ? await readTextFile(file) : rest.text
  const document = parseConfig(text, counter)
  const [error] = document.errors
  if (error !== undefined) throw badYaml(file, error, counter)
  const key = ['rules', 'payload'].find((name) => document.has(name))
  if (key === undefined) throw noRules(file)
  const whole = linesOf(document.get(key, true), document, counter)
  const base = {
    file,
    subRules: subRulesOf(document, counter),
    rules:
      whole.length > 0 || rest.isUnusual ? inPieces(whole) : (progress?: OnProgress) => blockRules(file, key, progress),
  }
  const firstText = rest.firstItem ?? whole[0]?.text ?? ''
  return key === 'rules'
    ? { ...base, kind: 'config', names: namesIn(file, document) }
    : { ...base, kind: 'provider', behaviour: behaviourOf(firstText) }
}

function namesIn(file: string, document: Document.Parsed): ConfigNames {
  try {
    return namesOf(document)
  } catch (error) {
    // The yaml package counts aliases; a bomb of them ends here and not in the memory.
    if (!(error instanceof ReferenceError)) throw error
    throw stop('rules/not-yaml', `The file is not valid YAML: ${error.message}.`, {
      position: { file, line: 1, column: 1 },
    })
  }
}

function inPieces(lines: readonly RuleLine[]): () => AsyncGenerator<readonly RuleLine[]> {
  return async function* () {
    yield lines
  }
}

async function* blockRules(file: string, key: string, onProgress?: OnProgress): AsyncGenerator<readonly RuleLine[]> {
  const scanner = new BlockScanner()
  let number = 0
  for await (const lines of fileLines(file, onProgress)) {
    const rules: RuleLine[] = []
    for (const line of lines) {
      number++
      const scanned = scanner.feed(line)
      if (scanned.kind !== 'item' || scanned.key !== key) continue
      const { text, start } = scanned.item
      rules.push({ text, line: number, column: columnAt(line, start) })
    }
    yield rules
  }
}

async function openList(file: string): Promise<RuleFile> {
  const [first] = await firstRules(file)
  if (first === undefined) throw noRules(file)
  const behaviour = behaviourOf(first.text)
  // A line that reads as a rule with a target is one; `no-resolve` as a target is a provider's param.
  const withTarget = parseRule(first.text)
  const isProvider =
    behaviour !== 'classical' || isRuleError(withTarget) || /^(no-resolve|src)$/.test(withTarget.target)
  return {
    file,
    subRules: new Map(),
    rules: (progress?: OnProgress) => listRules(file, progress),
    ...(isProvider ? { kind: 'provider', behaviour } : { kind: 'list' }),
  }
}

async function firstRules(file: string): Promise<readonly RuleLine[]> {
  for await (const rules of listRules(file)) if (rules.length > 0) return rules
  return []
}

/** One rule a line; a dash in front of it, as if cut out of a configuration, does no harm. */
async function* listRules(file: string, onProgress?: OnProgress): AsyncGenerator<readonly RuleLine[]> {
  let number = 0
  for await (const lines of fileLines(file, onProgress)) {
    const rules: RuleLine[] = []
    for (const line of lines) {
      number++
      const item = readItem(line)
      const text = item?.text ?? line.trim()
      if (text === '' || text.startsWith('#') || text.startsWith('//')) continue
      rules.push({ text, line: number, column: columnAt(line, item?.start ?? line.indexOf(text)) })
    }
    yield rules
  }
}

/** Columns count characters: an emoji before the place is one. */
function columnAt(line: string, start: number): number {
  let column = 1
  for (let at = 0; at < start; at++) if ((line.charCodeAt(at) & 0xfc00) !== 0xdc00) column++
  return column
}

function badYaml(file: string, error: { pos: [number, number]; message: string }, counter: LineCounter): Stop {
  const { line, col } = counter.linePos(error.pos[0])
  return stop('rules/not-yaml', `The file is not valid YAML: ${error.message}.`, {
    position: { file, line, column: col },
  })
}

function noRules(file: string): Stop {
  const fix = 'Name a config.yaml with rules:, a provider file with payload:, or a list with one rule a line.'
  return stop('rules/no-rules', `${file} has no rules.`, { fix })
}

function tooLarge(file: string): Stop {
  const message = `${file} has more than ${LARGEST_REST / 1024 / 1024} million characters besides its rules.`
  return stop('rules/too-large', message, { fix: 'Check that this is the right file.' })
}

function stop(code: string, message: string, more: Partial<Diagnostic>): Stop {
  return new Stop([{ severity: 'error', code, message, ...more }])
}
