// Case as Go's strings package folds it: letter by letter, never by context, never one letter to two.

/** strings.ToLower */
export function lower(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return each(text, (letter) => (letter === '\u0130' ? 'i' : single(letter.toLowerCase(), letter)))
}

/** strings.ToUpper */
export function upper(text: string): string {
  return isAscii(text) ? text.toUpperCase() : each(text, (letter) => single(letter.toUpperCase(), letter))
}

/** Two texts are equal under strings.EqualFold exactly when their folds are equal. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  // U+0130 and U+0131 fold to nothing but themselves.
  return each(text, (letter) =>
    letter === '\u0130' || letter === '\u0131'
      ? letter
      : single(single(letter.toUpperCase(), letter).toLowerCase(), letter),
  )
}

export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

function each(text: string, change: (letter: string) => string): string {
  let changed = ''
  for (const letter of text) changed += change(letter)
  return changed
}

/** German ß has the capital SS in JavaScript and stays ß in Go. */
function single(changed: string, letter: string): string {
  return [...changed].length === 1 ? changed : letter
}
