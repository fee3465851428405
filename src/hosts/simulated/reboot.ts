// A restart: what was only active is gone, what was persistent comes to be, volatile adapters are built again.
import { assumed } from './assumptions.ts'
import { dropLinkLocal } from './dhcp.ts'
import { settleFeatures } from './feature.ts'
import { newIndex } from './identity.ts'
import { freshConfiguration, giveConfiguration, takeConfiguration, wake } from './ip-configuration.ts'
import { adapterOf, adaptersNamed, interfaceOf } from './lookup.ts'
import { readRouterFlag, routeSinceStart } from './routing.ts'
import { later, schedule } from './schedule.ts'
import { startServices } from './service.ts'
import type { Adapter, MachineState } from './state.ts'
import { addNatAdapter, tunOf } from './volatile.ts'

export interface RebootOptions {
  /** Aliases of adapters that are missing while Windows starts and there again afterwards. */
  readonly without?: readonly string[]
}

const BOOT_SECONDS = 45
const WSL_SECONDS = 15

/** windows.md, section 7. */
export function rebootMachine(state: MachineState, options: RebootOptions = {}): void {
  state.counters.boots += 1
  state.now = later(state.now, BOOT_SECONDS)
  const tuns = state.adapters.filter((one) => one.kind === 'tun' && one.volatile).map((one) => tunOf(state, one))
  const pending = state.due
  state.due = []
  for (const due of pending) {
    // What was under way when the power went is through by the time Windows is up; leases and detections begin anew.
    if (due.what === 'interface-ready')
      giveConfiguration(state, due.adapter, due.bring ?? freshConfiguration(due.adapter))
    if (due.what === 'tun-starts') tuns.push(due.tun)
    if (due.what === 'wsl-starts') schedule(state, WSL_SECONDS, { what: 'wsl-starts', address: due.address })
  }
  const nats = state.adapters.filter((one) => one.kind === 'hyper-v' && one.volatile)
  const before = new Map(nats.map((one) => [one.name, natAddress(state, one)]))
  for (const { adapter } of tuns) removeAdapter(state, adapter)
  for (const one of options.without ?? []) for (const nic of adaptersNamed(state, one)) loseUplink(state, nic)
  for (const one of state.adapters) if (!one.volatile) restore(state, one)
  rebuildNats(state, nats, before)
  settleFeatures(state)
  readRouterFlag(state)
  routeSinceStart(state)
  startServices(state)
  if (assumed(state, 'index-after-reboot') === 'changes') {
    for (const one of state.adapters) if (one.kind !== 'loopback') one.index = newIndex(state)
  }
  // The proxy makes its TUN again after its start, and WSL its switch: windows.md, section 7.
  for (const tun of tuns) schedule(state, 8, { what: 'tun-starts', tun })
}

/** Active becomes what persistent says; leases are asked for again. */
function restore(state: MachineState, adapter: Adapter): void {
  const { guid } = adapter
  const isHost = adapter.kind === 'hyper-v'
  const isKept = !isHost || assumed(state, 'vnic-settings-after-reboot') === 'kept'
  dropLinkLocal(state, guid)
  for (const one of state.interfaces) {
    if (one.adapter === guid) one.active = isKept ? { ...one.persistent } : {}
  }
  const isHers = (one: { adapter: string }) => one.adapter === guid
  state.addresses = state.addresses.filter((one) => !isHers(one) || one.store === 'PersistentStore' || isBuiltIn(one))
  state.routes = state.routes.filter((one) => !isHers(one) || one.store === 'PersistentStore')
  for (const one of state.dns) {
    if (!isHers(one)) continue
    one.dhcp = []
    delete one.lost
  }
  for (const one of state.addresses.filter(isHers)) {
    const ip = interfaceOf(state, guid, one.family)
    // Another adapter may hold it by now, also one that is gone: windows.md, section 5.9.
    const isTaken = state.addresses.some(
      (other) =>
        other.address === one.address &&
        (other.store === 'ActiveStore' || adapterOf(state, other.adapter) === undefined),
    )
    if (one.store !== 'PersistentStore' || ip === undefined || isTaken) continue
    state.addresses.push({ ...one, store: 'ActiveStore', state: 'Tentative' })
  }
  for (const one of state.routes.filter(isHers)) {
    if (one.store === 'PersistentStore') state.routes.push({ ...one, store: 'ActiveStore' })
  }
  wake(state, guid, 3)
}

/** A switch whose NIC is missing at the start turns Internal, and the NIC comes back unbound: windows.md, section 3. */
function loseUplink(state: MachineState, nic: Adapter): void {
  if (assumed(state, 'uplink-missing-at-boot') === 'waits') return
  const bound = state.switches.find((one) => one.uplink === nic.guid)
  if (bound === undefined) return
  delete bound.uplink
  bound.type = 'Internal'
  delete state.parked[nic.guid]
  giveConfiguration(state, nic.guid, freshConfiguration(nic.guid))
}

function rebuildNats(state: MachineState, nats: readonly Adapter[], before: ReadonlyMap<string, string>): void {
  for (const one of nats) {
    const host = state.hostAdapters.find(({ adapter }) => adapter === one.guid)
    const on = state.switches.find(({ id }) => id === host?.switch)
    removeAdapter(state, one)
    if (host === undefined || on === undefined) continue
    const address = nextNatAddress(state, before.get(one.name) ?? '172.20.0.1')
    if (on.system === 'wsl') {
      state.switches = state.switches.filter((other) => other !== on)
      schedule(state, WSL_SECONDS, { what: 'wsl-starts', address })
    } else
      addNatAdapter(state, { name: host.name, switch: on.id, guid: one.guid, address, description: one.description })
  }
}

function removeAdapter(state: MachineState, adapter: Adapter): void {
  takeConfiguration(state, adapter.guid)
  state.adapters = state.adapters.filter((one) => one.guid !== adapter.guid)
  state.hostAdapters = state.hostAdapters.filter((one) => one.adapter !== adapter.guid)
  state.dns = state.dns.filter((one) => one.adapter !== adapter.guid)
}

function natAddress(state: MachineState, adapter: Adapter): string {
  return state.addresses.find((one) => one.adapter === adapter.guid && one.family === 'IPv4')?.address ?? '172.20.0.1'
}

/** Another /20 below 172.16.0.0/12 at every start, or the same: windows.md, section 3. */
function nextNatAddress(state: MachineState, address: string): string {
  if (assumed(state, 'nat-subnets-after-reboot') === 'same') return address
  const [, second = '16', third = '0'] = address.split('.')
  const number = ((Number(second) - 16) * 16 + Number(third) / 16 + 7) % 256
  return `172.${16 + Math.floor(number / 16)}.${(number % 16) * 16}.1`
}

function isBuiltIn(one: { prefixOrigin: string; suffixOrigin: string }): boolean {
  return one.prefixOrigin === 'WellKnown' && one.suffixOrigin === 'WellKnown'
}

/** Plugs or unplugs a cable. An interface that waited for DHCP asks for a lease: windows.md, section 5.4. */
export function setAdapterLink(state: MachineState, adapter: Adapter, link: 'up' | 'down'): void {
  adapter.link = link
  if (link === 'down') return
  const behind = state.hostAdapters.filter((host) =>
    state.switches.some((one) => one.id === host.switch && one.uplink === adapter.guid),
  )
  for (const guid of [adapter.guid, ...behind.map((one) => one.adapter)]) {
    const ip = interfaceOf(state, guid, 'IPv4')
    if (ip?.dhcpOffOnConnect && ip.dhcp === 'Enabled') ip.dhcp = 'Disabled'
    if (ip) delete ip.dhcpOffOnConnect
    dropLinkLocal(state, guid)
    wake(state, guid, 3)
  }
}
