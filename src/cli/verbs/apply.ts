// gw apply
import { apply } from '../../app/apply.ts'
import type { ApplyEvent } from '../../model/apply-event.ts'
import type { Plan } from '../../model/plan.ts'
import { applyJson } from '../../report/json.ts'
import { renderAccount, renderDeclined } from '../../report/plain/account.ts'
import { applyVoice } from '../../report/plain/apply.ts'
import { plural } from '../../report/plain/diagnostic.ts'
import { renderPlan } from '../../report/plain/plan.ts'
import { stopOnInterrupt } from '../interrupt.ts'
import { nextArguments } from '../next-arguments.ts'
import { notConfirmed } from '../not-confirmed.ts'
import type { ConfirmFlags, PlanFlags } from '../options.ts'
import { askYesNo, print, printError, printJson, terminal } from '../terminal.ts'

export interface ApplyFlags extends PlanFlags, ConfirmFlags {}

export async function runApply(file: string | undefined, options: ApplyFlags): Promise<number> {
  const { json, yes, wait, ...input } = options
  const { out: page, canAsk, isLive } = terminal()
  const events: ApplyEvent[] = []
  const say = applyVoice(page, isLive)
  const signal = stopOnInterrupt(process, process.exit, (text) => {
    if (!json) printError(['', text])
  })
  const confirm = async (plan: Plan): Promise<boolean> => {
    if (!json) print(renderPlan(page, plan))
    if (yes) return true
    if (json || !canAsk) throw notConfirmed('Read the plan with gw plan, then say gw apply --yes')
    return askYesNo(`\nApply ${plural(plan.changes.length, 'change')}? gw stops at the first that fails.`)
  }
  const result = await apply({
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
  const { plan, account, exitCode } = result
  if (json) printJson(applyJson(plan, account, events, exitCode))
  else if (account !== undefined)
    print(renderAccount(page, account, plan, nextArguments({ ...input, file: result.file })))
  else if (plan.changes.length === 0) print(renderPlan(page, plan))
  else print(renderDeclined(page))
  return exitCode
}
