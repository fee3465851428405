// Duplicate address detection: a new address is Tentative until nobody has answered for it.
import { activeSettings } from './ip-interface.ts'
import { adapterOf, isConnected, lanOf } from './lookup.ts'
import { schedule } from './schedule.ts'
import type { Adapter, IpInterface, MachineState } from './state.ts'

/** Starts it for an address just added: DadTransmits times DadRetransmitTime, 0 transmits skip it (windows.md, section 6). */
export function detectDuplicates(state: MachineState, adapter: Adapter, ip: IpInterface, address: string): void {
  const { DadTransmits, DadRetransmitTime } = activeSettings(adapter, ip)
  const seconds = (Number(DadTransmits) * Number(DadRetransmitTime)) / 1000
  if (seconds === 0) concludeDetection(state, adapter.guid, address)
  else schedule(state, seconds, { what: 'dad', adapter: adapter.guid, address })
}

/** Preferred, or Duplicate when the LAN has it. Without carrier it stays Tentative: captures.md, section 4. */
export function concludeDetection(state: MachineState, guid: string, address: string): void {
  const adapter = adapterOf(state, guid)
  const row = state.addresses.find(
    (one) => one.adapter === guid && one.address === address && one.store === 'ActiveStore',
  )
  if (adapter === undefined || row === undefined || !isConnected(state, adapter)) return
  const lan = lanOf(state, adapter)
  const isDuplicate = lan !== undefined && (lan.router === address || lan.taken.includes(address))
  row.state = isDuplicate ? 'Duplicate' : 'Preferred'
}
