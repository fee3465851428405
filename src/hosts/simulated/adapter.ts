// Get-NetAdapter: what Windows lists of network adapters, hidden ones only on request.
import type { OutputRow } from './answer.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { select } from './filter.ts'
import { dashedMac } from './identity.ts'
import { isConnected, switchOnUplink } from './lookup.ts'
import type { Adapter, AdapterKind, MachineState } from './state.ts'

export function getNetAdapter({ state, cmdlet, set, bound }: Context): readonly OutputRow[] {
  const shown = state.adapters
    .filter((one) => bound.IncludeHidden === true || one.kind !== 'loopback')
    .filter((one) => bound.Physical !== true || isPhysical(one))
  return select(
    cmdlet,
    set,
    bound,
    shown.map((object) => ({ object, row: adapterRow(state, object) })),
  ).map(({ row }) => row)
}

/** Friendly members as text, raw ones as numbers: captures.md, section 2. */
export function adapterRow(state: MachineState, one: Adapter): OutputRow {
  const status = statusOf(state, one)
  const physical = isPhysical(one)
  const speed = status === 'Up' ? SPEEDS[one.kind] : 0
  return {
    Name: one.name,
    InterfaceAlias: one.name,
    ifAlias: one.name,
    InterfaceDescription: one.description,
    ifDesc: one.description,
    InterfaceIndex: one.index,
    ifIndex: one.index,
    InterfaceGuid: one.guid,
    DeviceID: one.guid,
    InstanceID: one.guid,
    MacAddress: dashedMac(one.mac),
    PermanentAddress: one.mac,
    Status: status,
    MediaConnectState: status === 'Up' ? 1 : 2,
    // State 3 for a NIC that reads Not Present: json-netadapter-vethernet-external.json.
    State: status === 'Not Present' ? 3 : 2,
    InterfaceOperationalStatus: { Up: 1, Disconnected: 2, 'Not Present': 6 }[status],
    InterfaceAdminStatus: 1,
    AdminStatus: 'Up',
    Virtual: !physical,
    Hidden: one.kind === 'loopback',
    HardwareInterface: physical,
    ConnectorPresent: physical,
    NdisMedium: 0,
    NdisPhysicalMedium: MEDIA[one.kind],
    InterfaceType: one.kind === 'wifi' ? 71 : 6,
    MtuSize: 1500,
    ReceiveLinkSpeed: speed,
    TransmitLinkSpeed: speed,
  }
}

// MSFT_NetAdapter: 802.3 is 14, Native 802.11 is 9, BlueTooth is 10; virtual ones are unspecified.
const MEDIA: Readonly<Record<AdapterKind, number>> = {
  ethernet: 14,
  wifi: 9,
  bluetooth: 10,
  'hyper-v': 0,
  tun: 0,
  loopback: 0,
}
const SPEEDS: Readonly<Record<AdapterKind, number>> = {
  ethernet: 2_500_000_000,
  wifi: 866_500_000,
  bluetooth: 3_000_000,
  'hyper-v': 10_000_000_000,
  tun: 100_000_000_000,
  loopback: 0,
}

/** A bound NIC stays listed, Up on one captured host and Not Present on another: captures.md, section 3. */
function statusOf(state: MachineState, one: Adapter): 'Up' | 'Disconnected' | 'Not Present' {
  if (switchOnUplink(state, one.guid) && assumed(state, 'uplink-status') === 'Not Present') return 'Not Present'
  return isConnected(state, one) ? 'Up' : 'Disconnected'
}

function isPhysical(one: Adapter): boolean {
  return one.kind === 'ethernet' || one.kind === 'wifi' || one.kind === 'bluetooth'
}
