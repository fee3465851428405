// Every decision of a trace that is a rule of forwarding.md, under one roof: a test breaks them one by one, and the examples
// have to notice.
import { bypass } from './bypass.ts'
import { gatewayIsOnLink, isCovered, needsAnswer } from './client-rules.ts'
import { autoEgress, hijacks, isFake, metaOf, relays } from './proxy-decisions.ts'
import { acceptsForOthers, arrivesOn, forwards, forwardsReplies, isWayBack } from './receiving.ts'
import { compareRoutes, onLinkRoutes, routeExists, tunRoutes } from './routes.ts'
import { forForwarding, forOuterPacketsOf, forSocketBoundTo, forUnboundSocket } from './visible-routes.ts'

/** As Windows does it, as far as anybody knows. */
export const windows = {
  // The route table: R1 to R5.
  onLinkRoutes,
  compareRoutes,
  routeExists,
  tunRoutes,
  // Receiving and forwarding: R6 to R10, R26.
  arrivesOn,
  acceptsForOthers,
  forwards,
  forForwarding,
  forwardsReplies,
  isWayBack,
  // Sending from the gateway: R12 to R14, R18, R32.
  forUnboundSocket,
  forSocketBoundTo,
  autoEgress,
  forOuterPacketsOf,
  // Inside the TUN, and past it: R2, R5, R15, R19 to R22, R29.
  relays,
  hijacks,
  isFake,
  metaOf,
  bypass,
  // On the LAN: R24, R25, R29.
  gatewayIsOnLink,
  isCovered,
  needsAnswer,
}

export type Model = typeof windows
