// A switch binds a NIC and lets go of it again: the IP configuration travels, the NIC stays listed.
import { assumed } from './assumptions.ts'
import { freshConfiguration, giveConfiguration, takeConfiguration, wake } from './ip-configuration.ts'
import { adapterOf, hostAdaptersOn } from './lookup.ts'
import type { Adapter, IpConfiguration, MachineState, VirtualSwitch } from './state.ts'

/** Binds the NIC, which loses its IP rows and its DNS rows, and answers the configuration it had: windows.md, section 3. */
export function bindUplink(state: MachineState, target: VirtualSwitch, nic: Adapter): IpConfiguration {
  // Its registry keys stay behind, so `dns` is copied, not taken: only its rows need the interface.
  const configuration = takeConfiguration(state, nic.guid)
  state.parked[nic.guid] = structuredClone(configuration)
  target.uplink = nic.guid
  target.type = 'External'
  for (const one of hostAdaptersOn(state, target.id)) wake(state, one.adapter, 3)
  return configuration
}

/** Lets the NIC go; what it then has is not verified: windows.md, section 3. */
export function unbindUplink(state: MachineState, target: VirtualSwitch): void {
  const nic = target.uplink === undefined ? undefined : adapterOf(state, target.uplink)
  delete target.uplink
  if (nic === undefined) return
  const parked = state.parked[nic.guid]
  delete state.parked[nic.guid]
  const [first] = hostAdaptersOn(state, target.id)
  const fromHost = first && state.interfaces.some((one) => one.adapter === first.adapter) ? first.adapter : undefined
  const choice = assumed(state, 'remove-switch')
  const fresh = freshConfiguration(nic.guid)
  if (choice === 'does-not-restore') giveConfiguration(state, nic.guid, fresh)
  else if (choice === 'restores' && fromHost !== undefined) {
    giveConfiguration(state, nic.guid, takeConfiguration(state, fromHost))
  } else giveConfiguration(state, nic.guid, parked ?? fresh)
  wake(state, nic.guid, 3)
}
