// --target and --exclude: a part of the plan that still stands on its own feet.

import { distance } from 'fastest-levenshtein'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import { type Ledger, remembered } from '../model/ledger.ts'
import type { PlanOptions } from '../model/plan.ts'
import type { Address } from '../model/resource.ts'
import { addressOfNode, type Graph, withDependants, withNeeds } from './graph.ts'

/** Throws Stop for an address that nobody declares or remembers. Once an apply has begun, addresses may go. */
export function refuseUnknownAddresses(graph: Graph, options: PlanOptions, ledger: Ledger): void {
  const known = new Set([...graph.needs.keys(), ...Object.keys(remembered(ledger))])
  const problems = [...options.target, ...options.exclude, ...(options.keep ?? [])]
    .filter((address) => !known.has(address))
    .map((address) => unknownAddress(address, known))
  if (problems.length > 0) throw new Stop(problems, 64)
}

/** --target keeps what the addresses need; --exclude drops what needs them. */
export function select(graph: Graph, options: PlanOptions): Set<Address> {
  const declared = (addresses: readonly Address[]) => addresses.filter((address) => graph.needs.has(address))
  const selected =
    options.target.length === 0
      ? new Set(graph.needs.keys())
      : withNeeds(graph, [...declared(options.target), ...restoring(graph, options.target)])
  const excluded = [...declared(options.exclude), ...restoring(graph, options.exclude)]
  for (const address of withDependants(graph, excluded)) selected.delete(address)
  return selected
}

/** What is put back on account of something belongs to it. */
function restoring(graph: Graph, addresses: readonly Address[]): Address[] {
  const { ordered } = graph
  return ordered.flatMap((node) => {
    const { restores } = 'resource' in node ? node.resource : node.authority
    return restores !== undefined && addresses.includes(restores) ? [addressOfNode(node)] : []
  })
}

function unknownAddress(address: Address, known: ReadonlySet<Address>): Diagnostic {
  const [nearest] = [...known]
    .map((candidate) => ({ candidate, far: distance(address, candidate) }))
    // Where most of it would have to be typed anew, nothing was meant that is here.
    .filter(({ candidate, far }) => far <= candidate.length / 2)
    .sort((a, b) => a.far - b.far)
  return {
    severity: 'error',
    code: 'plan/unknown-address',
    message: `Nothing has the address ${address}.`,
    fix:
      nearest === undefined
        ? 'gw plan lists the addresses.'
        : `Did you mean '${nearest.candidate}'? gw plan lists the addresses.`,
  }
}
