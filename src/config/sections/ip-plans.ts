// ipPlans: → the IP interface, its address, its default route and its DNS servers, and the authority over them.
import type { IpPlan } from '../../model/gateway.gen.ts'
import { addressOf } from '../../model/resource.ts'
import { checkPlanAddresses } from '../check-plan-addresses.ts'
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'
import type { HostAdapters } from '../host-adapters.ts'
import type { InterfaceName } from '../interface-name.ts'
import { planInterface } from '../plan-interface.ts'
import { quote } from '../quote.ts'
import type { Path } from '../source.ts'

export function readIpPlans(draft: Draft, hosts: HostAdapters): void {
  const seen = new Map<string, { plan: IpPlan; path: Path }>()
  for (const { value: plan, path } of draft.list('ipPlans')) {
    checkPlanAddresses(draft, plan, path)
    const on = planInterface(draft, plan, path, hosts)
    if (on === undefined) continue
    const first = seen.get(on.name.toLowerCase())
    if (first !== undefined) {
      plannedTwice(draft, on, plan, path, first)
      continue
    }
    seen.set(on.name.toLowerCase(), { plan, path })
    declarePlan(draft, plan, path, on)
  }
}

function declarePlan(draft: Draft, plan: IpPlan, at: Path, on: InterfaceName): void {
  const common = { adapter: on.adapter, needs: on.needs, role: plan.role }
  const [address = '', length] = plan.address.split('/')
  const named = { interface: on.name }
  const name = [...at, plan.adapter === undefined ? 'interface' : 'adapter']
  const role = [...at, 'role']
  declare(
    draft,
    { kind: 'NetIPInterface', props: { ...named, family: 'IPv4', dhcp: 'Disabled', ...settingsOf(plan) } },
    {
      ...common,
      at,
      places: {
        interface: name,
        family: at,
        dhcp: [...at, 'address'],
        forwarding: role,
        weakHostSend: role,
        weakHostReceive: role,
      },
    },
  )
  const written = [...at, 'address']
  declare(
    draft,
    { kind: 'NetIPAddress', props: { ...named, address, prefixLength: Number(length) } },
    { ...common, at: written, places: { interface: name, address: written, prefixLength: written } },
  )
  if (plan.gateway !== undefined) {
    const gateway = [...at, 'gateway']
    declare(
      draft,
      { kind: 'NetRoute', props: { ...named, destinationPrefix: '0.0.0.0/0', nextHop: plan.gateway } },
      { ...common, at: gateway, places: { interface: name, destinationPrefix: gateway, nextHop: gateway } },
    )
  }
  if (plan.dns !== undefined) {
    const dns = [...at, 'dns']
    declare(
      draft,
      { kind: 'DnsClientServerAddress', props: { ...named, servers: plan.dns } },
      { ...common, at: dns, places: { interface: name, servers: dns } },
    )
  }
  draft.authorities.push({
    address: addressOf('NetIPAddress', `${on.name}/*`),
    interface: on.name,
    ...(on.adapter === undefined ? {} : { adapter: on.adapter }),
    position: draft.positionOf(at),
    needs: on.needs,
    ...(plan.role === undefined ? {} : { role: plan.role }),
  })
}

/** Forwarding decides whether packets are routed here, weak host whether they may take another way: forwarding.md, R7, R14. */
function settingsOf(plan: IpPlan) {
  return {
    ...(plan.role === undefined
      ? {}
      : {
          forwarding: plan.role === 'ingress' ? ('Enabled' as const) : ('Disabled' as const),
          weakHostSend: 'Disabled' as const,
          weakHostReceive: 'Disabled' as const,
        }),
    ...(plan.interfaceMetric === undefined ? {} : { interfaceMetric: plan.interfaceMetric }),
  }
}

function plannedTwice(draft: Draft, on: InterfaceName, plan: IpPlan, at: Path, first: { plan: IpPlan; path: Path }) {
  const { file, line, column } = draft.positionOf(first.path)
  const isBoth = plan.role !== undefined && first.plan.role !== undefined && plan.role !== first.plan.role
  draft.error(at, {
    code: 'config/declared-twice',
    message: `${quote(on.name)} has two IP plans.`,
    why: isBoth
      ? `First at ${file}:${line}:${column}. One interface cannot be ingress and egress: forwarding is on or off.`
      : `First at ${file}:${line}:${column}.`,
    fix: isBoth
      ? 'Add a second host adapter under adapters, and give it one of the plans.'
      : 'Keep one; a further address is a NetIPAddress under resources.',
  })
}
