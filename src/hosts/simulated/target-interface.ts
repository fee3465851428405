// The one interface that New-NetIPAddress or New-NetRoute is about; here the alias is a name, not a pattern.
import { isIPv6 } from 'node:net'
import { parseIPv4 } from '../../net/ipv4.ts'
import { systemError } from './answer.ts'
import { numberOf, textOf } from './arguments.ts'
import type { Context } from './context.ts'
import { adaptersNamed, interfaceOf } from './lookup.ts'
import type { Adapter, Family, IpInterface } from './state.ts'

export interface Target {
  readonly adapter: Adapter
  readonly ip: IpInterface
}

/** Throws error 87 for an interface that does not exist and 1168 for one without this family: windows.md, section 4. */
export function targetInterface({ state, cmdlet, bound }: Context, family: Family): Target {
  const index = numberOf(bound, 'InterfaceIndex')
  const alias = textOf(bound, 'InterfaceAlias')
  const adapter =
    index === undefined ? adaptersNamed(state, alias ?? '')[0] : state.adapters.find((one) => one.index === index)
  if (adapter === undefined) {
    const name = index === undefined ? 'InterfaceAlias' : 'InterfaceIndex'
    throw systemError(87, cmdlet.name, `Invalid parameter ${name} ${index ?? alias}`)
  }
  const ip = interfaceOf(state, adapter.guid, family)
  if (ip === undefined) throw systemError(1168, cmdlet.name, 'Element not found.')
  return { adapter, ip }
}

/** Family of an address or next hop. Throws error 87 when it is neither. */
export function familyOf({ cmdlet }: Context, parameter: string, text: string): Family {
  if (parseIPv4(text) !== undefined) return 'IPv4'
  if (isIPv6(text)) return 'IPv6'
  throw systemError(87, cmdlet.name, `Invalid parameter ${parameter} ${text}`)
}
