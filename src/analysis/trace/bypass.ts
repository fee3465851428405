// Why a packet leaves the gateway past the TUN, and what becomes of it (forwarding.md R2, R5, R15, R22, R29).
import type { Verdict } from './answer.ts'
import type { RuleId } from './claims.ts'
import type { Route, Tun } from './network.ts'

export interface Bypass {
  readonly verdict: Verdict
  readonly reason: string
  readonly rule: RuleId
}

/** `wanted`: the best route of the TUN for this destination, when it has one. */
export function bypass(tun: Tun | undefined, taken: Route, wanted: Route | undefined, isFake: boolean): Bypass {
  const isDown = tun === undefined || !tun.face.isUp
  // A fake address means nothing outside of the proxy: behind the router it leads nowhere.
  if (isFake)
    return { verdict: 'blackhole', reason: isDown ? 'tun-down' : 'fake-ip-not-routed', rule: isDown ? 'R22' : 'R5' }
  if (isDown) return { verdict: 'leak', reason: 'tun-down', rule: 'R22' }
  if (wanted === undefined && taken.prefix.ip.length === 4) return { verdict: 'leak', reason: 'ipv6', rule: 'R29' }
  if (wanted !== undefined && taken.prefix.bits > wanted.prefix.bits) {
    return { verdict: 'leak', reason: 'more-specific-route', rule: 'R15' }
  }
  return { verdict: 'leak', reason: 'tun-not-preferred', rule: 'R2' }
}
