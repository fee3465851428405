// A route is chosen: into the TUN, into a tunnel, or out of the gateway.
import type { Journey } from './journey.ts'
import type { Route } from './network.ts'
import type { Flow, Step } from './step.ts'

export function onward(journey: Journey, route: Route, flow: Flow): Step {
  const { face } = route
  const { packet, arrival, dialled } = flow
  const { tun, tunnels } = journey.ground.house
  if (face === tun?.face) {
    if (dialled === undefined) return { at: 'tun', tun, packet, ...(arrival === undefined ? {} : { arrival }) }
    journey.go(face.name)
    journey.tell('R14', `What the proxy sent comes back to it: this repeats until nothing works any more.`)
    return { verdict: 'loop', reason: `reentry:${dialled.egress}`, via: dialled.name }
  }
  const tunnel = tunnels.get(face.name)
  return tunnel === undefined ? { at: 'leaving', route, flow } : { at: 'tunnel', tunnel, flow }
}
