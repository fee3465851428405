// Interprets a program on a machine: asks its conditions on fresh rows, does its acts, waits for what it awaits.

import type { Host } from '../model/host.ts'
import { holds } from '../powershell/condition.ts'
import type { ErrorRecord } from '../powershell/error-record.ts'
import { actOf, type Condition, type Program, type Step, type Wait } from '../powershell/program.ts'

/** Time between two looks at something that is awaited, seconds. */
const POLL_SECONDS = 0.5

/** Undefined when every step went through, otherwise why the first one did not. Throws HostLost. */
export async function runProgram(program: Program, host: Host): Promise<ErrorRecord | undefined> {
  for (const step of program) {
    const error = await runStep(step, host)
    if (error !== undefined) return error
  }
  return undefined
}

async function runStep(step: Step, host: Host): Promise<ErrorRecord | undefined> {
  if (step.onlyIf !== undefined) {
    const answer = await ask(step.onlyIf, host)
    if (typeof answer !== 'boolean') return answer
    if (!answer) return undefined
  }
  const outcome = await host.run(actOf(step))
  const error = outcome.ok ? step.waitFor && (await waitFor(step.waitFor, host)) : outcome.error
  return error !== undefined && step.otherwise !== undefined ? runProgram(step.otherwise, host) : error
}

async function waitFor({ for: condition, seconds }: Wait, host: Host): Promise<ErrorRecord | undefined> {
  const end = host.now().getTime() + seconds * 1000
  for (;;) {
    const answer = await ask(condition, host)
    if (answer === true) return undefined
    if (typeof answer !== 'boolean') return answer
    if (host.now().getTime() >= end) return tooLate(condition, seconds)
    await host.wait(POLL_SECONDS)
  }
}

async function ask(condition: Condition, host: Host): Promise<boolean | ErrorRecord> {
  const snapshot = await host.read([condition.table])
  const unknown = snapshot.unknown(condition.table)
  if (unknown !== undefined)
    return {
      id: unknown.id,
      category: 'NotSpecified',
      message: `${condition.table} could not be read: ${unknown.reason}`,
    }
  return holds(condition, snapshot)
}

function tooLate(condition: Condition, seconds: number): ErrorRecord {
  const what = Object.values(condition.where).join(', ')
  const message = `after ${seconds} s ${what} is ${condition.is === 'present' ? 'not there' : 'still there'} (${condition.table}).`
  return { id: 'gw/wait-ran-out', category: 'OperationTimeout', message }
}
