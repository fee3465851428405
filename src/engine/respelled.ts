// One object under two addresses: the file now names its adapter in another way than the ledger remembers. gw would take it
// for one that has left and another that is new, and would undo with one hand what it makes with the other: refused.

import type { Diagnostic } from '../model/diagnostic.ts'
import { remembered } from '../model/ledger.ts'
import { providerOf } from '../model/provider.ts'
import { type Address, addressOf, type Kind, type Props, type Resource } from '../model/resource.ts'
import type { Draft } from './draft.ts'

/** At the end of a plan: what every declaration means on this machine is known then. */
export function sayRespelled(draft: Draft): void {
  const { ledger, gateway } = draft.inputs
  const declared = gateway.resources.filter(({ restores }) => restores === undefined)
  const addresses = new Set(declared.map(({ address }) => address))
  const left = [...Object.entries(remembered(ledger)), ...Object.entries(ledger.originals)].filter(
    ([address]) => !addresses.has(address),
  )
  if (left.length === 0) return
  const byObject = new Map<string, Resource>()
  for (const resource of declared) {
    const props = draft.desired.get(resource.address)
    if (props !== undefined) byObject.set(objectOf(draft, resource.kind, props), resource)
  }
  for (const [address, entry] of left) {
    const resource = byObject.get(objectOf(draft, entry.kind, entry.props))
    // On account of something that is still declared it stays remembered as it is.
    if (resource === undefined || ('because' in entry && isDeclared(draft, entry.because))) continue
    draft.diagnostics.push(respelled(address, resource))
  }
}

function isDeclared({ inputs: { gateway } }: Draft, because: Address): boolean {
  const isIt = ({ address, restores }: { address: Address; restores?: Address }) =>
    address === because && restores === undefined
  return gateway.resources.some(isIt) || gateway.authorities.some(isIt)
}

function objectOf(draft: Draft, kind: Kind, props: Props): string {
  return addressOf(kind, providerOf(draft.inputs.registry, kind).key(props)).toLowerCase()
}

function respelled(address: Address, { address: now, position }: Resource): Diagnostic {
  return {
    severity: 'error',
    code: 'ownership/respelled',
    message: `${now} is the object that the ledger remembers as ${address}.`,
    why: 'How the file names an adapter belongs to what gw remembers; under a new name it would put back what was before gw, and make it anew.',
    fix: 'Name the adapter as before. To change its name: gw destroy with the old file, then gw apply with the new one.',
    position,
    address: now,
  }
}
