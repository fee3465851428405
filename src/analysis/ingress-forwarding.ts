/** Packets that arrive where forwarding is off are dropped without a word: the clients are offline, this machine is not. */
import type { Lint } from '../model/lint.ts'
import { topologyOf } from './topology.ts'

export const ingressForwarding: Lint = {
  id: 'GW004',
  severity: 'error',
  check(gateway) {
    const { egress, ingress } = topologyOf(gateway)
    return ingress
      .filter((face) => face.settings?.props.forwarding !== 'Enabled' && !egress.includes(face))
      .map(({ label, settings, addresses, position }) => ({
        message: `Clients use ${label} as their gateway, but nothing here turns its forwarding on.`,
        // forwarding.md, R7.
        why: 'Windows drops what arrives for others where forwarding is off, and off is how it starts.',
        fix: 'Write role: ingress in its IP plan.',
        position: settings?.positions.forwarding ?? addresses[0]?.position ?? position,
      }))
  },
}
