// A small question about a gateway: one id, one failure it prevents.
import type { Diagnostic, Severity } from './diagnostic.ts'
import type { Gateway } from './gateway.ts'

/** What a lint says; its id and severity are added by the runner. */
export type LintMessage = Omit<Diagnostic, 'severity' | 'code'>

export interface Lint {
  /** GWnnn of the forwarding model. */
  readonly id: string
  readonly severity: Severity
  check(gateway: Gateway): readonly LintMessage[]
}
