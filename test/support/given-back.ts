// Taking everything back, and what a machine is to somebody who looks at it: for holding before against after.
import { isByDhcp } from '../../src/engine/authority.ts'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Account } from '../../src/model/apply-event.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Plan, PlanOptions, Prove } from '../../src/model/plan.ts'
import { providerOf } from '../../src/model/provider.ts'
import type { Kind, Props } from '../../src/model/resource.ts'
import { registry } from '../../src/providers/registry.ts'

const KINDS = Object.keys(registry) as Kind[] // keys of Registry are kinds

/** A gateway of which nothing is wanted any more. */
export function givenBack(gateway: Gateway): Gateway {
  return { ...gateway, resources: [], authorities: [], others: { mode: 'ignored', allow: [] } }
}

export async function destroy(
  gateway: Gateway,
  machine: SimulatedMachine,
  options: Partial<PlanOptions> = {},
  prove?: Prove,
): Promise<{ plan: Plan; account: Account }> {
  const input = {
    gateway: givenBack(gateway),
    host: simulatedHost(machine),
    registry,
    options: { target: [], exclude: [], accept: [], ...options },
    diagnostics: [],
    ...(prove && { prove }),
  }
  const plan = await makePlan(input)
  const account = await applyPlan({
    ...input,
    plan,
    verb: 'destroy',
    on: () => {},
    signal: new AbortController().signal,
  })
  return { plan, account }
}

/**
 * Every object of every kind as gw sees it, and the adapters. Without what counts as equal: GUIDs, indexes and lease times
 * are in no property; dynamic MACs and what a lease brings are left out.
 */
export async function lookOf(machine: SimulatedMachine): Promise<string[]> {
  const snapshot = await simulatedHost(machine).read([
    ...new Set(KINDS.flatMap((kind) => [...providerOf(registry, kind).reads, ...providerOf(registry, kind).looksAt])),
  ])
  const isReadable = (kind: Kind) =>
    providerOf(registry, kind).reads.every((table) => snapshot.unknown(table) === undefined)
  const objects = KINDS.filter(isReadable).flatMap((kind) => [...providerOf(registry, kind).actual(snapshot)])
  // A lease is between Windows and the DHCP server: that DHCP is on is compared, what it gives is not.
  // Windows gives its own switches new addresses at every start.
  const isOfWindows = (props: Props) => 'interface' in props && /\((?:Default Switch|WSL)\)/.test(props.interface)
  const seen = objects.filter(({ props }) => !isByDhcp(props) && !isOfWindows(props))
  const adapters = snapshot.rows('Get-NetAdapter').map(({ Name, Status }) => `adapter ${Name} ${Status}`)
  return [...new Set([...seen.map(({ kind, props }) => `${kind} ${textOf(props)}`), ...adapters])].sort()
}

function textOf(props: Props): string {
  // A persistent row that says the default is as good as none.
  const isDefault = 'persistentForwarding' in props && props.persistentForwarding === 'Disabled'
  return JSON.stringify({
    ...props,
    ...('macAddress' in props && { macAddress: undefined }),
    ...(isDefault && { persistentForwarding: undefined }),
    ...('source' in props && props.source === 'Dhcp' && { servers: undefined }),
  })
}

/** An interface with DHCP on and an address by hand: a state that no call can make again, see docs/safety.md. */
export function hasBoth(look: readonly string[]): boolean {
  const aliasOf = (object: string) => /"interface":"([^"]*)"/.exec(object)?.[1]
  const byDhcp = look.filter((object) => object.includes('"dhcp":"Enabled"')).map(aliasOf)
  return look.some((object) => object.includes('"prefixOrigin":"Manual"') && byDhcp.includes(aliasOf(object)))
}
