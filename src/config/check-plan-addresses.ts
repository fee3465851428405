// The addresses of one IP plan among themselves: they must be usable, and the gateway must be on-link.
import type { IpPlan } from '../model/gateway.gen.ts'
import { contains, formatPrefix, lastOf, parseCidr, parseIPv4 } from '../net/ipv4.ts'
import type { Draft } from './draft.ts'
import type { Path } from './source.ts'
import { checkUsable } from './usable-address.ts'

export function checkPlanAddresses(draft: Draft, plan: IpPlan, path: Path): void {
  const own = parseCidr(plan.address)
  if (own === undefined) return
  checkUsable(draft, own.address, [...path, 'address'])
  const gateway = plan.gateway === undefined ? undefined : parseIPv4(plan.gateway)
  if (gateway === undefined) return
  const at = [...path, 'gateway']
  const { prefix } = own
  if (gateway === own.address) {
    draft.error(at, {
      code: 'ip/gateway-is-itself',
      message: `${plan.gateway} is the address of this very interface.`,
      fix: 'Write the address of the home router.',
    })
  } else if (!contains(prefix, gateway)) {
    draft.error(at, {
      code: 'ip/gateway-outside-prefix',
      message: `The gateway ${plan.gateway} is not in ${formatPrefix(prefix)}.`,
      // forwarding.md, R3.
      why: 'A next hop must be on the same link, or Windows cannot send anything to it.',
      fix: `Choose a prefix for ${plan.address} that has the router in it.`,
    })
  } else if (prefix.length < 31 && (gateway === prefix.base || gateway === lastOf(prefix))) {
    draft.error(at, {
      code: gateway === prefix.base ? 'ip/network-address' : 'ip/broadcast-address',
      message: `${plan.gateway} is not the address of a host in ${formatPrefix(prefix)}.`,
      fix: 'Write the address of the home router.',
    })
  } else checkAgainstLan(draft, plan.gateway, gateway, at)
}

/** What the file says twice must agree: the router of the LAN is the way out of the LAN. */
function checkAgainstLan(draft: Draft, written: string | undefined, gateway: number, at: Path): void {
  const lan = draft.one('lan')
  if (lan?.router === undefined || lan.router === written) return
  const network = parseCidr(lan.network)
  if (network === undefined || !contains(network.prefix, gateway)) return
  const { file, line, column } = draft.positionOf(['lan', 'router'])
  draft.error(at, {
    code: 'config/disagrees',
    message: `The gateway is ${written}, but lan.router is ${lan.router}.`,
    why: `lan.router stands at ${file}:${line}:${column}.`,
    fix: 'Write the same address in both places.',
  })
}
