// A switch that goes, or is no longer shared, takes every host adapter on it along: somebody else's has to be agreed to.

import type { Diagnostic } from '../model/diagnostic.ts'
import { remembered } from '../model/ledger.ts'
import { providerOf } from '../model/provider.ts'
import { type Address, addressOf } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Draft } from './draft.ts'

/** At the end of a plan: what each step takes along is known then. */
export function sayForeignAdapters(draft: Draft): void {
  const { ledger, graph, options, registry } = draft.inputs
  const ours = remembered(ledger)
  for (const change of draft.changes) {
    const own = 'before' in change && change.before !== undefined && 'name' in change.before ? change.before.name : ''
    for (const { kind, effect, from } of change.touches) {
      if (kind !== 'HyperVAdapter' || effect !== 'goes' || from === undefined || !('name' in from)) continue
      const foreign = addressOf(kind, providerOf(registry, kind).key(from))
      const isOurs = foreign in ours || graph.needs.has(foreign) || isSameName(from.name, own)
      if (!isOurs && !options.accept.includes(foreign)) draft.diagnostics.push(foreignAdapter(foreign, change.address))
    }
  }
}

function foreignAdapter(foreign: Address, address: Address): Diagnostic {
  return {
    severity: 'error',
    code: 'ownership/foreign',
    message: `${foreign} hangs on ${address}, is not gw's, and would go with it.`,
    why: 'gw replaces or deletes nothing that somebody else made, unless told so.',
    fix: `If it may go: --accept '${foreign}'. Without that, leave the switch as it is (gw destroy: --keep '${address}').`,
    address,
  }
}
