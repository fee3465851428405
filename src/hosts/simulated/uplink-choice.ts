// Which NIC a New- or Set-VMSwitch means, and whether a switch can bind it.
import { hyperVError } from './answer.ts'
import { textOf, textsOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { bareGuid, newGuid } from './identity.ts'
import { switchOnUplink } from './lookup.ts'
import type { Adapter, VirtualSwitch } from './state.ts'
import { fitsPattern, isSameText } from './wildcard.ts'

/** Throws when there is no such NIC, another switch has it, or it cannot be bound: windows.md, section 3. */
export function chooseUplink(context: Context, target?: VirtualSwitch): Adapter {
  const { state, cmdlet } = context
  const [nic, another] = candidates(context)
  if (nic === undefined)
    throw hyperVError('InvalidParameter', cmdlet.name, 'Hyper-V was unable to find the network adapter.')
  if (another !== undefined) throw hyperVError('InvalidParameter', cmdlet.name, 'More than one adapter fits.')
  const owner = switchOnUplink(state, nic.guid)
  if (owner !== undefined && owner !== target) {
    throw hyperVError(assumed(state, 'nic-bound-error'), cmdlet.name, `${nic.name} is already bound to ${owner.name}.`)
  }
  const isWifi = nic.kind === 'wifi'
  if (nic.kind !== 'ethernet' && !(isWifi && assumed(state, 'wifi-bind') === 'works')) refuseBind(context, nic)
  return nic
}

function candidates({ state, bound }: Context): Adapter[] {
  const isPattern = assumed(state, 'hyper-v-names') === 'pattern'
  const fits = (wanted: string, actual: string) =>
    isPattern ? fitsPattern(wanted, actual) : isSameText(wanted, actual)
  const names = listOf(bound, 'NetAdapterName')
  const descriptions = listOf(bound, 'NetAdapterInterfaceDescription')
  return state.adapters.filter(
    (one) =>
      names.some((name) => fits(name, one.name)) ||
      descriptions.some((description) => fits(description, one.description)),
  )
}

function listOf(bound: Context['bound'], name: string): string[] {
  const one = textOf(bound, name)
  return one === undefined ? (textsOf(bound, name) ?? []) : [one]
}

/** The network may drop meanwhile, and a half-made internal switch may stay: windows.md, section 3. */
function refuseBind({ state, cmdlet, bound }: Context, nic: Adapter): never {
  if (cmdlet.name === 'New-VMSwitch' && assumed(state, 'failed-bind') === 'half-made-switch') {
    const name = textOf(bound, 'Name') ?? ''
    state.switches.push({ id: bareGuid(newGuid(state)), name, type: 'Internal', allowManagementOS: false, notes: '' })
  }
  const message = `Ethernet port '${nic.guid}' bind failed: Element not found. (0x80070490).`
  throw hyperVError('ObjectNotFound', cmdlet.name, message)
}
