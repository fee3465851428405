// Whether the resources of a file can be put in order at all. Asks no machine.
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Registry } from '../model/provider.ts'
import { buildGraph } from './graph.ts'

/** Cycles and references to nothing; empty when there is an order. */
export function checkGraph({ resources, authorities }: Gateway, registry: Registry): readonly Diagnostic[] {
  try {
    buildGraph(resources, authorities, registry)
    return []
  } catch (problem) {
    if (problem instanceof Stop) return problem.diagnostics
    throw problem
  }
}
