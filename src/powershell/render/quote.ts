// Any text as a PowerShell expression that evaluates to exactly that text. The only place where text becomes PowerShell.

/**
 * ASCII only, so that no code page, editor or redirection changes it: 5.1 reads a file without BOM in the machine's
 * code page (windows.md, section 10), in which a byte of `网` is a typographic quote, and PowerShell ends strings there.
 */
export function quote(text: string): string {
  // As an argument `--%` stops parsing even in quotes; the real engine showed it.
  if (text === '--%') return `(${single(text)})`
  if (/^[ -~]*$/.test(text)) return single(text)
  const escaped = text.replaceAll('\\', '\\\\').replace(/[^ -~]/g, (unit) => `\\u${hex(unit)}`)
  return `([regex]::Unescape(${single(escaped)}))`
}

/** In single quotes nothing is special but the quote itself. */
function single(ascii: string): string {
  return `'${ascii.replaceAll("'", "''")}'`
}

/** One UTF-16 unit, as .NET counts: half a surrogate pair stays half a pair. */
function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0')
}

/**
 * Lines of a comment. Whatever could end one is shown as an escape. After a line that is not ASCII comes an empty one:
 * in a two-byte code page the last byte may take the line end with it, and then only the empty comment is lost.
 */
export function comment(text: string): string[] {
  const line = `# ${text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, (unit) => `\\u${hex(unit)}`)}`.trimEnd()
  return /^[ -~]*$/.test(line) ? [line] : [line, '#']
}
