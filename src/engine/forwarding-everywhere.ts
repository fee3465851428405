// What makes every interface forward at once, as it is on the machine: IPEnableRouter and the routing service (GW006).

import type { Diagnostic } from '../model/diagnostic.ts'
import type { Props, Resource } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Draft } from './draft.ts'
import { propertyOf } from './equal.ts'

const LOOP = 'The interface that the proxy dials from forwards then as well, and every packet of the proxy loops.'

/** A warning where the file declares it, because then a step mends it; otherwise a finding. */
export function findForwardingEverywhere(draft: Draft): void {
  sayFlag(draft)
  sayService(draft)
}

function sayFlag(draft: Draft): void {
  const found = draft.state.get('TcpipRegistry', { ipEnableRouter: true })
  if (propertyOf(found?.props, 'ipEnableRouter') !== true) return
  const declared = draft.inputs.gateway.resources.find(({ kind }) => kind === 'TcpipRegistry')
  say(draft, declared, {
    message: 'IPEnableRouter is 1 on this machine: every interface forwards after a restart, and maybe does already.',
    // windows.md, section 2: read when Windows starts.
    why: `${LOOP} Windows reads the value when it starts, so taking it back needs a restart too.`,
    fix: 'gw apply sets it to 0; then restart Windows.',
    write: 'Write ipEnableRouter: false under forwarding, and gw sets it back.',
  })
}

function sayService(draft: Draft): void {
  const found = draft.state.get('WindowsService', { name: 'RemoteAccess' })?.props
  const isRunning = propertyOf(found, 'status') === 'Running'
  const isAutomatic = /^Automatic/.test(String(propertyOf(found, 'startType') ?? ''))
  if (!isRunning && !isAutomatic) return
  const declared = draft.inputs.gateway.resources.find(
    ({ kind, props }) => kind === 'WindowsService' && 'name' in props && isSameName(props.name, 'RemoteAccess'),
  )
  say(draft, declared, {
    message: isRunning
      ? 'The routing service RemoteAccess runs on this machine: it makes every interface forward.'
      : 'The routing service RemoteAccess starts with Windows: it makes every interface forward then.',
    why: LOOP,
    fix: 'gw apply stops it and lets it start by hand only.',
    write: 'Write remoteAccess: stopped under forwarding, and gw stops it.',
  })
}

interface Words {
  readonly message: string
  readonly why: string
  readonly fix: string
  /** What to write where the file says nothing of it. */
  readonly write: string
}

function say(draft: Draft, declared: Resource | undefined, { message, why, fix, write }: Words): void {
  const code = 'GW006'
  if (declared !== undefined && isWanted(declared.props)) return
  if (declared !== undefined && isMended(declared.props)) {
    const { position, address } = declared
    const warning: Diagnostic = { severity: 'warning', code, message, why, fix, position, address }
    if (draft.inputs.selected.has(address)) draft.diagnostics.push(warning)
    return
  }
  const { position } = draft.inputs.gateway.others
  draft.findings.push({ code, message, why: `${why} ${write}`, ...(position && { position }) })
}

/** Declaring something else of the service does not stop it. */
function isMended(props: Props): boolean {
  return propertyOf(props, 'ipEnableRouter') === false || propertyOf(props, 'status') === 'Stopped'
}

/** Asked for in so many words, which the file then has to accept. */
function isWanted(props: Props): boolean {
  const isAutomatic = /^Automatic/.test(String(propertyOf(props, 'startType') ?? ''))
  return propertyOf(props, 'ipEnableRouter') === true || propertyOf(props, 'status') === 'Running' || isAutomatic
}
