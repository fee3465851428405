// A gateway.yaml of many routes, and a simulated machine that is exactly as it says. The same bytes for the same count.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { apply } from '../src/app/apply.ts'
import { articleMachine } from '../src/hosts/simulated/article-machine.ts'

const WIRED = '以太网 4'
const NEXT_HOP = '192.168.1.1'
const SEED = 20261123

export interface Place {
  readonly folder: string
  /** The same wishes as gateway.yaml, as JSON. */
  readonly wanted: string
  readonly machine: string
  readonly routes: readonly WantedRoute[]
}

interface WantedRoute {
  readonly kind: 'NetRoute'
  readonly interface: string
  readonly destinationPrefix: string
  readonly nextHop: string
  readonly routeMetric: number
}

/** Writes both into a new folder and applies once, so that the ledger knows every route: a plan is then empty. */
export async function makeRoutes(folder: string, count: number): Promise<Place> {
  mkdirSync(folder, { recursive: true })
  const routes = wantedRoutes(count)
  // The TUN of the machine forwards, as it has to.
  const wanted = { name: 'home', forwarding: { allow: ['Mihomo'] }, resources: routes }
  const machine = articleMachine()
  const adapter = machine.state.adapters.find(({ name }) => name === WIRED)?.guid
  if (adapter === undefined) throw new Error(`the machine of the article has no ${WIRED}`)
  for (const { destinationPrefix: prefix, nextHop, routeMetric: metric } of routes) {
    const route = { adapter, family: 'IPv4', prefix, nextHop, metric, protocol: 'NetMgmt', publish: 'No' } as const
    machine.state.routes.push({ ...route, store: 'ActiveStore' }, { ...route, store: 'PersistentStore' })
  }
  const place = { folder, wanted: join(folder, 'wanted.json'), machine: join(folder, 'machine.sim.json'), routes }
  const file = join(folder, 'gateway.yaml')
  writeFileSync(file, stringify(wanted))
  writeFileSync(place.wanted, JSON.stringify(wanted))
  writeFileSync(place.machine, machine.toText())
  const { exitCode } = await apply({ file, host: `sim:${place.machine}`, confirm: async () => true })
  if (exitCode !== 0) throw new Error(`the machine with ${count} routes could not be adopted: ${exitCode}`)
  return place
}

/** In no order, with different metrics: what is sorted already is not what anybody has. */
function wantedRoutes(count: number): WantedRoute[] {
  const random = generator(SEED)
  const routes = Array.from({ length: count }, (_, index): WantedRoute => {
    const destinationPrefix = `10.${index >> 8}.${index & 255}.0/24`
    return { kind: 'NetRoute', interface: WIRED, destinationPrefix, nextHop: NEXT_HOP, routeMetric: 1 + random(500) }
  })
  for (let last = routes.length - 1; last > 0; last--) {
    const other = random(last + 1)
    const [a, b] = [routes[last], routes[other]]
    if (a !== undefined && b !== undefined) [routes[last], routes[other]] = [b, a]
  }
  return routes
}

/** Whole numbers below a limit, the same ones for the same seed (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
