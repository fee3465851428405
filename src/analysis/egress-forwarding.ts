/** Forwarding on the egress sends the proxy's own packets back into the tunnel: a loop that cuts every device off. */

import type { Gateway } from '../model/gateway.ts'
import type { Lint, LintMessage } from '../model/lint.ts'
import { isSameName } from '../powershell/condition.ts'
import { type Interface, topologyOf } from './topology.ts'

export const egressForwarding: Lint = {
  id: 'GW001',
  severity: 'error',
  check: (gateway) => topologyOf(gateway).egress.flatMap((face) => [...declaredOn(face), ...allowedOn(face, gateway)]),
}

function declaredOn({ label, settings }: Interface): LintMessage[] {
  if (settings?.props.forwarding !== 'Enabled') return []
  return [
    {
      message: `${label} forwards, and it carries the proxy's own packets.`,
      // forwarding.md, R14: a forwarding interface does not hold a bound socket to its own routes.
      why: 'The route of the TUN is then the better one for them too: they go back into the TUN, and nobody is online.',
      fix: 'Write forwarding: Disabled here, and let another interface be the ingress.',
      position: settings.positions.forwarding ?? settings.position,
      address: settings.address,
    },
  ]
}

function allowedOn({ name, label }: Interface, gateway: Gateway): LintMessage[] {
  const index = gateway.others.allow.findIndex((alias) => isSameName(alias, name))
  if (index === -1) return []
  return [
    {
      message: `forwarding.allow lets ${label} forward, and it carries the proxy's own packets.`,
      why: 'Forwarding there loops every packet of the proxy, whoever switches it on.',
      fix: 'Remove it from the list.',
      position: gateway.positionOf(['forwarding', 'allow', index]),
    },
  ]
}
