// What an apply tells while it works; every voice of report/ says the same events.
import type { Diagnostic } from './diagnostic.ts'
import type { Change, Plan } from './plan.ts'
import type { Address } from './resource.ts'

export type ApplyEvent =
  | { readonly type: 'started'; readonly plan: Plan }
  | { readonly type: 'step-started'; readonly change: Change }
  | { readonly type: 'waiting'; readonly change: Change; readonly for: string }
  | {
      readonly type: 'step-done'
      readonly change: Change
      readonly outcome: StepOutcome
      readonly seconds: number
      readonly note?: string
    }
  | { readonly type: 'step-failed'; readonly change: Change; readonly problem: Diagnostic; readonly seconds: number }
  | { readonly type: 'finished'; readonly account: Account }

/** `already so`: somebody else, or an earlier step, had done it; nothing was called. */
export type StepOutcome = 'done' | 'already so' | 'recorded'

/** The exact account of an apply: every change of the plan is in one of the lists. */
export interface Account {
  readonly done: readonly Address[]
  readonly failed?: {
    readonly address: Address
    readonly problem: Diagnostic
    readonly effect: 'none' | 'partly' | 'took effect' | 'unknown'
  }
  readonly notStarted: readonly Address[]
  /** Changes that were left for after the restart of Windows. */
  readonly postponed: readonly Address[]
  /** What Windows has to restart for, by this apply or by an earlier one. */
  readonly restart: readonly Address[]
  /** What a plan on the re-read machine still wants; undefined when the machine could not be read. */
  readonly remaining?: Plan
  readonly problems: readonly Diagnostic[]
  readonly exitCode: number
}
