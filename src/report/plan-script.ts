// A plan as a PowerShell script for review and for running by hand: `gw plan --script`.
import type { Change, Plan } from '../model/plan.ts'
import { present } from '../powershell/program.ts'
import { renderScript, type ScriptPart } from '../powershell/render/script.ts'

/** The text of the script. Changes that only the ledger knows of are not in it. */
export function renderPlanScript(plan: Plan): string {
  const parts = plan.changes.flatMap((change) => partOf(change, plan))
  const header = [
    `${plan.gateway} on ${plan.machine.computerName} (${plan.host}): what gw plan found on ${plan.createdAt}.`,
    `From ${plan.config.file}. Run it in a console that is elevated; Windows PowerShell 5.1 and PowerShell 7 both do.`,
    'It stops at the first error; what was done until then stays. Run again, it does what is still to do.',
    'Unlike gw apply it compares nothing with the plan before it acts, it goes through its steps once and does not look',
    'whether a later one has disturbed an earlier one, and gw learns of it only by its next plan. Afterwards: gw plan.',
    ...(parts.length === 0 ? ['There is nothing to do.'] : []),
    ...(plan.unknown.length === 0
      ? []
      : [`Left out, because they could not be read: ${plan.unknown.map(({ address }) => address).join(', ')}.`]),
  ]
  return renderScript({ header, parts })
}

function partOf(change: Change, plan: Plan): ScriptPart[] {
  if (change.action === 'record') return []
  const place = change.position === undefined ? [] : [`${change.position.file}:${change.position.line}`]
  const title = [String(change.number), change.action, change.address, ...place, change.cause].join('  ')
  const notes = [
    ...warningsOf(change),
    ...change.properties.map(propertyText),
    ...(change.note === undefined ? [] : [change.note]),
  ]
  if (change.action === 'clear')
    return [{ title, notes, clear: { interface: change.interface, ...stayingOn(change.interface, plan) } }]
  return [{ title, notes, program: change.program, ...restartOf(change) }]
}

/** Of a feature, Windows says itself whether the rest has to wait: windows.md, section 8. */
function restartOf({ kind, cost, ...change }: Change): Pick<ScriptPart, 'restartIf'> {
  if (kind !== 'WindowsFeature' || cost.outage !== 'restart') return {}
  if (!('after' in change) || change.after === undefined || !('state' in change.after)) return {}
  const State = change.after.state === 'Enabled' ? 'EnablePending' : 'DisablePending'
  return { restartIf: present('Get-WindowsOptionalFeature', { FeatureName: change.after.name, State }) }
}

function warningsOf({ cost }: Change): string[] {
  const outage = {
    none: [],
    'cuts traffic': [`! Cuts traffic for about ${cost.seconds} s.`],
    restart: ['! Needs a restart.'],
  }
  return [...outage[cost.outage], ...(cost.oneWay ? ['! Cannot be undone by gw.'] : [])]
}

function propertyText({ property, before, after }: Change['properties'][number]): string {
  return `${property}: ${before === undefined ? '' : `${textOf(before)} -> `}${after === undefined ? 'gone' : textOf(after)}`
}

function textOf(value: string | number | boolean | readonly string[]): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value)
}

/** What the plan itself puts on an interface that it makes. */
function stayingOn(alias: string, { changes }: Plan): { addresses: string[]; nextHops: string[] } {
  const made = changes.flatMap((change) => ('after' in change && change.after !== undefined ? [change.after] : []))
  const here = made.filter((props) => 'interface' in props && props.interface.toLowerCase() === alias.toLowerCase())
  return {
    addresses: here.flatMap((props) => ('address' in props ? [props.address] : [])),
    nextHops: here.flatMap((props) =>
      'nextHop' in props && props.destinationPrefix === '0.0.0.0/0' ? [props.nextHop] : [],
    ),
  }
}
