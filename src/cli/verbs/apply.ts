// gw apply
import { apply } from '../../app/apply.ts'
import { applyJson } from '../../report/json.ts'
import { renderAccount, renderDeclined } from '../../report/plain/account.ts'
import { plural } from '../../report/plain/diagnostic.ts'
import { renderPlan } from '../../report/plain/plan.ts'
import { converse } from '../conversation.ts'
import { nextArguments } from '../next-arguments.ts'
import type { ConfirmFlags, PlanFlags } from '../options.ts'
import { print, printJson } from '../terminal.ts'

export interface ApplyFlags extends PlanFlags, ConfirmFlags {}

export async function runApply(file: string | undefined, options: ApplyFlags): Promise<number> {
  const { json, yes: _yes, wait, ...input } = options
  const { page, events, parts } = converse(options, {
    show: renderPlan,
    question: ({ changes }) => `Apply ${plural(changes.length, 'change')}? gw stops at the first that fails.`,
    unattended: 'Read the plan with gw plan, then say gw apply --yes',
  })
  const named = file === undefined ? {} : { file }
  const result = await apply({ ...input, ...named, ...parts, waitSeconds: wait ?? 0 })
  const { plan, account, exitCode } = result
  if (json) printJson(applyJson(plan, account, events, exitCode))
  else if (account !== undefined)
    print(renderAccount(page, account, plan, nextArguments({ ...input, file: result.file })))
  else if (plan.changes.length === 0) print(renderPlan(page, plan))
  else print(renderDeclined(page))
  return exitCode
}
