// What stands between [ and ]: ranges, shorthands, negation, and .NET's subtraction [a-z-[aeiou]].
import { type CharSet, not, shorthand, unicodeClass } from './char-set.ts'
import type { Reader } from './reader.ts'

/** Subtractions may be nested this deep; nobody writes two. */
const DEEPEST = 100

/** The [ is behind us; so is the ] afterwards. */
export function parseClass(reader: Reader, depth = 0): CharSet {
  const start = reader.at - 1
  if (depth > DEEPEST) reader.fail('Classes are nested too deeply.')
  const negate = reader.take('^')
  const ranges: [number, number][] = []
  const classes: ((code: number) => boolean)[] = []
  const done = (minus?: CharSet): CharSet => ({ negate, ranges, classes, ...(minus === undefined ? {} : { minus }) })
  /** The first character of a range whose last one comes next. */
  let from: number | undefined
  for (let isFirst = true; ; isFirst = false) {
    if (reader.isAtEnd) reader.fail('This [ is never closed.', start)
    const letter = reader.next()
    if (letter === ']' && !isFirst) return done()
    let code = letter.codePointAt(0) ?? 0
    let isEscaped = false
    if (letter === '\\' && !reader.isAtEnd) {
      const test = classTest(reader)
      if (test !== undefined) {
        if (from !== undefined) reader.fail('A class cannot end a range.')
        classes.push(test)
        continue
      }
      if (reader.take('-')) {
        ranges.push([45, 45])
        continue
      }
      code = reader.escapedCode()
      isEscaped = true
    }
    if (from !== undefined) {
      if (letter === '[' && !isEscaped) {
        ranges.push([from, from])
        return subtraction()
      }
      if (from > code) reader.fail('The range runs backwards.')
      ranges.push([from, code])
      from = undefined
    } else if (reader.peek() === '-' && reader.peek(1) !== '' && reader.peek(1) !== ']') {
      reader.at++
      from = code
    } else if (letter === '-' && !isEscaped && !isFirst && reader.take('[')) {
      return subtraction()
    } else {
      ranges.push([code, code])
    }
  }

  function subtraction(): CharSet {
    const minus = parseClass(reader, depth + 1)
    if (!reader.isAtEnd && reader.peek() !== ']') reader.fail('A subtraction has to be the last thing in a class.')
    if (!reader.take(']')) reader.fail('This [ is never closed.', start)
    return done(minus)
  }
}

/** \d, \w, \s, \p{…} and their opposites; the backslash is behind us. */
function classTest(reader: Reader): ((code: number) => boolean) | undefined {
  const short = shorthand(reader.peek())
  if (short !== undefined) {
    reader.at++
    const [test] = short.classes
    return test !== undefined && short.negate ? not(test) : test
  }
  return unicodeProperty(reader)
}

/** \p{Name} or \pL, and \P. Undefined when something else stands here. */
export function unicodeProperty(reader: Reader): ((code: number) => boolean) | undefined {
  const letter = reader.peek()
  if (letter !== 'p' && letter !== 'P') return undefined
  const start = reader.at++
  let name = ''
  if (reader.take('{')) {
    while (/^[\p{L}\p{Nd}_-]$/u.test(reader.peek())) name += reader.next()
    if (!reader.take('}')) reader.fail('\\p{ needs a name and a }.', start)
  } else name = reader.next()
  const test = unicodeClass(name)
  if (test === undefined) reader.fail(`There is no class of characters "${name}".`, start)
  return letter === 'p' ? test : not(test)
}
