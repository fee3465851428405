// Get-, Set- and Remove-NetIPAddress. An address cannot be edited, its prefix length perhaps.
import { type OutputRow, systemError } from './answer.ts'
import { flagOf, numberOf, textOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import { type Context, storesToWrite, storeToRead } from './context.ts'
import { awaitLinkLocal, requestLease } from './dhcp.ts'
import { type Shown, select } from './filter.ts'
import { shownInterface } from './ghost.ts'
import { linkLocalRows } from './link-local-v6.ts'
import { activeAddresses, interfaceOf } from './lookup.ts'
import { schedule } from './schedule.ts'
import type { IpAddress, MachineState, Store } from './state.ts'

export function getNetIPAddress(context: Context): readonly OutputRow[] {
  const { state, cmdlet, set, bound } = context
  const store = storeToRead(context)
  const fixed = store === 'ActiveStore' ? linkLocalRows(state) : []
  return select<unknown>(cmdlet, set, bound, [...addressRows(state, store), ...fixed]).map(({ row }) => row)
}

export function setNetIPAddress(context: Context): readonly OutputRow[] {
  const { state, bound, cmdlet } = context
  const chosen = chooseAddresses(context)
  const prefixLength = numberOf(bound, 'PrefixLength')
  const skipAsSource = flagOf(bound, 'SkipAsSource')
  // Documented with an example, yet DSC removes and adds instead: windows.md, section 5.6.
  const choice = assumed(state, 'prefix-length-set')
  for (const { object } of chosen) {
    const tooLong = prefixLength !== undefined && prefixLength > (object.family === 'IPv4' ? 32 : 128)
    const isRefused = prefixLength !== undefined && prefixLength !== object.prefixLength && choice === 'refused'
    if (tooLong || isRefused) throw systemError(87, cmdlet.name, `Invalid parameter PrefixLength ${prefixLength}`)
  }
  for (const { object } of chosen) {
    if (prefixLength !== undefined && choice === 'in-place') object.prefixLength = prefixLength
    if (skipAsSource !== undefined) object.skipAsSource = skipAsSource
  }
  if (bound.PassThru !== true) return []
  return chosen.map(({ object }) => toRow(state, object))
}

/** Without a selector it removes every address; -DefaultGateway takes the default route along: windows.md, section 5.7. */
export function removeNetIPAddress(context: Context): readonly OutputRow[] {
  const { state, bound } = context
  const chosen = chooseAddresses(context)
  const gateway = textOf(bound, 'DefaultGateway')
  for (const { object } of chosen) {
    // The removal can lag: windows.md, section 5.8.
    if (object.store === 'ActiveStore' && assumed(state, 'address-removal') === 'lags') {
      object.leaving = true
      const { adapter, address, store } = object
      schedule(state, LAG_SECONDS, { what: 'address-gone', adapter, address, store })
    } else state.addresses = state.addresses.filter((one) => one !== object)
  }
  const touched = new Set(chosen.map(({ object }) => object.adapter))
  const stores = storesToWrite(context)
  for (const guid of touched) {
    if (gateway !== undefined) {
      state.routes = state.routes.filter(
        (one) =>
          !(
            one.adapter === guid &&
            one.prefix === '0.0.0.0/0' &&
            one.nextHop === gateway &&
            stores.includes(one.store)
          ),
      )
    }
    noticeLastAddress(state, guid)
  }
  return bound.PassThru === true ? chosen.map(({ row }) => row) : []
}

/** The kept addresses of one store as rows. */
export function addressRows(state: MachineState, store: Store): Shown<IpAddress>[] {
  return state.addresses
    .filter((object) => object.store === store)
    .map((object) => ({ object, row: toRow(state, object) }))
}

const LAG_SECONDS = 2.5

/** As rows of every store the call is about. */
function chooseAddresses(context: Context): Shown<IpAddress>[] {
  const { state, cmdlet, set, bound } = context
  const rows = storesToWrite(context).flatMap((store) => addressRows(state, store))
  return select(cmdlet, set, bound, rows)
}

/** Removing the last address may turn DHCP on again: windows.md, section 5.3. */
function noticeLastAddress(state: MachineState, guid: string): void {
  const ip = interfaceOf(state, guid, 'IPv4')
  if (ip === undefined || activeAddresses(state, guid).some((one) => !one.leaving)) return
  if (ip.dhcp === 'Disabled' && assumed(state, 'last-address-removed') === 'dhcp-on-again') {
    ip.dhcp = 'Enabled'
    requestLease(state, guid, 2)
  } else awaitLinkLocal(state, guid, 6)
}

function toRow(state: MachineState, one: IpAddress): OutputRow {
  const isIPv4 = one.family === 'IPv4'
  return {
    ...shownInterface(state, one.adapter),
    IPAddress: one.address,
    IPv4Address: isIPv4 ? one.address : null,
    IPv6Address: isIPv4 ? null : one.address,
    PrefixLength: one.prefixLength,
    AddressFamily: one.family,
    Type: 'Unicast',
    PrefixOrigin: one.prefixOrigin,
    SuffixOrigin: one.suffixOrigin,
    AddressState: one.state,
    SkipAsSource: one.skipAsSource,
    Store: one.store,
  }
}
