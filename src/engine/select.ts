// --target and --exclude: a part of the plan that still stands on its own feet.

import { distance } from 'fastest-levenshtein'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { Ledger } from '../model/ledger.ts'
import type { PlanOptions } from '../model/plan.ts'
import type { Address } from '../model/resource.ts'
import { type Graph, withDependants, withNeeds } from './graph.ts'

/** --target keeps what the addresses need; --exclude drops what needs them. Throws Stop for an address nobody declares. */
export function select(graph: Graph, options: PlanOptions, ledger: Ledger): Set<Address> {
  const known = new Set([...graph.needs.keys(), ...Object.keys(ledger.resources)])
  const problems = [...options.target, ...options.exclude]
    .filter((address) => !known.has(address))
    .map((address) => unknownAddress(address, known))
  if (problems.length > 0) throw new Stop(problems, 64)
  const declared = (addresses: readonly Address[]) => addresses.filter((address) => graph.needs.has(address))
  const selected =
    options.target.length === 0 ? new Set(graph.needs.keys()) : withNeeds(graph, declared(options.target))
  for (const address of withDependants(graph, declared(options.exclude))) selected.delete(address)
  return selected
}

function unknownAddress(address: Address, known: ReadonlySet<Address>): Diagnostic {
  const [nearest] = [...known]
    .map((candidate) => ({ candidate, far: distance(address, candidate) }))
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
