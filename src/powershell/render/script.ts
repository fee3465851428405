// A plan as a script that a person can review and run by hand. It asks and acts exactly as the engine would.
import { type Condition, type Program, tablesOf } from '../program.ts'
import type { TableName } from '../snapshot.ts'
import { valueText } from './cmdlet-text.ts'
import { functionsFor } from './functions.ts'
import { programText, questionText } from './program-text.ts'
import { comment, quote } from './quote.ts'
import { Words } from './words.ts'

/** One change: what it does, and what a reviewer has to know above it. */
export type ScriptPart = {
  /** As the plan shows it, for example `1  HyperVSwitch.vmbr0  gateway.yaml:9  new`. */
  readonly title: string
  /** What changes, what it cuts: a line each. */
  readonly notes: readonly string[]
  /** When it holds after this part, Windows has to restart before the next one. */
  readonly restartIf?: Condition
} & ({ readonly program: Program } | { readonly clear: Clearing })

/** An interface that an earlier part makes: nobody knows yet what DHCP will have put there. */
export interface Clearing {
  readonly interface: string
  /** IPv4 addresses and next hops of default routes that stay when they were set by hand. */
  readonly addresses: readonly string[]
  readonly nextHops: readonly string[]
}

export interface ScriptSource {
  /** What the whole script is, a line each. */
  readonly header: readonly string[]
  readonly parts: readonly ScriptPart[]
}

/**
 * PowerShell 5.1 text that also runs in 7, ASCII but for comments. Run twice, it does nothing more the second time as
 * far as the programs' own conditions say so. It stops at the first error.
 */
export function renderScript({ header, parts }: ScriptSource): string {
  const words = new Words()
  const tables = new Set<TableName>()
  const body = parts.flatMap((part) => {
    for (const table of 'clear' in part ? CLEARED : tablesOf(part.program)) tables.add(table)
    if (part.restartIf !== undefined) tables.add(part.restartIf.table)
    const lines = 'clear' in part ? [clearText(part.clear, words)] : programText(part.program, words)
    const rest = part.restartIf === undefined ? [] : restartText(part.restartIf, words)
    return ['', ...[part.title, ...part.notes].flatMap(comment), sayText(part.title, words), ...lines, ...rest]
  })
  const functions = functionsFor(body, tables, words)
  return [
    '#requires -Version 5.1',
    ...header.flatMap(comment),
    '',
    "$ErrorActionPreference = 'Stop'",
    '',
    ...words.definitions(),
    ...functions,
    ...body,
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

/** However long: a title is read where it stands. */
function sayText(text: string, words: Words): string {
  return `Write-Host ${/^[ -~]*$/.test(text) ? quote(text) : words.of(text)}`
}

function restartText(condition: Condition, words: Words): string[] {
  return [
    `if (${questionText(condition, words)}) {`,
    "  Write-Host 'Windows has to restart before the rest. Restart it, then run this script again.'",
    '  return',
    '}',
  ]
}

const CLEARED: readonly TableName[] = ['Get-NetIPAddress', 'Get-NetRoute']

function clearText({ interface: alias, addresses, nextHops }: Clearing, words: Words): string {
  const [name, stay, hops] = [alias, addresses, nextHops].map((value) => valueText(value, words))
  return `Clear-Interface ${name} -Addresses ${stay} -NextHops ${hops}`
}
