/** A DNS server on the LAN is asked directly: the proxy never sees the name, so rules by domain do not fit. */
import type { Lint } from '../model/lint.ts'
import { contains, formatIPv4 } from '../net/ipv4.ts'
import { lanOf } from './lan.ts'
import { topologyOf } from './topology.ts'

export const clientDns: Lint = {
  id: 'GW030',
  severity: 'warning',
  check(gateway) {
    const { clients, ingress } = topologyOf(gateway)
    const own = ingress.flatMap(({ addresses }) => addresses.map(({ value }) => value))
    const lan = lanOf(gateway)
    const links = [...(lan === undefined ? [] : [lan.network]), ...own.map(({ prefix }) => prefix)]
    return clients.flatMap(({ name, dns }) =>
      dns
        .filter(({ value }) => links.some((link) => contains(link, value)))
        .filter(({ value }) => !own.some(({ address }) => address === value))
        .map(({ value, position }) => ({
          message: `${name} asks ${formatIPv4(value)}${value === lan?.router?.value ? ', the router,' : ''} for names, past the proxy.`,
          // forwarding.md, R19.
          why: 'An address of the LAN is reached directly, so DNS hijacking in the TUN cannot see the question.',
          fix: `Set it to ${own[0] === undefined ? 'a public server' : `${formatIPv4(own[0].address)} or a public server`}; the TUN answers for those.`,
          position,
        })),
    )
  },
}
