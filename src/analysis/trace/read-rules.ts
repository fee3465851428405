// The lines of `rules:` and `sub-rules:`; what is in them is for the rule engine to say.
import type { Reader } from './reader.ts'

export function readLines(reader: Reader, value: unknown, at: string): readonly string[] {
  const lines = reader.list(value, at)
  // The very same list goes on: the rule engine keeps the index of a list that it has seen.
  if (lines.every((line) => typeof line === 'string')) return lines
  reader.found('trace/wrong-shape', at, 'A line is not a text.')
  return []
}

export function readSubRules(reader: Reader, value: unknown): Record<string, readonly string[]> {
  if (value === undefined || value === null) return {}
  const lists = Object.entries(reader.fields(value, 'subRules'))
  return Object.fromEntries(lists.map(([name, lines]) => [name, readLines(reader, lines, `subRules.${name}`)]))
}
