// What has to wait until Windows has restarted: everything that stands on a step whose effect only comes with that.

import type { Address, Role } from '../model/resource.ts'
import { addressOfNode, type Graph, type Node, withDependants } from './graph.ts'

/** Addresses that are left for after the restart that `restarting` needs. */
export function postponedBy(graph: Graph, restarting: ReadonlySet<Address>): Set<Address> {
  const postponed = withDependants(graph, restarting)
  for (const address of restarting) postponed.delete(address)
  const inRole = (role: Role) => graph.ordered.filter((node) => roleOf(node) === role).map(addressOfNode)
  // Ingress never forwards before egress is known not to: then all of it waits.
  if (inRole('egress').some((address) => postponed.has(address)))
    for (const address of inRole('ingress')) postponed.add(address)
  return postponed
}

function roleOf(node: Node): Role | undefined {
  return 'resource' in node ? node.resource.role : node.authority.role
}
