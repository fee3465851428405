// What the commands about rule files find out. Types only.
import type { Diagnostic } from './diagnostic.ts'

/** What a file of rules turned out to be. */
export interface RuleFileInfo {
  readonly file: string
  /** `config`: a configuration of mihomo. `list`: lines of rules. `provider`: lines of a rule provider, without targets. */
  readonly kind: 'config' | 'list' | 'provider'
  /** Of a provider. */
  readonly behaviour?: 'classical' | 'domain' | 'ipcidr'
  readonly rules: number
  /** Sub-rule lists. */
  readonly lists: number
}

export interface RulesFinding extends Diagnostic {
  /** The rule it is about, and where it begins. */
  readonly rule: { readonly text: string; readonly column: number }
  /** The line that takes what this one matches. */
  readonly by?: { readonly line: number; readonly text: string }
}

export interface RulesLint extends RuleFileInfo {
  /** How often each code was found; complete even when `findings` is not. */
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number }
  readonly codes: Readonly<Record<string, number>>
  readonly findings: readonly RulesFinding[]
  /** Findings that were counted and left out. */
  readonly omitted: number
  readonly exitCode: number
}

export interface RulesFind {
  readonly file: string
  readonly host: string
  readonly port: number
  readonly network: 'tcp' | 'udp'
  /** The rule that decides; left out when none fits. In a provider: the entry that holds the host. */
  readonly rule?: { readonly text: string; readonly line: number; readonly column: number; readonly index: number }
  /** Left out for providers, which have no targets. */
  readonly target?: string
  readonly why: string
  /** What the answer depends on and gw does not know. */
  readonly notes: readonly string[]
  readonly exitCode: number
}

export interface RulesStats extends RuleFileInfo {
  readonly types: readonly (readonly [type: string, count: number])[]
  readonly targets: readonly (readonly [target: string, count: number])[]
  readonly errors: number
  readonly warnings: number
  readonly exitCode: number
}
