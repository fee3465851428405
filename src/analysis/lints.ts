// Every lint that the file alone can answer, and the run over all of them.
import { type Diagnostic, sortDiagnostics } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Lint } from '../model/lint.ts'
import { acceptKnown } from './accept-known.ts'
import { clientDns } from './client-dns.ts'
import { clientGateway } from './client-gateway.ts'
import { defaultRouteOnIngress } from './default-route-on-ingress.ts'
import { dhcpPoolOverlap } from './dhcp-pool-overlap.ts'
import { egressForwarding } from './egress-forwarding.ts'
import { egressWeakHostSend } from './egress-weak-host-send.ts'
import { forwardingEverywhere } from './forwarding-everywhere.ts'
import { ingressForwarding } from './ingress-forwarding.ts'
import { moreSpecificRoute } from './more-specific-route.ts'
import { noDefaultRoute } from './no-default-route.ts'
import { oneInterfaceForBoth } from './one-interface-for-both.ts'
import { outsideLan } from './outside-lan.ts'
import { overlappingPrefixes } from './overlapping-prefixes.ts'
import { sameAddress } from './same-address.ts'

export const lints: readonly Lint[] = [
  egressForwarding,
  egressWeakHostSend,
  oneInterfaceForBoth,
  ingressForwarding,
  forwardingEverywhere,
  overlappingPrefixes,
  outsideLan,
  dhcpPoolOverlap,
  clientGateway,
  sameAddress,
  defaultRouteOnIngress,
  noDefaultRoute,
  moreSpecificRoute,
  clientDns,
]

/** What the lints say, in the order of the file. `today` is an ISO date: acceptances end with their day. */
export function runLints(gateway: Gateway, today: string): Diagnostic[] {
  const found = lints.flatMap((lint) =>
    lint.check(gateway).map((message) => ({ severity: lint.severity, code: lint.id, ...message })),
  )
  return sortDiagnostics(acceptKnown(found, gateway.accept, lints, today))
}
