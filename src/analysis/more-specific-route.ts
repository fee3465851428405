/** The "/32 for each upstream" of older guides: it hides the loop for that target only, and leads clients past the rules. */
import type { Lint } from '../model/lint.ts'
import { overlaps, type Prefix, parseCidr } from '../net/ipv4.ts'
import { lanOf } from './lan.ts'
import { isKind, topologyOf } from './topology.ts'

export const moreSpecificRoute: Lint = {
  id: 'GW023',
  severity: 'warning',
  check(gateway) {
    const { egress, ingress } = topologyOf(gateway)
    const labels = new Map([...egress, ...ingress].map(({ name, label }) => [name.toLowerCase(), label]))
    const network = lanOf(gateway)?.network
    return gateway.resources.filter(isKind('NetRoute')).flatMap((route) => {
      const label = labels.get(route.props.interface.toLowerCase())
      const prefix = parseCidr(route.props.destinationPrefix)?.prefix
      if (label === undefined || prefix === undefined || prefix.length === 0 || isLocal(prefix, network)) return []
      return [
        {
          message: `${route.props.destinationPrefix} goes out by ${label} without asking the TUN.`,
          // forwarding.md, R15.
          why: 'A longer prefix beats the route of the TUN for your clients too, so their packets pass no rule.',
          fix: 'Remove the route: with forwarding off on the egress no upstream needs one.',
          position: route.positions.destinationPrefix ?? route.position,
          address: route.address,
        },
      ]
    })
  },
}

/** Other networks of the house and of the company: RFC 1918, RFC 6598. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

function isLocal(prefix: Prefix, network: Prefix | undefined): boolean {
  if (network !== undefined && overlaps(prefix, network)) return true
  return PRIVATE.some((text) => {
    const local = parseCidr(text)?.prefix
    return local !== undefined && local.length <= prefix.length && overlaps(local, prefix)
  })
}
