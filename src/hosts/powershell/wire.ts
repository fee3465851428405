// Text on the pipe to runner.ps1: one ASCII line a message, so no code page between here and PowerShell can change it.

/** What a request may carry. */
export type Sendable = string | number | boolean | null | readonly Sendable[] | { readonly [name: string]: Sendable }

/** A request as one ASCII line. Strings that are not gw's own words have to go through `asData`. */
export function encodeRequest(request: { readonly [name: string]: Sendable }): string {
  return `${JSON.stringify(request)}\n`
}

/**
 * Writes every string as `=` and its text with `\uXXXX` for what is not plain ASCII; the runner turns that back.
 * ConvertFrom-Json of PowerShell 7 would make dates of strings that look like dates (windows.md, section 10), and would
 * replace half a surrogate pair; it never sees either.
 */
export function asData(value: Sendable): Sendable {
  if (typeof value === 'string') return `=${value.replaceAll('\\', '\\\\').replace(/[^ -~]/g, escapeUnit)}`
  if (Array.isArray(value)) return value.map(asData)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asData(inner)]))
}

/** By UTF-16 unit, as .NET counts; half a pair stays half a pair. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
