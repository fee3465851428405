/** A socket bound to the egress uses only the routes of the egress: without a default route nothing is reachable. */
import type { Lint } from '../model/lint.ts'
import { topologyOf } from './topology.ts'

export const noDefaultRoute: Lint = {
  id: 'GW021',
  severity: 'error',
  check: (gateway) =>
    topologyOf(gateway)
      .egress.filter(({ defaults }) => defaults.length === 0)
      .map(({ label, addresses, position }) => ({
        message: `The egress ${label} has no gateway.`,
        // forwarding.md, R13.
        why: 'The proxy is bound to this interface, and the routes of others do not count for it.',
        fix: `Write gateway: ${gateway.declared.lan?.router ?? 'and the address of the router'}.`,
        position: addresses[0]?.position ?? position,
      })),
}
