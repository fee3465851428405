// `{ interface: alias }` becomes an index on the machine, just before the call.
import { type Call, isInterfaceRef } from '../../powershell/call.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import { adaptersNamed } from './lookup.ts'
import type { MachineState } from './state.ts'

/**
 * Parameters with indexes in place of interfaces. The alias is compared whole and without regard to case; an error
 * record with an id of ours when none or more than one fits.
 */
export function resolveInterfaces(
  state: MachineState,
  { params }: Call,
): { readonly params: Readonly<Record<string, unknown>> } | { readonly error: ErrorRecord } {
  const resolved: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(params)) {
    if (!isInterfaceRef(value)) {
      resolved[name] = value
      continue
    }
    const alias = value.interface
    const [adapter, another] = adaptersNamed(state, alias)
    if (adapter === undefined) {
      const message = `There is no interface named '${alias}' on the machine now.`
      return { error: { id: 'gw/interface-not-found', category: 'ObjectNotFound', target: alias, message } }
    }
    if (another !== undefined) {
      const message = `'${adapter.name}' and '${another.name}' differ in case only, so '${alias}' could be either.`
      return { error: { id: 'gw/interface-ambiguous', category: 'InvalidArgument', target: alias, message } }
    }
    resolved[name] = adapter.index
  }
  return { params: resolved }
}
