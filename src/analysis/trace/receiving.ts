// What an interface does with a packet that arrives on it (forwarding.md R6, R7, R9, R10, R26).
import type { Assumptions } from './assumptions.ts'
import type { Face, Route } from './network.ts'

/** R6: for the address of another interface; by default a strong host drops it. */
export function acceptsForOthers(arrival: Face, assume: Assumptions): boolean {
  return arrival.weakHostReceive || (arrival.forwarding && assume.forwardingAcceptsForOthers)
}

/** R7: only the flag of the interface that the packet arrives on counts. */
export function forwards(arrival: Face): boolean {
  return arrival.forwarding
}

/** R9: what the proxy answers arrives on the TUN. */
export function forwardsReplies(tun: Face): boolean {
  return tun.forwarding
}

/** R10: the answer needs a way to the client that is neither the TUN nor a tunnel. */
export function isWayBack(route: Route | undefined): boolean {
  return route !== undefined && route.face.kind !== 'tun' && route.face.kind !== 'tunnel'
}

/** R26: the interface that a frame for an address of the gateway arrives on. */
export function arrivesOn(owner: Face, faces: Iterable<Face>, assume: Assumptions): Face {
  if (assume.arp === 'owner') return owner
  return [...faces].find(({ kind, isUp }) => kind === 'lan' && isUp) ?? owner
}
