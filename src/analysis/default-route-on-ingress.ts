/** A default route on the ingress can make it the way out of the proxy, and there forwarding is on: the loop of GW001. */
import type { Lint } from '../model/lint.ts'
import { topologyOf } from './topology.ts'

export const defaultRouteOnIngress: Lint = {
  id: 'GW020',
  severity: 'error',
  check(gateway) {
    const { egress, ingress } = topologyOf(gateway)
    // forwarding.md, R18: the proxy takes the cheapest default route it finds.
    const why = 'The proxy may then take it as its way out, and forwarding there sends its packets back into the TUN.'
    return ingress
      .filter((face) => !egress.includes(face))
      .flatMap(({ label, defaults, settings }) => [
        ...defaults.map(({ value, position, resource }) => ({
          message: `The ingress ${label} has a default route, via ${value}.`,
          why,
          fix: 'Remove it: only the egress has a gateway.',
          position,
          address: resource,
        })),
        ...(settings?.props.dhcp === 'Enabled'
          ? [
              {
                message: `The ingress ${label} asks DHCP, which brings a default route.`,
                why,
                fix: 'Write dhcp: Disabled, or give it an IP plan.',
                position: settings.positions.dhcp ?? settings.position,
                address: settings.address,
              },
            ]
          : []),
      ])
  },
}
