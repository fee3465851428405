// A plan as a file: saved for review, compared with the machine before it is applied, used once.

import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { Change, Plan } from '../model/plan.ts'
import type { Props } from '../model/resource.ts'
import { IDENTITY } from './difference.ts'
import { pick } from './equal.ts'

const FORMAT_VERSION = 1
const MAKE_IT_AGAIN = 'Make it again: gw plan -o plan.json'

export function renderPlanFile(plan: Plan): string {
  return `${JSON.stringify(plan, null, 1)}\n`
}

/** Throws Stop for a torn file, one of a newer version, and JSON that is no plan. */
export function parsePlanFile(text: string, file: string): Plan {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Stop([
      fileProblem('plan/torn', `${file} is no plan, or only a part of one: it is not JSON.`, MAKE_IT_AGAIN, file),
    ])
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('formatVersion' in value) ||
    typeof value.formatVersion !== 'number'
  ) {
    throw new Stop([
      fileProblem('plan/not-a-plan', `${file} is JSON, but not a plan.`, 'Make one: gw plan -o plan.json', file),
    ])
  }
  if (value.formatVersion > FORMAT_VERSION) {
    throw new Stop([
      fileProblem(
        'plan/newer-version',
        `${file} has format ${value.formatVersion}; this gw knows format ${FORMAT_VERSION}.`,
        'Use the gw that made it, or make it again: gw plan -o plan.json',
        file,
      ),
    ])
  }
  if (!isPlan(value))
    throw new Stop([fileProblem('plan/not-a-plan', `${file} is JSON, but not a whole plan.`, MAKE_IT_AGAIN, file)])
  return value
}

/** Why a saved plan no longer fits, one diagnostic per reason; empty when it does. Steps are compared, so a change by hand shows. */
export function comparePlans(saved: Plan, fresh: Plan): Diagnostic[] {
  if (
    saved.machine.machineGuid !== fresh.machine.machineGuid ||
    saved.machine.smbiosUuid !== fresh.machine.smbiosUuid
  ) {
    return [
      stale(
        'plan/other-machine',
        `The plan was made for ${saved.machine.computerName}, and this is ${fresh.machine.computerName}.`,
        'Make a plan for this machine: gw plan -o plan.json',
      ),
    ]
  }
  if (saved.gateway !== fresh.gateway)
    return [stale('plan/other-gateway', `The plan is of the gateway ${saved.gateway}, not of ${fresh.gateway}.`)]
  const isUsed = saved.ledgerSerial !== fresh.ledgerSerial
  const problems: Diagnostic[] = isUsed ? [used(saved, fresh)] : []
  if (saved.config.hash !== fresh.config.hash)
    problems.push(stale('plan/config-changed', `${fresh.config.file} has changed since the plan was made.`))
  // What was applied since explains the rest.
  if (isUsed) return problems
  for (const address of new Set([...Object.keys(saved.fingerprints), ...Object.keys(fresh.fingerprints)])) {
    if (saved.fingerprints[address] !== fresh.fingerprints[address])
      problems.push(moved(address, saved.fingerprints[address], fresh.fingerprints[address]))
  }
  if (problems.length === 0) problems.push(...comparedChanges(saved, fresh))
  return problems
}

/** What names an object that moves or goes along: another one of them is another plan. */
function identityOf(props: Props): Props {
  return pick(props, (property) => IDENTITY.has(property))
}

function comparedChanges(saved: Plan, fresh: Plan): Diagnostic[] {
  const key = (change: Change) =>
    JSON.stringify([
      change.address,
      change.action,
      change.program,
      'after' in change ? change.after : null,
      change.touches.map(({ effect, kind, from }) => [effect, kind, from && identityOf(from)]),
    ])
  const [theirs, ours] = [saved.changes.map(key), fresh.changes.map(key)]
  if (theirs.length === ours.length && theirs.every((text, index) => text === ours[index])) return []
  const differing = fresh.changes.find((_, index) => theirs[index] !== ours[index]) ?? saved.changes[ours.length]
  return [
    stale(
      'plan/steps-differ',
      `The steps of the plan are not those that this gw computes${differing ? `, first at ${differing.address}` : ''}.`,
    ),
  ]
}

function used(saved: Plan, fresh: Plan): Diagnostic {
  const when = fresh.lastApplied ? ` Last: ${fresh.lastApplied.at} by ${fresh.lastApplied.by}.` : ''
  return stale(
    'plan/used',
    `Something has been applied to this machine since the plan was made (${saved.ledgerSerial} → ${fresh.ledgerSerial}).${when}`,
    'A plan is used once. Make a new one: gw plan -o plan.json',
  )
}

function moved(address: string, before: string | undefined, after: string | undefined): Diagnostic {
  const what =
    after === undefined || after === 'absent'
      ? 'is gone'
      : before === undefined || before === 'absent'
        ? 'has come'
        : 'has changed'
  return { ...stale('plan/machine-changed', `${address} ${what} since the plan was made.`), address }
}

function stale(code: string, message: string, fix = 'Look at the new plan first: gw plan'): Diagnostic {
  return { severity: 'error', code, message, fix }
}

function fileProblem(code: string, message: string, fix: string, file: string): Diagnostic {
  return { severity: 'error', code, message, fix, position: { file, line: 1, column: 1 } }
}

/** Deep enough to be shown and compared safely; what apply does is computed again and never taken from the file. */
function isPlan(value: object): value is Plan {
  const has = (name: string, test: (field: unknown) => boolean) =>
    test(Object.entries(value).find(([key]) => key === name)?.[1])
  const isText = (field: unknown) => typeof field === 'string'
  const isObject = (field: unknown) => typeof field === 'object' && field !== null && !Array.isArray(field)
  return (
    ['id', 'createdAt', 'gateway', 'host'].every((name) => has(name, isText)) &&
    ['machine', 'config', 'options', 'fingerprints', 'reads'].every((name) => has(name, isObject)) &&
    ['restarting', 'inSync', 'unknown', 'findings', 'diagnostics'].every((name) => has(name, Array.isArray)) &&
    has('ledgerSerial', (field) => typeof field === 'number') &&
    has('changes', (field) => Array.isArray(field) && field.every(isChange))
  )
}

function isChange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const change = value as Record<string, unknown> // an object of the file, looked at field by field
  return (
    typeof change.number === 'number' &&
    ['address', 'kind', 'cause', 'action'].every((name) => typeof change[name] === 'string') &&
    ['properties', 'needs', 'knownAfter', 'touches', 'program'].every((name) => Array.isArray(change[name])) &&
    typeof change.cost === 'object' &&
    change.cost !== null
  )
}
