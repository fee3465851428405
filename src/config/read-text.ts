// The bytes of a gateway.yaml as text: refuses what is too large, not UTF-8, or not text at all.
import type { Diagnostic } from '../model/diagnostic.ts'

/** The largest gateway.yaml that is read, bytes. */
export const MAX_BYTES = 4 * 1024 * 1024

/** The text without its byte order mark, or why there is none. */
export function readText(file: string, content: Uint8Array | string): string | Diagnostic {
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length
  if (bytes > MAX_BYTES) return tooLarge(file, bytes)
  if (typeof content === 'string') return content.replace(/^\uFEFF/, '')
  if (isUtf16(content))
    return notUtf8(file, 'The file is UTF-16, as Windows PowerShell writes it with > and Out-File.', 0, content)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return notUtf8(file, 'The file has bytes that are not UTF-8.', goodLength(content), content)
  }
}

function tooLarge(file: string, bytes: number): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/too-large',
    message: `The file has ${bytes} bytes.`,
    why: `A gateway.yaml may have ${MAX_BYTES} bytes (4 MiB).`,
    fix: 'Check that this is the right file.',
    position: { file, line: 1, column: 1 },
  }
}

function isUtf16(content: Uint8Array): boolean {
  const [first, second] = content
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function notUtf8(file: string, message: string, offset: number, content: Uint8Array): Diagnostic {
  // A character that has only begun is held back, so the place told is its first byte.
  const before = new TextDecoder().decode(content.subarray(0, offset), { stream: true })
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return {
    severity: 'error',
    code: 'yaml/not-utf8',
    message,
    fix: 'Save it as UTF-8.',
    position: { file, line: before.split('\n').length, column: [...line].length + 1 },
  }
}

/** How many bytes could still be the beginning of valid text, found by halving. */
function goodLength(content: Uint8Array): number {
  let good = 0
  let bad = content.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isValidStart(content.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

/** True when a longer text could begin with these bytes. */
function isValidStart(content: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: true })
    return true
  } catch {
    return false
  }
}
