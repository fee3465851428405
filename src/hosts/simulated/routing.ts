// What makes Windows forward on every interface at once: IPEnableRouter at a start, and the routing service.
import { assumed } from './assumptions.ts'
import type { IpInterface, MachineState } from './state.ts'

/** IPEnableRouter counts as it was when Windows started: windows.md, section 2. */
export function readRouterFlag(state: MachineState): void {
  if ((state.tcpipParameters.IPEnableRouter ?? 0) === 0) delete state.routesSinceStart
  else state.routesSinceStart = true
}

/** At a start, after the stores were read. */
export function routeSinceStart(state: MachineState): void {
  if (state.routesSinceStart) routeEverywhere(state, assumed(state, 'router-flag-against-interface') === 'flag')
}

/** Switches IPv4 forwarding on, on every interface but loopback; `isStronger`: also where somebody has said otherwise. */
export function routeEverywhere(state: MachineState, isStronger = true): void {
  for (const one of state.interfaces) {
    if (one.family === 'IPv6' || isLoopback(state, one)) continue
    if (isStronger || one.persistent.Forwarding === undefined) one.active = { ...one.active, Forwarding: 'Enabled' }
  }
}

/** An interface that has just come to be, with nothing said about forwarding on it. */
export function routeOnNew(state: MachineState, guid: string): void {
  if (!state.routesSinceStart || assumed(state, 'router-flag-on-new-interface') !== 'forwards') return
  for (const one of state.interfaces) {
    if (one.adapter === guid && one.family === 'IPv4' && one.active.Forwarding === undefined)
      one.active = { ...one.active, Forwarding: 'Enabled' }
  }
}

/** Forwarding is again what each interface was told for itself. */
export function routeNoMore(state: MachineState): void {
  for (const one of state.interfaces.filter(({ family }) => family === 'IPv4')) {
    const { Forwarding: _, ...active } = one.active
    const { Forwarding } = one.persistent
    one.active = { ...active, ...(Forwarding === undefined ? {} : { Forwarding }) }
  }
  routeSinceStart(state)
}

function isLoopback(state: MachineState, { adapter }: IpInterface): boolean {
  return state.adapters.find(({ guid }) => guid === adapter)?.kind === 'loopback'
}
