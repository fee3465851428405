// A set of characters: ranges, Unicode classes, negation, subtraction.

export interface CharSet {
  readonly negate: boolean
  readonly ranges: readonly (readonly [first: number, last: number])[]
  readonly classes: readonly ((code: number) => boolean)[]
  readonly minus?: CharSet
}

export function setOf(...codes: readonly number[]): CharSet {
  return { negate: false, ranges: codes.map((code) => [code, code]), classes: [] }
}

export function setHas(set: CharSet, code: number, ignoreCase: boolean): boolean {
  const isIn = ignoreCase ? hasEither(set, code) : has(set, code)
  return isIn !== set.negate && (set.minus === undefined || !setHas(set.minus, code, ignoreCase))
}

function hasEither(set: CharSet, code: number): boolean {
  return has(set, lowerCode(code)) || has(set, otherCase(code, 'toUpperCase'))
}

function has({ ranges, classes }: CharSet, code: number): boolean {
  return ranges.some(([first, last]) => first <= code && code <= last) || classes.some((test) => test(code))
}

export function lowerCode(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code
  return otherCase(code, 'toLowerCase')
}

/** The same letter in the other case, itself when that would be several. */
function otherCase(code: number, change: 'toLowerCase' | 'toUpperCase'): number {
  const changed = String.fromCodePoint(code)[change]()
  const first = changed.codePointAt(0) ?? code
  return changed.length === (first > 0xffff ? 2 : 1) ? first : code
}

const WORD = /[\p{L}\p{Mn}\p{Nd}\p{Pc}\u200c\u200d]/u

export function isWord(code: number): boolean {
  if (code < 128) return (code >= 48 && code <= 57) || (lowerCode(code) >= 97 && lowerCode(code) <= 122) || code === 95
  return WORD.test(String.fromCodePoint(code))
}

/** The class of `\d`, `\s`, `\w` and their opposites; undefined for any other letter. */
export function shorthand(letter: string): CharSet | undefined {
  const test = SHORTHANDS[letter.toLowerCase()]
  if (test === undefined) return undefined
  return { negate: letter !== letter.toLowerCase(), ranges: [], classes: [test] }
}

const SHORTHANDS: Readonly<Record<string, (code: number) => boolean>> = {
  d: testOf(/\p{Nd}/u),
  s: testOf(/\p{White_Space}/u),
  w: isWord,
}

/** `\p{…}`: a general category or a script. Undefined: there is none of this name. */
export function unicodeClass(name: string): ((code: number) => boolean) | undefined {
  if (!/^[\w-]+$/.test(name)) return undefined
  for (const property of [name, `Script=${name}`]) {
    try {
      return testOf(new RegExp(`\\p{${property}}`, 'u'))
    } catch {
      // Not a name of this kind.
    }
  }
  return undefined
}

/** The opposite of a class, as a member of a set. */
export function not(test: (code: number) => boolean): (code: number) => boolean {
  return (code) => !test(code)
}

function testOf(pattern: RegExp): (code: number) => boolean {
  return (code) => pattern.test(String.fromCodePoint(code))
}
