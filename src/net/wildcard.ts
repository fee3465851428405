// Shell-like patterns over whole strings: `*` any run, `?` exactly one byte. Linear in pattern × text at worst.

/** Case counts. A letter outside ASCII is several bytes, as in Go. */
export function wildcardMatches(pattern: string, text: string): boolean {
  const p = bytes(pattern)
  const t = bytes(text)
  let at = 0
  let star = -1
  let resume = 0
  let next = 0
  while (at < t.length) {
    const letter = p.charCodeAt(next)
    if (letter === STAR) {
      star = next++
      resume = at
    } else if (next < p.length && (letter === QUESTION || letter === t.charCodeAt(at))) {
      next++
      at++
    } else if (star === -1) {
      return false
    } else {
      next = star + 1
      at = ++resume
    }
  }
  while (p.charCodeAt(next) === STAR) next++
  return next === p.length
}

const STAR = 42
const QUESTION = 63

/** One character for each byte. */
function bytes(text: string): string {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 127) return Buffer.from(text, 'utf8').toString('latin1')
  }
  return text
}
