// gw destroy
import { destroy } from '../../app/destroy.ts'
import type { ApplyEvent } from '../../model/apply-event.ts'
import type { Plan } from '../../model/plan.ts'
import { destroyJson } from '../../report/json.ts'
import { renderAccount, renderDeclined } from '../../report/plain/account.ts'
import { applyVoice } from '../../report/plain/apply.ts'
import { renderDestroy } from '../../report/plain/destroy.ts'
import { plural } from '../../report/plain/diagnostic.ts'
import { stopOnInterrupt } from '../interrupt.ts'
import { nextArguments } from '../next-arguments.ts'
import { notConfirmed } from '../not-confirmed.ts'
import type { ConfirmFlags, PlanFlags } from '../options.ts'
import { askYesNo, print, printError, printJson, terminal } from '../terminal.ts'

export interface DestroyFlags extends Omit<PlanFlags, 'target' | 'exclude'>, ConfirmFlags {
  readonly keep?: string[]
}

export async function runDestroy(file: string | undefined, options: DestroyFlags): Promise<number> {
  const { json, yes, wait, ...input } = options
  const { out: page, canAsk, isLive } = terminal()
  const events: ApplyEvent[] = []
  const planOnly = json !== undefined && yes === undefined
  const say = applyVoice(page, isLive)
  const signal = stopOnInterrupt(process, process.exit, (text) => {
    if (!json) printError(['', text])
  })
  const confirm = async (plan: Plan): Promise<boolean> => {
    if (!json) print(renderDestroy(page, plan))
    if (yes) return true
    if (planOnly) return false
    if (!canAsk) throw notConfirmed('Read the plan above, then say gw destroy --yes')
    return askYesNo(`\nGive the machine back in ${plural(plan.changes.length, 'step')}?`)
  }
  const { plan, account, exitCode } = await destroy({
    ...input,
    ...(file === undefined ? {} : { file }),
    confirm,
    signal,
    waitSeconds: wait ?? 0,
    on(event) {
      events.push(event)
      if (!json) process.stdout.write(say(event))
    },
  })
  // A document is for programs and reviewers: without --yes it is the plan, and changes are pending.
  if (planOnly) return printPlan(plan, exitCode)
  if (json) printJson(destroyJson(plan, account, events, exitCode))
  else if (plan.changes.length === 0) print(renderDestroy(page, plan))
  else if (account !== undefined)
    print(renderAccount(page, account, plan, nextArguments({ ...input, file }), 'destroy'))
  else print(renderDeclined(page))
  return exitCode
}

function printPlan(plan: Plan, exitCode: number): number {
  const code = plan.changes.length === 0 ? exitCode : 2
  printJson(destroyJson(plan, undefined, [], code))
  return code
}
