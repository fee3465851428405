/** The set-up of most guides: clients use the very interface the proxy leaves by, and forwarding there loops everything. */
import type { Lint } from '../model/lint.ts'
import { topologyOf } from './topology.ts'

export const oneInterfaceForBoth: Lint = {
  id: 'GW003',
  severity: 'error',
  check(gateway) {
    const { egress, ingress } = topologyOf(gateway)
    return ingress
      .filter((face) => egress.includes(face))
      .map((face) => ({
        message: `${face.label} is the gateway of clients and the way out of the proxy at once.`,
        // forwarding.md, R16.
        why: 'Clients need forwarding on there, the proxy needs it off, and an interface has one flag.',
        fix: 'Add a second host adapter on the same switch (section adapters), or a second network adapter, and make that the ingress.',
        position: face.addresses[0]?.position ?? face.position,
      }))
  },
}
