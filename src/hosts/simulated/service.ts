// Services: Win32_Service, Set-, Start- and Stop-Service, and sc.exe config.
import { commandClass, exitCode, type OutputRow, Refusal } from './answer.ts'
import { flagOf, textOf, textsOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { routeEverywhere, routeNoMore } from './routing.ts'
import type { MachineState, Service } from './state.ts'
import { fitsPattern, isSameText } from './wildcard.ts'

/** StartMode says Auto, and delayed start is a flag of its own: windows.md, section 2. */
export function serviceRows(state: MachineState): OutputRow[] {
  return state.services.map(({ name, displayName, status, startMode, delayed }) => ({
    Name: name,
    DisplayName: displayName,
    State: status,
    Status: 'OK',
    StartMode: startMode,
    DelayedAutoStart: delayed,
  }))
}

export function setService({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  const one = named(state, textOf(bound, 'Name') ?? '', cmdlet.name)
  const type = textOf(bound, 'StartupType')
  const status = textOf(bound, 'Status')
  if (type === 'Automatic' && assumed(state, 'set-service-automatic') === 'clears-delay') one.delayed = false
  if (type !== undefined) one.startMode = type === 'Automatic' ? 'Auto' : type === 'Manual' ? 'Manual' : 'Disabled'
  if (status === 'Running') start(state, one, 'Start-Service')
  if (status === 'Stopped') stop(state, one, 'Stop-Service', false)
  return []
}

export function startService({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  for (const one of chosen(state, textsOf(bound, 'Name') ?? [], cmdlet.name)) start(state, one, cmdlet.name)
  return []
}

export function stopService({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  for (const one of chosen(state, textsOf(bound, 'Name') ?? [], cmdlet.name))
    stop(state, one, cmdlet.name, flagOf(bound, 'Force') === true)
  return []
}

/** sc.exe config NAME start= TYPE: documentation of sc.exe config. */
export function serviceControl(state: MachineState, args: readonly string[]): void {
  const [verb, name = '', option, value = ''] = args
  const mode = ({ auto: 'Auto', 'delayed-auto': 'Auto', demand: 'Manual', disabled: 'Disabled' } as const)[value]
  if (verb !== 'config' || option !== 'start=' || mode === undefined)
    throw exitCode('sc.exe', 1639, 'Invalid command line.')
  const one = state.services.find((service) => isSameText(service.name, name))
  // 1060: the service does not exist (windows.md, section 2).
  if (one === undefined) throw exitCode('sc.exe', 1060, 'The specified service does not exist as an installed service.')
  one.startMode = mode
  one.delayed = value === 'delayed-auto'
}

/** What starts by itself with Windows; nothing else runs then. */
export function startServices(state: MachineState): void {
  for (const one of state.services) one.status = one.startMode === 'Auto' ? 'Running' : 'Stopped'
  if (state.services.some((one) => isRouting(one) && one.status === 'Running')) routeEverywhere(state)
}

function start(state: MachineState, one: Service, cmdlet: string): void {
  if (one.status === 'Running') return
  if (one.startMode === 'Disabled')
    throw serviceError(
      'CouldNotStartService',
      cmdlet,
      'OpenError',
      `Service '${one.name}' cannot be started.`,
      one.name,
    )
  one.status = 'Running'
  if (isRouting(one)) routeEverywhere(state)
}

/** Running dependents are stopped with it only by -Force: documentation of Stop-Service. */
function stop(state: MachineState, one: Service, cmdlet: string, force: boolean): void {
  if (one.status === 'Stopped') return
  const dependents = state.services.filter(
    (other) => other.status === 'Running' && other.dependsOn.some((name) => isSameText(name, one.name)),
  )
  if (dependents.length > 0 && !force) {
    const message = `Cannot stop service '${one.name}' because it has dependent services.`
    throw serviceError('ServiceHasDependentServices', cmdlet, 'InvalidOperation', message, one.name)
  }
  for (const other of dependents) stop(state, other, cmdlet, true)
  one.status = 'Stopped'
  if (isRouting(one) && assumed(state, 'forwarding-after-routing-service') === 'reverts') routeNoMore(state)
}

/** The routing service switches forwarding on everywhere while it runs: the article, forwarding.md R11. */
function isRouting({ name }: Service): boolean {
  return isSameText(name, 'RemoteAccess')
}

function chosen(state: MachineState, names: readonly string[], cmdlet: string): Service[] {
  return names.flatMap((name) => {
    const found = state.services.filter((one) => fitsPattern(name, one.name))
    return found.length > 0 || /[*?[]/.test(name) ? found : [named(state, name, cmdlet)]
  })
}

function named(state: MachineState, name: string, cmdlet: string): Service {
  const found = state.services.find((one) => isSameText(one.name, name))
  if (found === undefined) {
    const message = `Cannot find any service with service name '${name}'.`
    throw serviceError('NoServiceFoundForGivenName', cmdlet, 'ObjectNotFound', message, name)
  }
  return found
}

function serviceError(id: string, cmdlet: string, category: string, message: string, target: string): Refusal {
  return new Refusal({ id: `${id},${commandClass(cmdlet)}`, category, message, target })
}
