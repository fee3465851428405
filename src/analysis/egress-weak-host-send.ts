/** Weak host send on the egress lets the proxy's own packets take the route of the TUN: the loop of GW001 by another switch. */
import type { Lint } from '../model/lint.ts'
import { topologyOf } from './topology.ts'

export const egressWeakHostSend: Lint = {
  id: 'GW002',
  severity: 'error',
  check: (gateway) =>
    topologyOf(gateway).egress.flatMap(({ label, settings }) =>
      settings?.props.weakHostSend !== 'Enabled'
        ? []
        : [
            {
              message: `${label} has weak host send, and it carries the proxy's own packets.`,
              // forwarding.md, R14.
              why: 'They may then leave by any interface, and the TUN has the better route: they go back into it.',
              fix: 'Write weakHostSend: Disabled.',
              position: settings.positions.weakHostSend ?? settings.position,
              address: settings.address,
            },
          ],
    ),
}
