// One look into the route table: the winner, the runner-up, and whether the order of the table alone decided.
import type { Ip } from '../../net/ip.ts'
import type { PrefixTable } from '../../net/prefix-table.ts'
import type { Route } from './network.ts'

export interface Choice {
  readonly route: Route
  readonly runnerUp?: Route
  /** Prefix and metrics are the same: Windows promises no order, the trace takes the first. */
  readonly isAmbiguous: boolean
}

/** A decision on which routes a packet may take at all. */
export type Sees = (route: Route) => boolean

export function chooseRoute(
  table: PrefixTable<Route>,
  to: Ip,
  sees: Sees,
  compare: (a: Route, b: Route) => number,
): Choice | undefined {
  let best: Route | undefined
  let second: Route | undefined
  for (const route of table.covering(to)) {
    if (!sees(route)) continue
    if (best === undefined || compare(route, best) < 0) [best, second] = [route, best]
    else if (second === undefined || compare(route, second) < 0) second = route
  }
  if (best === undefined) return undefined
  const isAmbiguous = second !== undefined && second.face !== best.face && compare(best, second) === 0
  return { route: best, isAmbiguous, ...(second === undefined ? {} : { runnerUp: second }) }
}
