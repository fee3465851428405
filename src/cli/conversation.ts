// The conversation about a plan that changes a machine: it is shown, a person says yes, and the steps are told as they happen.
import type { ApplyEvent } from '../model/apply-event.ts'
import { Stop } from '../model/diagnostic.ts'
import type { Plan } from '../model/plan.ts'
import { applyVoice } from '../report/plain/apply.ts'
import type { Page } from '../report/plain/page.ts'
import { stopOnInterrupt } from './interrupt.ts'
import type { ConfirmFlags } from './options.ts'
import { askYesNo, print, printError, terminal, workOnWithoutListeners } from './terminal.ts'

export interface Words {
  show(page: Page, plan: Plan): string[]
  question(plan: Plan): string
  /** What to type where nobody can be asked. */
  readonly unattended: string
}

export interface Conversation {
  readonly page: Page
  /** Everything that was told, for the document at the end. */
  readonly events: readonly ApplyEvent[]
  /** What app/ asks for. */
  readonly parts: {
    readonly signal: AbortSignal
    /** Throws Stop with `apply/not-confirmed` where nobody can be asked. */
    confirm(plan: Plan): Promise<boolean>
    on(event: ApplyEvent): void
  }
}

/** With `json` nothing is said until the document at the end. */
export function converse({ json, yes }: ConfirmFlags, words: Words): Conversation {
  const { out: page, canAsk, isLive } = terminal()
  const events: ApplyEvent[] = []
  const say = applyVoice(page, isLive)
  const signal = stopOnInterrupt(process, process.exit, (text) => {
    if (!json) printError(['', text])
  })
  return {
    page,
    events,
    parts: {
      signal,
      async confirm(plan) {
        if (!json) print(words.show(page, plan))
        if (yes) return true
        if (json || !canAsk) throw notConfirmed(words.unattended)
        return askYesNo(`\n${words.question(plan)}`)
      },
      on(event) {
        events.push(event)
        if (event.type === 'started') workOnWithoutListeners()
        if (!json) process.stdout.write(say(event))
      },
    },
  }
}

function notConfirmed(fix: string): Stop {
  return new Stop([
    {
      severity: 'error',
      code: 'apply/not-confirmed',
      message: 'Nothing was changed: nobody is here to confirm the plan.',
      why: 'Input or output is not a terminal, so gw cannot ask.',
      fix,
    },
  ])
}
