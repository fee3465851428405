// PowerShell's wildcard patterns: * ? [abc] [a-z] and the backtick, without regard to case.

/** True when the text has a character that PowerShell would take for a pattern. */
export function isPattern(text: string): boolean {
  return /[*?[\]]/.test(text.replace(/`./g, ''))
}

/** Whether `value` fits the pattern. A pattern that is not well formed, such as `a[1`, fits nothing. */
export function fitsPattern(pattern: string, value: string): boolean {
  const source = toRegExpSource(pattern)
  return source !== undefined && new RegExp(`^${source}$`, 'isu').test(value)
}

/** Names compare whole and without regard to case. */
export function isSameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function toRegExpSource(pattern: string): string | undefined {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at)
    if (character === '*') source += '.*'
    else if (character === '?') source += '.'
    else if (character === '`' && at + 1 < pattern.length) source += literally(pattern.charAt(++at))
    else if (character === '[') {
      const end = pattern.indexOf(']', at + 1)
      if (end === -1 || end === at + 1) return undefined
      const set = toSet(pattern.slice(at + 1, end))
      if (set === undefined) return undefined
      source += set
      at = end
    } else source += literally(character)
  }
  return source
}

/** `a-z0` as a character class; a range that runs backwards is not well formed. */
function toSet(body: string): string | undefined {
  const parts = [...body.matchAll(/(.)-(.)|(.)/gsu)]
  if (parts.some(([, from, to]) => from !== undefined && to !== undefined && from > to)) return undefined
  return `[${parts.map(([, from, to, one]) => (one === undefined ? `${inSet(from)}-${inSet(to)}` : inSet(one))).join('')}]`
}

function inSet(character = ''): string {
  return /[\\\]^[-]/.test(character) ? `\\${character}` : character
}

function literally(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}
