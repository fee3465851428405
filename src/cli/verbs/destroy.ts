// gw destroy
import { destroy } from '../../app/destroy.ts'
import type { Plan } from '../../model/plan.ts'
import { destroyJson } from '../../report/json.ts'
import { renderAccount, renderDeclined } from '../../report/plain/account.ts'
import { renderDestroy } from '../../report/plain/destroy.ts'
import { plural } from '../../report/plain/diagnostic.ts'
import { converse } from '../conversation.ts'
import { nextArguments } from '../next-arguments.ts'
import type { ConfirmFlags, PlanFlags } from '../options.ts'
import { print, printJson } from '../terminal.ts'

export interface DestroyFlags extends Omit<PlanFlags, 'target' | 'exclude'>, ConfirmFlags {
  readonly keep?: string[]
}

export async function runDestroy(file: string | undefined, options: DestroyFlags): Promise<number> {
  const { json, yes, wait, ...input } = options
  const { page, events, parts } = converse(options, {
    show: renderDestroy,
    question: ({ changes }) => `Give the machine back in ${plural(changes.length, 'step')}?`,
    unattended: 'Read the plan above, then say gw destroy --yes',
  })
  // A document is for programs and reviewers: without --yes it is the plan, and changes are pending.
  const isPlanOnly = json !== undefined && yes === undefined
  const confirm = isPlanOnly ? async () => false : parts.confirm
  const named = file === undefined ? {} : { file }
  const { plan, account, exitCode } = await destroy({ ...input, ...named, ...parts, confirm, waitSeconds: wait ?? 0 })
  if (isPlanOnly) return printPlan(plan, exitCode)
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
