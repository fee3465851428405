// The texts of the files that diagnostics point into, so that a report can show the line.
import { readFileSync, statSync } from 'node:fs'
import type { Diagnostic } from '../model/diagnostic.ts'

/** A file that is huge or gone by now is left out: the message is enough without its line. */
const LARGEST = 4 * 1024 * 1024

export function sourcesOf(diagnostics: readonly Diagnostic[]): Map<string, string> {
  const files = new Set(diagnostics.flatMap(({ position }) => (position === undefined ? [] : [position.file])))
  const sources = new Map<string, string>()
  for (const file of files) {
    const text = readIfSmall(file)
    if (text !== undefined) sources.set(file, text)
  }
  return sources
}

function readIfSmall(file: string): string | undefined {
  try {
    return statSync(file).size <= LARGEST ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}
