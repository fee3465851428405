// The lines of `rules:` and `sub-rules:`; what is in them is for the rule engine to say.
import type { Reader } from './reader.ts'

export function readLines(reader: Reader, value: unknown, at: string): readonly string[] {
  const lines = reader.list(value, at)
  const texts = lines.filter((line) => typeof line === 'string')
  if (texts.length < lines.length) reader.found('trace/wrong-shape', at, 'A line is not a text.')
  return texts
}

export function readSubRules(reader: Reader, value: unknown): Record<string, readonly string[]> {
  if (value === undefined || value === null) return {}
  const lists = Object.entries(reader.fields(value, 'subRules'))
  return Object.fromEntries(lists.map(([name, lines]) => [name, readLines(reader, lines, `subRules.${name}`)]))
}
