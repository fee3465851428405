/** IPEnableRouter and the routing service forward on every interface, the egress included: a loop that cuts every device off. */

import type { Gateway } from '../model/gateway.ts'
import type { Lint, LintMessage } from '../model/lint.ts'
import type { Resource } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'

export const forwardingEverywhere: Lint = {
  id: 'GW006',
  severity: 'error',
  check: ({ resources }: Gateway) =>
    resources.flatMap((resource) => [...routerFlag(resource), ...routingService(resource)]),
}

/** forwarding.md, R11. */
const WHY = 'Then the interface that the proxy dials from forwards as well, and every packet goes back into the TUN.'

function routerFlag({ props, positions, position, address }: Resource): LintMessage[] {
  if (!('ipEnableRouter' in props) || !props.ipEnableRouter) return []
  return [
    {
      message: 'IPEnableRouter makes every interface forward from the next restart on.',
      why: WHY,
      fix: 'Write ipEnableRouter: false. The ingress forwards by its role in ipPlans.',
      position: positions.ipEnableRouter ?? position,
      address,
    },
  ]
}

function routingService({ kind, props, positions, position, address }: Resource): LintMessage[] {
  if (kind !== 'WindowsService' || !('status' in props || 'startType' in props)) return []
  if (!('name' in props) || !isSameName(props.name, 'RemoteAccess')) return []
  const isRunning = 'status' in props && props.status === 'Running'
  const isAutomatic = 'startType' in props && props.startType?.startsWith('Automatic') === true
  if (!isRunning && !isAutomatic) return []
  return [
    {
      message: `The routing service RemoteAccess makes every interface forward ${isRunning ? 'while it runs' : 'from the next restart on'}.`,
      why: WHY,
      fix: 'Write remoteAccess: stopped under forwarding. The ingress forwards by its role in ipPlans.',
      position: (isRunning ? positions.status : positions.startType) ?? position,
      address,
    },
  ]
}
