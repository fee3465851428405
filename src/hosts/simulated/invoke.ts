// One cmdlet call from its name to its answer: known? bound? allowed? asked? then done, unless a fault says otherwise.
import { type Answer, commandClass, hyperVError, type OutputRow, Refusal, systemError } from './answer.ts'
import { assumed } from './assumptions.ts'
import { type Binding, bindParameters, commandNotFound } from './bind.ts'
import { type Cmdlet, findCmdlet } from './catalogue.ts'
import { advanceClock } from './clock.ts'
import { refuseQuestion } from './confirmation.ts'
import type { Handler } from './context.ts'
import { faultError, loseHost, takeFault, takesEffect } from './faults.ts'
import { isHyperVWithoutService } from './feature.ts'
import { handlerOf } from './handlers.ts'
import type { MachineState } from './state.ts'

/** Runs it on the state. Throws HostLost when a fault says that no answer comes back. */
export function invokeCmdlet(state: MachineState, name: string, params: Readonly<Record<string, unknown>>): Answer {
  const cmdlet = findCmdlet(name)
  const handler = cmdlet && handlerOf(cmdlet.name)
  // A cmdlet of a missing module is an unknown word, not an empty answer: windows.md, section 3.
  const isWaiting = cmdlet?.module === 'Hyper-V' && isHyperVWithoutService(state)
  const isInstalled =
    isWaiting || state.computer.modules.some((module) => module.toLowerCase() === cmdlet?.module.toLowerCase())
  if (cmdlet === undefined || handler === undefined || !isInstalled) return commandNotFound(name)

  let binding: Binding
  try {
    binding = bindParameters(cmdlet, params)
  } catch (problem) {
    return answerOf(problem)
  }
  const fault = takeFault(state, cmdlet.name, isWriting(cmdlet))
  const answer: Answer = fault && !takesEffect(fault) ? { rows: [] } : perform(state, cmdlet, handler, binding)
  if (fault === undefined) return answer
  loseHost(state, fault)
  return 'error' in answer ? answer : { error: faultError(fault, cmdlet.name) }
}

function perform(state: MachineState, cmdlet: Cmdlet, handler: Handler, binding: Binding): Answer {
  try {
    refuseWithoutRight(state, cmdlet)
    if (cmdlet.module === 'Hyper-V' && isHyperVWithoutService(state)) throw withoutService(cmdlet)
    refuseQuestion(cmdlet, binding)
    if (binding.whatIf) return { rows: [] }
    if (isWriting(cmdlet)) advanceClock(state, SECONDS[cmdlet.name] ?? 0.2)
    const rows: readonly OutputRow[] = handler({ state, cmdlet, set: binding.set, bound: binding.bound })
    return { rows }
  } catch (problem) {
    return answerOf(problem)
  }
}

// How long a call takes on the machine's clock. A switch interrupts for seconds: windows.md, section 3; the numbers are ours.
const SECONDS: Readonly<Record<string, number>> = {
  'New-VMSwitch': 4,
  'Set-VMSwitch': 3,
  'Remove-VMSwitch': 3,
  'Add-VMNetworkAdapter': 1,
  'Remove-VMNetworkAdapter': 1,
  'Enable-WindowsOptionalFeature': 40,
  'Disable-WindowsOptionalFeature': 40,
  'Start-Service': 2,
  'Stop-Service': 2,
}

function isWriting(cmdlet: Cmdlet): boolean {
  return !cmdlet.name.startsWith('Get-')
}

/** Writing needs an administrator, of Hyper-V reading too: windows.md, section 9. */
function refuseWithoutRight(state: MachineState, cmdlet: Cmdlet): void {
  if (state.computer.elevated) return
  if (cmdlet.module === 'Hyper-V') {
    const message = 'You do not have the required permission to complete this task.'
    const denied = hyperVError(assumed(state, 'hyper-v-denied'), cmdlet.name, message)
    throw new Refusal({ ...denied.error, category: 'PermissionDenied' })
  }
  if (cmdlet.module === 'Dism') throw elevationRequired(cmdlet)
  if (/-(Service|ItemProperty)$/.test(cmdlet.name) && isWriting(cmdlet)) throw managementDenied(cmdlet)
  if (isWriting(cmdlet)) throw systemError(5, cmdlet.name, 'Access is denied.')
}

/** The same id as when there is no switch: windows.md, section 4. */
function withoutService({ name }: Cmdlet): Refusal {
  return hyperVError('ObjectNotFound', name, 'The Hyper-V Virtual Machine Management service does not answer.')
}

/** Even asking needs an administrator: windows.md, section 8. 0x800702E4 is ERROR_ELEVATION_REQUIRED. */
function elevationRequired({ name }: Cmdlet): Refusal {
  const message = 'The requested operation requires elevation.'
  return new Refusal({ id: commandClass(name), category: 'NotSpecified', hresult: 0x800702e4 | 0, message })
}

/** Ids of Set-Service and the registry provider; their category is what gw goes by. */
function managementDenied({ name }: Cmdlet): Refusal {
  const what = name === 'Set-ItemProperty' ? 'System.Security.SecurityException' : `CouldNot${name.replace('-', '')}`
  return new Refusal({
    id: `${what},${commandClass(name)}`,
    category: 'PermissionDenied',
    message: 'Access is denied.',
  })
}

/** An error of the machine is an answer; one of ours is not. */
function answerOf(problem: unknown): Answer {
  if (problem instanceof Refusal) return { error: problem.error }
  throw problem
}
