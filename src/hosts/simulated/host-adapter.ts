// Host adapters of a switch: made, found and removed; each appears as a network adapter of its own.
import { hyperVError, type OutputRow } from './answer.ts'
import { flagOf, textOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { bareGuid, newAlias, newGuid, newHostAdapterDescription, newIndex, newMac } from './identity.ts'
import { takeConfiguration } from './ip-configuration.ts'
import { adapterOf, hostAdaptersOn, switchOf } from './lookup.ts'
import { schedule } from './schedule.ts'
import type { HostAdapter, IpConfiguration, MachineState, VirtualSwitch } from './state.ts'
import { fitsPattern, isSameText } from './wildcard.ts'

export function getVMNetworkAdapter({ state, cmdlet, bound, set }: Context): readonly OutputRow[] {
  const name = textOf(bound, 'Name')
  const switchName = textOf(bound, 'SwitchName')
  if (set !== 'ManagementOS' && set !== 'All') throw noSuchVm(cmdlet.name, bound.VMName)
  const found = state.hostAdapters.filter((one) => {
    const on = switchOf(state, one)
    return (
      (name === undefined || fitsPattern(name, one.name)) &&
      (switchName === undefined || isSameText(on?.name ?? '', switchName))
    )
  })
  if (found.length === 0 && name !== undefined && !/[*?[]/.test(name)) {
    throw hyperVError(
      'InvalidParameter',
      cmdlet.name,
      `Hyper-V was unable to find a virtual network adapter with name "${name}".`,
    )
  }
  const ofMachines = set === 'All' && name === undefined && switchName === undefined ? adaptersOfMachines(state) : []
  return [...found.map((one) => toRow(state, one)), ...ofMachines]
}

/** One adapter of a virtual machine per switch it hangs on. */
function adaptersOfMachines(state: MachineState): OutputRow[] {
  return state.vms.flatMap(({ name, switches }) =>
    switches.map((id) => ({
      Name: 'Network Adapter',
      VMName: name,
      IsManagementOs: false,
      SwitchName: state.switches.find((one) => one.id === id)?.name ?? null,
    })),
  )
}

/** There is no check for a name that is taken: windows.md, section 3. */
export function addVMNetworkAdapter({ state, cmdlet, bound, set }: Context): readonly OutputRow[] {
  if (set !== 'ManagementOS') throw noSuchVm(cmdlet.name, bound.VMName)
  const switchName = textOf(bound, 'SwitchName')
  const found = state.switches.filter((one) => switchName === undefined || isSameText(one.name, switchName))
  const [target, another] = found
  // A switch name that is not unique makes it fail: windows.md, section 1.
  if (target === undefined || another !== undefined) {
    throw hyperVError(
      'InvalidParameter',
      cmdlet.name,
      `Hyper-V was unable to find a virtual switch with name "${switchName}".`,
    )
  }
  if (target.type === 'Private')
    throw hyperVError('OperationFailed', cmdlet.name, 'A private switch has no host adapter.')
  const mac = textOf(bound, 'StaticMacAddress')
  const plainMac = mac?.replace(/[-:.]/g, '').toUpperCase()
  if (plainMac !== undefined && !/^[0-9A-F]{12}$/.test(plainMac)) {
    throw hyperVError('InvalidParameter', cmdlet.name, `'${mac}' is no MAC address.`)
  }
  const made = createHostAdapter(state, target, {
    // windows.md, section 3: the default name is "Network Adapter".
    name: textOf(bound, 'Name') ?? 'Network Adapter',
    mac: plainMac ?? newMac(state),
    dynamicMac: plainMac === undefined,
  })
  return flagOf(bound, 'Passthru') ? [toRow(state, made)] : []
}

/** Without -Name it removes every host adapter of the switch: windows.md, section 3. */
export function removeVMNetworkAdapter({ state, cmdlet, bound, set }: Context): readonly OutputRow[] {
  if (set !== 'ManagementOS') throw noSuchVm(cmdlet.name, bound.VMName)
  const name = textOf(bound, 'Name')
  const switchName = textOf(bound, 'SwitchName')
  const isPattern = assumed(state, 'hyper-v-names') === 'pattern'
  const fits = (wanted: string | undefined, actual: string) =>
    wanted === undefined || (isPattern ? fitsPattern(wanted, actual) : isSameText(wanted, actual))
  const found = state.hostAdapters.filter(
    (one) => fits(name, one.name) && fits(switchName, switchOf(state, one)?.name ?? ''),
  )
  if (found.length === 0) {
    throw hyperVError(
      'InvalidParameter',
      cmdlet.name,
      `Hyper-V was unable to find a virtual network adapter with name "${name ?? ''}".`,
    )
  }
  const rows = found.map((one) => toRow(state, one))
  for (const one of found) removeHostAdapter(state, one)
  return flagOf(bound, 'Passthru') ? rows : []
}

interface Wanted {
  readonly name: string
  readonly mac: string
  readonly dynamicMac: boolean
  /** IP configuration that arrives with it; without one it starts fresh. */
  readonly bring?: (guid: string) => IpConfiguration
}

/** A new adapter with a new GUID and index; its IP interface is not ready at once: windows.md, section 3. */
export function createHostAdapter(state: MachineState, target: VirtualSwitch, wanted: Wanted): HostAdapter {
  const guid = newGuid(state)
  state.adapters.push({
    guid,
    name: newAlias(state, wanted.name),
    description: newHostAdapterDescription(state),
    index: newIndex(state),
    mac: wanted.mac,
    kind: 'hyper-v',
    link: 'up',
  })
  const made: HostAdapter = { name: wanted.name, switch: target.id, adapter: guid, dynamicMac: wanted.dynamicMac }
  state.hostAdapters.push(made)
  const bring = wanted.bring?.(guid)
  const seconds = Number(assumed(state, 'vnic-ready'))
  schedule(state, seconds, { what: 'interface-ready', adapter: guid, ...(bring && { bring }) })
  return made
}

/** The network adapter goes with it, and everything it had; persistent rows may stay behind: windows.md, section 2. */
export function removeHostAdapter(state: MachineState, gone: HostAdapter): void {
  const adapter = adapterOf(state, gone.adapter)
  const { addresses, routes } = takeConfiguration(state, gone.adapter)
  state.dns = state.dns.filter((one) => one.adapter !== gone.adapter)
  if (assumed(state, 'removed-adapter-rows') === 'stay') {
    state.addresses.push(...addresses.filter((one) => one.store === 'PersistentStore'))
    state.routes.push(...routes.filter((one) => one.store === 'PersistentStore'))
  }
  if (adapter) state.ghosts.push({ guid: adapter.guid, alias: adapter.name, index: adapter.index })
  state.adapters = state.adapters.filter((one) => one !== adapter)
  state.hostAdapters = state.hostAdapters.filter((one) => one !== gone)
}

export function removeHostAdaptersOn(state: MachineState, target: VirtualSwitch): void {
  for (const one of hostAdaptersOn(state, target.id)) removeHostAdapter(state, one)
}

function toRow(state: MachineState, one: HostAdapter): OutputRow {
  const on = switchOf(state, one)
  return {
    Name: one.name,
    Id: `Microsoft:${one.adapter.replace(/[{}]/g, '')}`,
    IsManagementOs: true,
    SwitchName: on?.name ?? null,
    SwitchId: on ? bareGuid(on.id) : null,
    MacAddress: adapterOf(state, one.adapter)?.mac ?? null,
    DynamicMacAddressEnabled: one.dynamicMac,
    DeviceId: one.adapter,
    VMName: null,
    Status: ['Ok'],
    IPAddresses: [],
  }
}

function noSuchVm(cmdlet: string, name: unknown) {
  return hyperVError(
    'InvalidParameter',
    cmdlet,
    `Hyper-V was unable to find a virtual machine with name "${String(name ?? '')}".`,
  )
}
