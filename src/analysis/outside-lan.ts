/** The router finds only its own prefix by ARP: what has an address outside gets no answer from it. */
import type { Lint, LintMessage } from '../model/lint.ts'
import { contains, formatIPv4, formatPrefix } from '../net/ipv4.ts'
import { lanOf } from './lan.ts'
import { topologyOf } from './topology.ts'

export const outsideLan: Lint = {
  id: 'GW011',
  severity: 'error',
  check(gateway) {
    const network = lanOf(gateway)?.network
    if (network === undefined) return []
    const { egress, ingress, clients } = topologyOf(gateway)
    const message = (who: string, address: number): Pick<LintMessage, 'message' | 'why' | 'fix'> => ({
      message: `${who} has ${formatIPv4(address)}, which is not in ${formatPrefix(network)}.`,
      // forwarding.md, R23.
      why: 'The router reaches only addresses of its own network directly, so replies would not arrive.',
      fix: `Choose an address of ${formatPrefix(network)}, or correct lan.network.`,
    })
    return [
      ...[...new Set([...egress, ...ingress])].flatMap((face) =>
        face.addresses
          .filter(({ value }) => !contains(network, value.address))
          .map(({ value, position, resource }) => ({
            ...message(face.label, value.address),
            position,
            address: resource,
          })),
      ),
      ...clients
        .filter(({ address }) => !contains(network, address.value))
        .map(({ name, address }) => ({ ...message(name, address.value), position: address.position })),
    ]
  },
}
