// A problem as a value: what is wrong, where, and what to write instead.

/** A place in a file the user wrote. Lines and columns count from 1; `length` is in characters of that line. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly length?: number
}

export type Severity = 'error' | 'warning' | 'info'

export interface Diagnostic {
  readonly severity: Severity
  /** Stable: `GWnnn` for the lints, `area/slug` for everything else. Explained in docs/messages.md. */
  readonly code: string
  /** What is wrong, one sentence with the value that is wrong in it. */
  readonly message: string
  /** Why, or what follows from it. */
  readonly why?: string
  /** What to write or to do instead. */
  readonly fix?: string
  readonly position?: Position
  /** Address of the resource it is about, when it is about one. */
  readonly address?: string
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error'
}

/** In the order of the file, then by code; those without a position come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      (a.position?.file ?? '').localeCompare(b.position?.file ?? '') ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
      a.code.localeCompare(b.code),
  )
}

/** Thrown where a problem of the user's ends the command: carries its diagnostics and the exit code of design.md. */
export class Stop extends Error {
  readonly diagnostics: readonly Diagnostic[]
  readonly exitCode: number

  constructor(diagnostics: readonly Diagnostic[], exitCode = 1) {
    super(diagnostics.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`).join('\n'))
    this.name = 'Stop'
    this.diagnostics = diagnostics
    this.exitCode = exitCode
  }
}
