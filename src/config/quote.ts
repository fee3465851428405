// A value of the file inside a sentence.

const LONGEST = 60

/** In double quotes, control characters escaped, cut when it is long. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 4)}..."`
}
