// One line of a block sequence of YAML that holds one plain or quoted text. Anything else is for the YAML parser.

export interface Item {
  readonly text: string
  /** Where the text begins in the line, inside quotes, in UTF-16 units from 0. */
  readonly start: number
  /** Spaces before the dash. */
  readonly indent: number
}

/** Undefined: not an item, or one that needs the YAML parser. */
export function readItem(line: string): Item | undefined {
  let indent = 0
  while (line.charCodeAt(indent) === SPACE) indent++
  if (line.charCodeAt(indent) !== DASH || line.charCodeAt(indent + 1) !== SPACE) return undefined
  let start = indent + 2
  while (line.charCodeAt(start) === SPACE) start++
  const end = contentEnd(line)
  if (start >= end) return undefined
  const first = line[start] ?? ''
  if (first === "'" || first === '"') return quoted(line, start, end, first, indent)
  if (NOT_PLAIN.includes(first) || hasControl(line)) return undefined
  const comment = line.indexOf(' #', start)
  const text = line.slice(start, comment === -1 ? end : comment).trimEnd()
  // A colon before a space or at the end makes a mapping of it.
  return text.includes(': ') || text.endsWith(':') ? undefined : { text, start, indent }
}

const SPACE = 32
const DASH = 45

/** What a plain text cannot begin with. Some of them could when a letter follows; the YAML parser knows. */
const NOT_PLAIN = '-?:,[]{}#&*!|>%@`'

function quoted(line: string, start: number, end: number, quote: string, indent: number): Item | undefined {
  const close = line.indexOf(quote, start + 1)
  if (close === -1 || line[close + 1] === quote) return undefined
  const rest = line.slice(close + 1, end)
  if (rest !== '' && !/^ +(#.*)?$/.test(rest)) return undefined
  const text = line.slice(start + 1, close)
  return hasControl(line) || (quote === '"' && text.includes('\\')) ? undefined : { text, start: start + 1, indent }
}

/** Without the spaces, and the carriage return, at the end. */
function contentEnd(line: string): number {
  let end = line.length
  while (end > 0 && (line.charCodeAt(end - 1) === SPACE || line.charCodeAt(end - 1) === 13)) end--
  return end
}

/** Control characters, tabs included; a carriage return at the end of the line is none. */
function hasControl(line: string): boolean {
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index)
    if ((code < 32 && !(code === 13 && index === line.length - 1)) || (code >= 127 && code < 160)) return true
  }
  return false
}
