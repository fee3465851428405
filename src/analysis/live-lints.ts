// What the lints say of the machine as somebody has left it: the file with everything that drifted as it is now.
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Change, Plan } from '../model/plan.ts'
import { driftOf, isDrift } from '../model/plan-summary.ts'
import type { Props, Resource } from '../model/resource.ts'
import { runLints } from './lints.ts'

/**
 * Only what the file itself does not give cause for. Never an error, because an error keeps apply from putting it right.
 * `today` as for the lints.
 */
export function lintLive(gateway: Gateway, plan: Plan, today: string): Diagnostic[] {
  const { drift } = driftOf(plan)
  const [first] = drift
  // Before the first apply nothing has drifted: the machine is as somebody wanted it.
  if (first === undefined || plan.lastApplied === undefined) return []
  const said = new Set(runLints(gateway, today).map(keyOf))
  const addresses = new Set(drift.map(({ address }) => address))
  return runLints({ ...gateway, resources: asLeft(gateway, drift) }, today)
    .filter((diagnostic) => !said.has(keyOf(diagnostic)) && !isSaid(plan, diagnostic))
    .map(({ address = first.address, message, fix: _whatToWrite, ...rest }) => ({
      ...rest,
      severity: 'warning',
      message: `As the machine is now: ${message}`,
      fix: 'gw apply puts it back.',
      address: addresses.has(address) ? address : first.address,
    }))
}

/** The engine has said it already, in words of its own. */
function isSaid({ diagnostics }: Plan, { code, address }: Diagnostic): boolean {
  return diagnostics.some((one) => one.code === code && one.address !== undefined && one.address === address)
}

function keyOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`
}

function asLeft({ resources }: Gateway, drift: readonly Change[]): Resource[] {
  const byAddress = new Map(drift.map((change) => [change.address, change]))
  const left = resources.flatMap((resource) => {
    const change = byAddress.get(resource.address)
    return change === undefined ? [resource] : asFound(resource, change)
  })
  const interfaces = new Set(resources.flatMap(({ props }) => ('interface' in props ? [props.interface] : [])))
  return [...left, ...drift.flatMap((change) => foreignOn(change, interfaces))]
}

function asFound(resource: Resource, change: Change): Resource[] {
  if (change.action === 'create') return []
  const found = change.properties
    .filter(({ cause, before }) => isDrift(cause) && before !== undefined)
    .map(({ property, before }) => [property, before])
  // Values that were read of these very properties, so the props are still of their kind.
  return [{ ...resource, props: { ...resource.props, ...Object.fromEntries(found) } as Props }]
}

/** An address or a route that somebody added to an interface of the file. */
function foreignOn(change: Change, interfaces: ReadonlySet<string>): Resource[] {
  if (change.cause !== 'foreign' || change.action !== 'delete' || change.position === undefined) return []
  const { address, kind, before: props, position } = change
  if (!('interface' in props) || !interfaces.has(props.interface)) return []
  return [{ address, kind, props, position, positions: {}, needs: [] }]
}
