// Which interface an IP plan is for.
import type { IpPlan } from '../model/gateway.gen.ts'
import type { Draft } from './draft.ts'
import type { HostAdapters } from './host-adapters.ts'
import { hostInterface, type InterfaceName, interfaceName } from './interface-name.ts'
import { checkAlias } from './names.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'
import type { Path } from './source.ts'

/** The interface, or undefined when the plan does not name one; then that is reported. */
export function planInterface(draft: Draft, plan: IpPlan, path: Path, hosts: HostAdapters): InterfaceName | undefined {
  if (plan.adapter !== undefined && plan.interface !== undefined) {
    draft.error([...path, 'interface'], {
      code: 'config/two-interfaces',
      message: 'An IP plan is for one interface, and this one names two.',
      fix: 'Keep adapter for a host adapter of this file, or interface for any other.',
    })
    return undefined
  }
  if (plan.interface !== undefined) {
    const isFine = typeof plan.interface !== 'string' || checkAlias(draft, plan.interface, [...path, 'interface'])
    return isFine ? interfaceName(plan.interface, hosts) : undefined
  }
  if (plan.adapter === undefined) {
    draft.error(path, {
      code: 'config/missing-key',
      message: 'This entry of ipPlans does not say which interface it is for.',
      fix: 'Write adapter: for a host adapter of this file, or interface: for any other.',
    })
    return undefined
  }
  const host = hosts.get(plan.adapter.toLowerCase())
  if (host !== undefined) return hostInterface(host)
  reportUnknown(draft, plan.adapter, [...path, 'adapter'], hosts)
  return undefined
}

function reportUnknown(draft: Draft, name: string, path: Path, hosts: HostAdapters): void {
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase()
  if ([...draft.brokenNames('switches', 'name'), ...draft.brokenNames('adapters', 'name')].some(isSame)) return
  const unshared = draft.list('switches').find(({ value }) => isSame(value.name))
  if (unshared !== undefined) {
    draft.error(path, {
      code: 'config/switch-not-shared',
      message: `The switch ${quote(unshared.value.name)} has allowManagementOS: false, so it makes no host adapter.`,
      fix: 'Write allowManagementOS: true at the switch.',
    })
    return
  }
  const close = nearest(
    name,
    [...hosts.values()].map((host) => host.name),
  )
  draft.error(path, {
    code: 'config/unknown-reference',
    message: `There is no host adapter ${quote(name)} in this file.`,
    fix:
      close === undefined
        ? `For an adapter that is just there write interface: ${name}.`
        : `Did you mean ${close}? For an adapter that is just there write interface: ${name}.`,
  })
}
