// lan: facts about the home network, checked among themselves. Makes no resources.
import { contains, formatPrefix, lastOf, type Prefix, parseCidr, parseIPv4 } from '../../net/ipv4.ts'
import type { Draft } from '../draft.ts'
import { parseRange } from '../ipv4-range.ts'
import { checkUsable } from '../usable-address.ts'

export function readLan(draft: Draft): void {
  const lan = draft.one('lan')
  const network = lan === undefined ? undefined : parseCidr(lan.network)?.prefix
  if (lan === undefined || network === undefined) return
  if (network.length < 8 || network.length > 30) {
    draft.error(['lan', 'network'], {
      code: 'ip/bad-prefix',
      message: `${lan.network} is not the network of a home.`,
      fix: 'Write the network of the router, most often a /24.',
    })
    return
  }
  if (!checkUsable(draft, network.base, ['lan', 'network'])) return
  const router = lan.router === undefined ? undefined : parseIPv4(lan.router)
  if (router !== undefined) checkInside(draft, network, router, 'router', `The router ${lan.router}`)
  const pool = lan.dhcpPool === undefined ? undefined : parseRange(lan.dhcpPool)
  if (pool === undefined) return
  checkInside(draft, network, pool.first, 'dhcpPool', 'The first address of the DHCP pool') &&
    checkInside(draft, network, pool.last, 'dhcpPool', 'The last address of the DHCP pool')
}

/** Reports an address that is no host of the network. True when it is one. */
function checkInside(draft: Draft, network: Prefix, address: number, key: string, what: string): boolean {
  const isHost = address !== network.base && address !== lastOf(network)
  if (contains(network, address) && isHost) return true
  draft.error(['lan', key], {
    code: isHost ? 'ip/outside-lan' : address === network.base ? 'ip/network-address' : 'ip/broadcast-address',
    message: isHost
      ? `${what} is not in ${formatPrefix(network)}.`
      : `${what} is no address for a device in ${formatPrefix(network)}.`,
    fix: 'Look at the LAN settings of the router and write what stands there.',
  })
  return false
}
