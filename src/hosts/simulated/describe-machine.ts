// The machine as plain data for people: `gw sim show` prints it and adds nothing.

import { adapterRow } from './adapter.ts'
import { ASSUMPTIONS } from './assumptions.ts'
import { serversOf } from './dns.ts'
import { dashedMac } from './identity.ts'
import { activeSettings } from './ip-interface.ts'
import { dnsOf, hostAdaptersOn, interfaceOf, switchOnUplink } from './lookup.ts'
import type { SimulatedMachine } from './machine.ts'
import type { Adapter, IpAddress, MachineState, Route } from './state.ts'

export interface AdapterDescription {
  readonly name: string
  readonly index: number
  readonly description: string
  readonly mac: string
  readonly status: string
  /** The switch that has bound it; such an adapter has no IP of its own. */
  readonly boundTo?: string
  /** Its IPv4 interface; left out when there is none. */
  readonly ip?: {
    readonly dhcp: string
    readonly forwarding: string
    readonly metric: number
    readonly addresses: readonly { readonly address: string; readonly origin: string; readonly state: string }[]
    readonly dns: readonly string[]
  }
}

export interface MachineDescription {
  readonly computer: string
  readonly user: string
  readonly elevated: boolean
  readonly clock: string
  readonly boots: number
  readonly adapters: readonly AdapterDescription[]
  readonly switches: readonly {
    readonly name: string
    readonly type: string
    readonly uplink?: string
    readonly hostAdapters: readonly string[]
  }[]
  /** Routes somebody made, the cheapest of a prefix first; the on-link ones are left out. */
  readonly routes: readonly {
    readonly prefix: string
    readonly nextHop: string
    readonly interface: string
    readonly metric: number
  }[]
  /** What differs between now and after the next restart. */
  readonly stores: readonly string[]
  /** Things that will happen by themselves, soonest first. */
  readonly due: readonly { readonly at: string; readonly what: string }[]
  readonly faults: readonly string[]
  /** Assumptions that are not at their default. */
  readonly assumptions: readonly { readonly name: string; readonly choice: string }[]
  readonly gw: { readonly ledger: boolean; readonly lockedBy?: string }
}

export function describeMachine({ state }: SimulatedMachine): MachineDescription {
  const lock = state.gw.lock
  return {
    computer: state.computer.name,
    user: state.computer.user,
    elevated: state.computer.elevated,
    clock: state.now,
    boots: state.counters.boots,
    adapters: state.adapters.map((one) => describeAdapter(state, one)),
    switches: state.switches.map((one) => {
      const uplink = state.adapters.find(({ guid }) => guid === one.uplink)
      const hostAdapters = hostAdaptersOn(state, one.id).map(({ name }) => name)
      return { name: one.name, type: one.type, ...(uplink && { uplink: uplink.name }), hostAdapters }
    }),
    routes: describeRoutes(state),
    stores: describeStores(state),
    due: [...state.due].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ at, what }) => ({ at, what })),
    faults: state.faults.map(
      ({ at, kind }) => `${typeof at === 'number' ? `writing call ${at} from now` : at}: ${kind}`,
    ),
    assumptions: ASSUMPTIONS.filter(({ name }) => name in state.assumptions).map(({ name }) => ({
      name,
      choice: state.assumptions[name] ?? '',
    })),
    gw: {
      ledger: state.gw.ledger !== undefined,
      ...(lock && { lockedBy: `${lock.by} (gw ${lock.verb}, since ${lock.since})` }),
    },
  }
}

function describeAdapter(state: MachineState, one: Adapter): AdapterDescription {
  const ip = interfaceOf(state, one.guid, 'IPv4')
  const bound = switchOnUplink(state, one.guid)
  const settings = ip && activeSettings(one, ip)
  const dns = dnsOf(state, one.guid)
  const addresses = state.addresses.filter(
    (address) => address.adapter === one.guid && isNow(address) && address.family === 'IPv4',
  )
  return {
    name: one.name,
    index: one.index,
    description: one.description,
    mac: dashedMac(one.mac),
    status: String(adapterRow(state, one).Status),
    ...(bound && { boundTo: bound.name }),
    ...(ip &&
      settings && {
        ip: {
          dhcp: ip.dhcp,
          forwarding: String(settings.Forwarding),
          metric: Number(settings.InterfaceMetric),
          addresses: addresses.map(({ address, prefixLength, prefixOrigin, state: how }) => ({
            address: `${address}/${prefixLength}`,
            origin: prefixOrigin,
            state: how,
          })),
          dns: dns ? serversOf(dns, 'IPv4') : [],
        },
      }),
  }
}

function describeRoutes(state: MachineState): MachineDescription['routes'] {
  const routes = state.routes.filter(isNow).map((one) => {
    const adapter = state.adapters.find(({ guid }) => guid === one.adapter)
    const ip = interfaceOf(state, one.adapter, one.family)
    const own = adapter && ip ? Number(activeSettings(adapter, ip).InterfaceMetric) : 0
    return { prefix: one.prefix, nextHop: one.nextHop, interface: adapter?.name ?? '', metric: one.metric + own }
  })
  return routes.sort((a, b) => a.prefix.localeCompare(b.prefix) || a.metric - b.metric)
}

function describeStores(state: MachineState): string[] {
  const nameOf = (guid: string) => state.adapters.find((one) => one.guid === guid)?.name ?? guid
  const isKept = ({ adapter }: { adapter: string }) =>
    state.adapters.find(({ guid }) => guid === adapter)?.volatile !== true
  const addresses = state.addresses.filter((one) => isKept(one) && one.prefixOrigin === 'Manual')
  const routes = state.routes.filter((one) => isKept(one) && one.lease !== true)
  const rows = [
    ...addresses.map((one) => ({
      ...one,
      what: `address ${one.address}/${one.prefixLength} on ${nameOf(one.adapter)}`,
    })),
    ...routes.map((one) => ({ ...one, what: `route ${one.prefix} via ${one.nextHop} on ${nameOf(one.adapter)}` })),
  ]
  const has = (what: string, store: string) => rows.some((row) => row.what === what && row.store === store)
  const single = rows.flatMap(({ what, store }) => {
    if (has(what, store === 'ActiveStore' ? 'PersistentStore' : 'ActiveStore')) return []
    return [store === 'ActiveStore' ? `${what}: gone after a restart` : `${what}: only after a restart`]
  })
  const settings = state.interfaces.filter(isKept).flatMap((one) => {
    const names = new Set([...Object.keys(one.active), ...Object.keys(one.persistent)])
    return [...names].flatMap((name) => {
      const [now, then] = [one.active[name], one.persistent[name]]
      const where = `${name} of ${nameOf(one.adapter)}/${one.family}`
      return now === then ? [] : [`${where}: ${now ?? 'default'} now, ${then ?? 'default'} after a restart`]
    })
  })
  return [...single, ...settings]
}

function isNow(one: IpAddress | Route): boolean {
  return one.store === 'ActiveStore'
}
