// Which routes a packet may take, by who sends it: this is where the loop comes from (forwarding.md R8, R12 to R14, R32).
import type { Sees } from './choose-route.ts'
import type { Face } from './network.ts'

/** R8: a forwarded packet may take any route; the flag of the interface it leaves by is not asked. */
export const forForwarding: Sees = () => true

/** R12: so may a socket that is bound to nothing. */
export const forUnboundSocket: Sees = () => true

/** R13: a socket bound to a strong host sees the routes of that interface only. R14: of a weak host, all. */
export function forSocketBoundTo(egress: Face): Sees {
  return isConstrained(egress) ? (route) => route.face === egress : () => true
}

/** R14: forwarding makes an interface a weak host, and so does weak-host send. */
export function isConstrained(egress: Face): boolean {
  return !egress.forwarding && !egress.weakHostSend
}

/** R32: the outer packets of a tunnel take the best route that is not the tunnel itself. */
export function forOuterPacketsOf(tunnel: Face): Sees {
  return (route) => route.face !== tunnel
}
