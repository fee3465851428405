// What `gw check` finds out about a file, without any machine.
import type { Diagnostic } from './diagnostic.ts'

export interface CheckResult {
  readonly file: string
  /** Name of the gateway; left out when the file could not be read so far. */
  readonly gateway?: string
  /** What the file declares, in the order of the file: `['switch', 1]`. Empty when it is not well formed. */
  readonly declared: readonly (readonly [what: string, count: number])[]
  readonly resources: number
  readonly diagnostics: readonly Diagnostic[]
  readonly exitCode: number
}
