// What is kept of a PowerShell error: ids and categories to decide on, text for people only.

/** Messages are localised and wrapped; ids stay English in every language: windows.md, section 4. */
export interface ErrorRecord {
  /** FullyQualifiedErrorId, for example `Windows System Error 1168,New-NetIPAddress`. */
  readonly id: string
  /** CategoryInfo.Category, for example `ObjectNotFound`. */
  readonly category: string
  readonly hresult?: number
  readonly target?: string
  /** For people; nothing may match on it. */
  readonly message: string
}

const ELEVATION_REQUIRED = 0x800702e4 | 0

/** True when the error means that the caller lacks the right, whoever reports it: windows.md, section 4. */
export function isAccessDenied(error: ErrorRecord): boolean {
  return (
    error.category === 'PermissionDenied' ||
    // ERROR_ELEVATION_REQUIRED, which DISM reports without a category: windows.md, section 4.
    error.hresult === ELEVATION_REQUIRED ||
    /^Windows System Error 5,/.test(error.id) ||
    /^HRESULT 0x8007?0*5\b/i.test(error.id)
  )
}
