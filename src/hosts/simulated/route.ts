// Get-, New-, Set- and Remove-NetRoute. On-link routes follow from the addresses; prefix and next hop cannot be edited.
import { contains, formatIPv4, formatPrefix, lastOf, networkOf, parseCidr, parseIPv4 } from '../../net/ipv4.ts'
import { type OutputRow, systemError } from './answer.ts'
import { numberOf, textOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import { type Context, storeGiven, storesToWrite, storeToRead } from './context.ts'
import { type Shown, select } from './filter.ts'
import { shownInterface } from './ghost.ts'
import { activeSettings } from './ip-interface.ts'
import { activeAddresses, adapterOf, interfaceOf, isConnected } from './lookup.ts'
import type { Family, MachineState, Route, Store } from './state.ts'
import { familyOf, targetInterface } from './target-interface.ts'

export function getNetRoute(context: Context): readonly OutputRow[] {
  const { state, cmdlet, set, bound } = context
  const store = storeToRead(context)
  const local =
    store === 'ActiveStore' ? localRoutes(state).map((object) => ({ object, row: toRow(state, object) })) : []
  return select(cmdlet, set, bound, [...routeRows(state, store), ...local]).map(({ row }) => row)
}

/** Answers two objects, one per store: table-newnetroute-both-stores.txt. */
export function newNetRoute(context: Context): readonly OutputRow[] {
  const { state, cmdlet, bound } = context
  const prefix = textOf(bound, 'DestinationPrefix') ?? ''
  const family = familyOf(context, 'DestinationPrefix', prefix.split('/')[0] ?? '')
  const { adapter } = targetInterface(context, family)
  // On-link is 0.0.0.0 or ::, the metric 256 unless told otherwise: windows.md, sections 2 and 6.
  const nextHop = textOf(bound, 'NextHop') ?? (family === 'IPv4' ? '0.0.0.0' : '::')
  refuseImpossible(context, adapter.guid, family, prefix, nextHop)
  const stores = storesToWrite(context)
  // windows.md, section 2: PersistentStore alone is rejected, at least by some versions.
  if (storeGiven(context) === 'PersistentStore' && assumed(state, 'route-persistent-store') === 'rejected') {
    throw systemError(87, cmdlet.name, 'Invalid parameter PolicyStore PersistentStore')
  }
  const same = (one: Route) => one.adapter === adapter.guid && one.prefix === prefix && one.nextHop === nextHop
  if (state.routes.some((one) => same(one) && stores.includes(one.store))) {
    throw assumed(state, 'route-exists-error') === '87'
      ? systemError(87, cmdlet.name, 'Instance MSFT_NetRoute already exists')
      : systemError(5010, cmdlet.name, 'The object already exists.')
  }
  const metric = numberOf(bound, 'RouteMetric') ?? 256
  for (const store of stores) {
    addRoute(state, adapter.guid, store, {
      prefix,
      nextHop,
      metric,
      family,
      protocol: textOf(bound, 'Protocol') ?? 'NetMgmt',
    })
  }
  return state.routes.filter((one) => same(one) && stores.includes(one.store)).map((one) => toRow(state, one))
}

export function setNetRoute(context: Context): readonly OutputRow[] {
  const { state, bound } = context
  const chosen = chooseRoutes(context)
  const publish = textOf(bound, 'Publish')
  for (const { object } of chosen) {
    object.metric = numberOf(bound, 'RouteMetric') ?? object.metric
    if (publish === 'No' || publish === 'Age' || publish === 'Yes') object.publish = publish
  }
  return bound.PassThru === true ? chosen.map(({ object }) => toRow(state, object)) : []
}

export function removeNetRoute(context: Context): readonly OutputRow[] {
  const { state, bound } = context
  const chosen = chooseRoutes(context)
  // The persistent one can stay without an error: windows.md, section 2.
  const fails = assumed(state, 'persistent-route-removal') === 'fails-silently'
  const gone = new Set(chosen.map(({ object }) => object).filter((one) => !(fails && one.store === 'PersistentStore')))
  state.routes = state.routes.filter((one) => !gone.has(one))
  return bound.PassThru === true ? chosen.map(({ row }) => row) : []
}

/** Adds a route that nobody has to check. */
export function addRoute(
  state: MachineState,
  adapter: string,
  store: Store,
  route: Pick<Route, 'prefix' | 'nextHop' | 'metric'> & Partial<Route>,
): void {
  state.routes.push({ adapter, family: 'IPv4', store, protocol: 'NetMgmt', publish: 'No', ...route })
}

/** What the stack makes of each address: its network, itself, broadcast; and multicast per interface. */
export function localRoutes(state: MachineState): Route[] {
  return state.interfaces.flatMap(({ adapter: guid, family }) => {
    const adapter = adapterOf(state, guid)
    if (family !== 'IPv4' || adapter === undefined || !isConnected(state, adapter)) return []
    const prefixes = activeAddresses(state, guid).flatMap((one) => {
      const value = parseIPv4(one.address)
      if (value === undefined || one.state === 'Duplicate') return []
      const network = { base: networkOf(value, one.prefixLength), length: one.prefixLength }
      const host = `${one.address}/32`
      return network.length < 31 ? [formatPrefix(network), host, `${formatIPv4(lastOf(network))}/32`] : [host]
    })
    return [...new Set([...prefixes, '224.0.0.0/4', '255.255.255.255/32'])].map((prefix) => ({
      adapter: guid,
      family,
      store: 'ActiveStore',
      prefix,
      nextHop: '0.0.0.0',
      metric: 256,
      protocol: 'Local',
      publish: 'No',
    }))
  })
}

function routeRows(state: MachineState, store: Store): Shown<Route>[] {
  const rows: Shown<Route>[] = []
  const down = new Set(store === 'ActiveStore' ? state.adapters.filter((one) => !isConnected(state, one)) : [])
  for (const object of state.routes) {
    if (object.store !== store) continue
    const adapter = adapterOf(state, object.adapter)
    // A route on an interface that is down does not exist: forwarding.md, R3.
    if (store === 'ActiveStore' && (adapter === undefined || down.has(adapter))) continue
    rows.push({ object, row: toRow(state, object) })
  }
  return rows
}

function chooseRoutes(context: Context): Shown<Route>[] {
  const { state, cmdlet, set, bound } = context
  const rows = storesToWrite(context).flatMap((store) => routeRows(state, store))
  return select(cmdlet, set, bound, rows)
}

function refuseImpossible(context: Context, guid: string, family: Family, prefix: string, nextHop: string): void {
  const { state, cmdlet } = context
  if (family === 'IPv6') return
  const parsed = parseCidr(prefix)
  if (parsed === undefined || parsed.address !== parsed.prefix.base) {
    throw systemError(87, cmdlet.name, `Invalid parameter DestinationPrefix ${prefix}`)
  }
  const hop = parseIPv4(nextHop)
  if (hop === undefined) throw systemError(87, cmdlet.name, `Invalid parameter NextHop ${nextHop}`)
  // A next hop must be on-link on the same interface: forwarding.md, R3.
  const isOnLink = activeAddresses(state, guid).some((one) =>
    contains({ base: networkOf(parseIPv4(one.address) ?? 0, one.prefixLength), length: one.prefixLength }, hop),
  )
  if (hop !== 0 && !isOnLink && assumed(state, 'next-hop-off-link') === 'refused') {
    throw systemError(87, cmdlet.name, `Invalid parameter NextHop ${nextHop}`)
  }
}

/** The persistent object has no interface metric: captures.md, section 4. */
function toRow(state: MachineState, one: Route): OutputRow {
  const adapter = adapterOf(state, one.adapter)
  const ip = interfaceOf(state, one.adapter, one.family)
  const isActive = one.store === 'ActiveStore'
  return {
    ...shownInterface(state, one.adapter),
    DestinationPrefix: one.prefix,
    NextHop: one.nextHop,
    RouteMetric: one.metric,
    InterfaceMetric: isActive && adapter && ip ? activeSettings(adapter, ip).InterfaceMetric : null,
    Protocol: one.protocol,
    Publish: one.publish,
    AddressFamily: one.family,
    State: isActive ? 'Alive' : null,
    CompartmentId: 1,
    Store: one.store,
  }
}
