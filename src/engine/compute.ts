// From what is desired, recorded and read to the changes of a plan. Pure: the same inputs give the same plan.

import { planAuthority } from './authority.ts'
import { Draft, type Inputs } from './draft.ts'
import { sayForeignAdapters } from './foreign-adapters.ts'
import { planLeft } from './left.ts'
import { findOthers } from './others.ts'
import { planResource } from './plan-resource.ts'
import { planRestoration } from './plan-restoration.ts'
import { sayRespelled } from './respelled.ts'

/** Everything a plan says, except who, when and where. */
export function compute(inputs: Inputs): Draft {
  const draft = new Draft(inputs)
  planLeft(draft)
  findOthers(draft)
  for (const node of inputs.graph.ordered) {
    const address = 'resource' in node ? node.resource.address : node.authority.address
    if (!inputs.selected.has(address)) continue
    if ('authority' in node) planAuthority(draft, node.authority)
    else if (node.resource.restores !== undefined) planRestoration(draft, node.resource)
    else planResource(draft, node.resource)
  }
  sayForeignAdapters(draft)
  sayRespelled(draft)
  return draft
}
