// What a scalar without quotes means in YAML's core schema, as far as that is simple.

/** Undefined when it may be a number in one of the rarer forms: the yaml package knows. */
export function plainValue(written: string): string | number | boolean | null | undefined {
  const value = WORDS.get(written)
  if (value !== undefined) return value
  if (!MAY_BE_NUMBER.test(written)) return written
  if (WHOLE.test(written)) return Number(written)
  return HAS_OTHER.test(written) ? written : undefined
}

const WORDS = new Map<string, boolean | null>([
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])
const MAY_BE_NUMBER = /^[-+.0-9]/
/** Small enough to be exact, and the same text again when it is printed. */
const WHOLE = /^(0|[1-9][0-9]{0,14})$/
/** No number of the core schema has two dots, a slash, a space, a colon or such a hyphen: an address, a date, a MAC. */
const HAS_OTHER = /^[0-9]+-|^[0-9][^eExXoO]*(\..*\.|[/ :])/
