// A plan as a script that a person can review and run by hand. It asks and acts exactly as the engine would.
import { type Program, tablesOf } from '../program.ts'
import type { TableName } from '../snapshot.ts'
import { functionsFor } from './functions.ts'
import { programText } from './program-text.ts'
import { comment } from './quote.ts'
import { Words } from './words.ts'

/** One change: its program, and what a reviewer has to know above it. */
export interface ScriptPart {
  /** As the plan shows it, for example `1  HyperVSwitch.vmbr0  gateway.yaml:9  new`. */
  readonly title: string
  /** What changes, what it cuts: a line each. */
  readonly notes: readonly string[]
  readonly program: Program
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
  const body = parts.flatMap(({ title, notes, program }) => {
    for (const table of tablesOf(program)) tables.add(table)
    return ['', ...[title, ...notes].flatMap(comment), `Write-Host ${words.of(title)}`, ...programText(program, words)]
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
