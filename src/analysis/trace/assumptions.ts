// What nobody has verified on a real Windows, each with several answers (forwarding.md, end of section 5).

export interface Assumptions {
  /** R6: an interface that forwards takes packets for the addresses of the others, as if weak-host receive were on. */
  readonly forwardingAcceptsForOthers: boolean
  /**
   * R17: ingress and egress have prefixes of one length, and the reply would leave by the other one than the request came
   * in. `works`: by metric alone, as on Linux. `breaks`: the strong host does not let it.
   */
  readonly equalPrefixes: 'works' | 'breaks'
  /** R26: who answers ARP for an address of the gateway. `owner`: its interface. `any`: the first one that is up. */
  readonly arp: 'owner' | 'any'
}

export const ASSUMED: Assumptions = { forwardingAcceptsForOthers: true, equalPrefixes: 'works', arp: 'owner' }
