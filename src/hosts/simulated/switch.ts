// Get-, New-, Set- and Remove-VMSwitch.
import { hyperVError, type OutputRow } from './answer.ts'
import { flagOf, textOf, textsOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { createHostAdapter, removeHostAdaptersOn } from './host-adapter.ts'
import { bareGuid, newGuid, newMac } from './identity.ts'
import { onTheWayToHostAdapter } from './ip-configuration.ts'
import { adapterOf, hostAdaptersOn } from './lookup.ts'
import type { Adapter, IpConfiguration, MachineState, VirtualSwitch } from './state.ts'
import { bindUplink, unbindUplink } from './uplink.ts'
import { chooseUplink } from './uplink-choice.ts'
import { fitsPattern, isSameText } from './wildcard.ts'

export function getVMSwitch({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  const name = textOf(bound, 'Name')
  const ids = textsOf(bound, 'Id')
  const types = textsOf(bound, 'SwitchType')
  // Get-VMSwitch -Name takes wildcards: windows.md, section 1.
  const found = state.switches.filter(
    (one) =>
      (name === undefined || fitsPattern(name, one.name)) &&
      (ids === undefined || ids.some((id) => bareGuid(id) === one.id)) &&
      (types === undefined || types.includes(one.type)),
  )
  const isNamed = name !== undefined && !/[*?[]/.test(name)
  const isBare = name === undefined && ids === undefined && types === undefined
  if (found.length === 0 && (isNamed || ids !== undefined || (isBare && assumed(state, 'no-switches') === 'error'))) {
    throw hyperVError(
      'ObjectNotFound',
      cmdlet.name,
      `Hyper-V was unable to find a virtual switch with name "${name ?? ''}".`,
    )
  }
  return found.map((one) => toRow(state, one))
}

/** External follows from the adapter; -SwitchType makes an internal or private one: windows.md, section 3. */
export function newVMSwitch(context: Context): readonly OutputRow[] {
  const { state, bound, set } = context
  const nic = set === 'SwitchType' ? undefined : chooseUplink(context)
  const type = textOf(bound, 'SwitchType') === 'Private' ? 'Private' : 'Internal'
  const isShared = nic ? (flagOf(bound, 'AllowManagementOS') ?? true) : type === 'Internal'
  const made: VirtualSwitch = {
    id: bareGuid(newGuid(state)),
    name: textOf(bound, 'Name') ?? '',
    type,
    allowManagementOS: isShared,
    notes: textOf(bound, 'Notes') ?? '',
  }
  state.switches.push(made)
  const configuration = nic && bindUplink(state, made, nic)
  if (isShared) share(state, made, nic, configuration)
  return [toRow(state, made)]
}

export function setVMSwitch(context: Context): readonly OutputRow[] {
  const { state, cmdlet, bound, set } = context
  const targets = namedSwitches(context)
  // Queue options make it fail on many hosts: windows.md, section 3.
  const hasQueueOptions = Object.keys(bound).some((name) => /Vrss|Vmmq/.test(name))
  if (hasQueueOptions && assumed(state, 'queue-options') === 'refused') {
    throw hyperVError('OperationFailed', cmdlet.name, 'The operation failed.')
  }
  const type = textOf(bound, 'SwitchType')
  if (type === 'External') throw hyperVError('InvalidParameter', cmdlet.name, 'An external switch needs an adapter.')
  const [target, another] = targets
  const nic = /NetAdapter/.test(set) ? chooseUplink(context, target) : undefined
  if (nic && another) throw hyperVError('InvalidParameter', cmdlet.name, 'One adapter cannot serve two switches.')
  for (const one of targets) {
    one.notes = textOf(bound, 'Notes') ?? one.notes
    // Naming an adapter turns sharing on unless told otherwise: windows.md, section 3.
    const isShared = flagOf(bound, 'AllowManagementOS') ?? (nic ? true : undefined)
    if (nic) changeUplink(state, one, nic)
    if (type === 'Internal' || type === 'Private') changeType(state, one, type)
    if (isShared !== undefined) setSharing(state, one, isShared, nic)
  }
  return flagOf(bound, 'Passthru') ? targets.map((one) => toRow(state, one)) : []
}

/** Fails while a virtual machine uses it: windows.md, section 3. */
export function removeVMSwitch(context: Context): readonly OutputRow[] {
  const { state, cmdlet } = context
  const targets = namedSwitches(context)
  for (const one of targets) {
    const user = state.vms.find(({ switches }) => switches.includes(one.id))
    if (user)
      throw hyperVError('OperationFailed', cmdlet.name, `The switch is in use by the virtual machine ${user.name}.`)
    if (one.system === 'default' && assumed(state, 'default-switch-removal') === 'refused') {
      throw hyperVError('OperationFailed', cmdlet.name, 'The Default Switch cannot be removed.')
    }
  }
  for (const one of targets) dropSwitch(state, one)
  return []
}

/** Takes it away with its host adapters; its NIC has an IP configuration of its own again. */
export function dropSwitch(state: MachineState, one: VirtualSwitch): void {
  unbindUplink(state, one)
  removeHostAdaptersOn(state, one)
  state.switches = state.switches.filter((other) => other !== one)
}

function namedSwitches({ state, cmdlet, bound }: Context): VirtualSwitch[] {
  const isPattern = assumed(state, 'hyper-v-names') === 'pattern'
  const chosen = new Set<VirtualSwitch>()
  for (const name of textsOf(bound, 'Name') ?? []) {
    const found = state.switches.filter((one) => (isPattern ? fitsPattern(name, one.name) : isSameText(name, one.name)))
    if (found.length === 0) {
      throw hyperVError(
        'InvalidParameter',
        cmdlet.name,
        `Hyper-V was unable to find a virtual switch with name "${name}".`,
      )
    }
    for (const one of found) chosen.add(one)
  }
  return [...chosen]
}

/** Makes the host adapter that is named after the switch: windows.md, section 3. */
function share(state: MachineState, target: VirtualSwitch, nic?: Adapter, configuration?: IpConfiguration): void {
  createHostAdapter(state, target, {
    name: target.name,
    mac: nic ? hostMac(state, nic.mac) : newMac(state),
    dynamicMac: nic === undefined,
    ...(configuration && { bring: (guid: string) => onTheWayToHostAdapter(state, configuration, guid) }),
  })
}

/** That of the NIC, or a last byte one higher as the article's listing shows: windows.md, section 1. */
function hostMac(state: MachineState, mac: string): string {
  if (assumed(state, 'host-vnic-mac') === 'same') return mac
  const last = (Number.parseInt(mac.slice(-2), 16) + 1) % 256
  return mac.slice(0, -2) + last.toString(16).toUpperCase().padStart(2, '0')
}

function changeUplink(state: MachineState, target: VirtualSwitch, nic: Adapter): void {
  if (target.uplink === nic.guid) return
  const lostUplink = target.type !== 'External'
  const hosts = hostAdaptersOn(state, target.id)
  // The host adapter keeps its own configuration; that of the NIC is parked with it.
  if (target.uplink !== undefined) unbindKeepingHost(state, target)
  bindUplink(state, target, nic)
  // The repair of a switch that lost its NIC can add a second host adapter with one MAC: windows.md, section 3.
  if (lostUplink && hosts.length > 0 && assumed(state, 'set-switch-adapter-repair') === 'second-vnic') {
    share(state, target, nic)
  }
}

function unbindKeepingHost(state: MachineState, target: VirtualSwitch): void {
  const hosts = state.hostAdapters
  state.hostAdapters = hosts.filter((one) => one.switch !== target.id)
  unbindUplink(state, target)
  state.hostAdapters = hosts
}

function changeType(state: MachineState, target: VirtualSwitch, type: 'Internal' | 'Private'): void {
  if (target.uplink !== undefined) unbindKeepingHost(state, target)
  if (type === 'Private') removeHostAdaptersOn(state, target)
  target.type = type
}

/** Turning it off removes every host adapter of the switch: windows.md, section 3. */
function setSharing(state: MachineState, target: VirtualSwitch, isShared: boolean, nic: Adapter | undefined): void {
  target.allowManagementOS = isShared
  if (!isShared) removeHostAdaptersOn(state, target)
  else if (hostAdaptersOn(state, target.id).length === 0) {
    const uplink = nic ?? (target.uplink === undefined ? undefined : adapterOf(state, target.uplink))
    share(state, target, uplink, nic && state.parked[nic.guid])
  }
}

function toRow(state: MachineState, one: VirtualSwitch): OutputRow {
  const nic = one.uplink === undefined ? undefined : adapterOf(state, one.uplink)
  const hasHost = hostAdaptersOn(state, one.id).length > 0
  return {
    Name: one.name,
    Id: one.id,
    Notes: one.notes,
    SwitchType: one.type,
    AllowManagementOS: assumed(state, 'management-os-flag') === 'follows-adapters' ? hasHost : one.allowManagementOS,
    NetAdapterInterfaceDescription: nic?.description ?? null,
    NetAdapterInterfaceDescriptions: nic ? [nic.description] : null,
    // An array of one lower-case GUID without braces: captures.md, section 3.
    NetAdapterInterfaceGuid: nic ? [bareGuid(nic.guid)] : null,
    EmbeddedTeamingEnabled: false,
    IovEnabled: false,
    PacketDirectEnabled: false,
    BandwidthReservationMode: 'Absolute',
    IsDeleted: false,
  }
}
