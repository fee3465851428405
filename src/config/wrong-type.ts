// What to say of a value that is a number where text belongs, text where a list belongs, and so on.
import type { Reason } from './explain-address.ts'
import { quote } from './quote.ts'
import type { Path } from './source.ts'

export function wrongType(expected: string, path: Path, value: unknown): Reason {
  const what = path.length === 0 ? 'The file' : (nameOf(path) ?? 'This')
  return {
    code: 'config/wrong-type',
    message: `${what} is ${describe(value)}, not ${EXPECTED[expected] ?? expected}.`,
    ...fixOf(expected, path, value),
  }
}

/** A value in words, for a sentence. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value === 'string') return `the text ${quote(value)}`
  return typeof value === 'boolean' ? `${value}` : `the number ${String(value)}`
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  array: 'a list',
  object: 'a mapping',
}

function nameOf(path: Path): string | undefined {
  const key = path.findLast((step) => typeof step === 'string')
  return typeof path.at(-1) === 'number' ? `An entry of ${key}` : key
}

function fixOf(expected: string, path: Path, value: unknown): { fix?: string } {
  if (expected === 'object' && path.length === 0) return { fix: 'Begin with name: and the sections below it.' }
  if (value === null) return { fix: 'Write a value after the colon, or remove the key.' }
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return { fix: `Put it in quotes: "${String(value)}".` }
  }
  if (expected === 'boolean') return { fix: 'Write true or false.' }
  if (expected === 'array') return { fix: 'Write [a, b], or one line for each entry that begins with a hyphen.' }
  if (expected === 'object' && path[0] === 'clients') return { fix: 'Write { name: phone, address: 192.168.1.130 }.' }
  return {}
}
