// What the ledger remembers and the file no longer names: deleted if gw made it, put back if gw took it over.

import type { LedgerEntry } from '../model/ledger.ts'
import type { PropertyChange } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import type { Address, Props } from '../model/resource.ts'
import { isByDhcp } from './authority.ts'
import { removal } from './difference.ts'
import type { Draft } from './draft.ts'
import { entriesOf, isSameValue, merge, propertyOf } from './equal.ts'
import { stageOf } from './graph.ts'
import { aliasOfInterface } from './ownership.ts'

export function planLeft(draft: Draft): void {
  const { ledger, graph, options } = draft.inputs
  const declared = graph.needs
  const left = Object.entries(ledger.resources)
    .filter(([address]) => !declared.has(address) && isSelected(address, options.target, options.exclude))
    .sort(([a, left], [b, right]) => stageOf(right.kind) - stageOf(left.kind) || (a < b ? -1 : 1))
  const going = aliasesThatGo(draft, left)
  for (const [address, entry] of left) planOne(draft, address, entry, going)
}

/** Left resources are in no graph: --target has to name them, --exclude keeps them as they are. */
function isSelected(address: Address, target: readonly Address[], exclude: readonly Address[]): boolean {
  return (target.length === 0 || target.includes(address)) && !exclude.includes(address)
}

function planOne(draft: Draft, address: Address, entry: LedgerEntry, going: ReadonlySet<string>): void {
  const { kind, props } = entry
  const unknown = draft.state.unknown(kind)
  const actual = draft.state.get(kind, props)
  if (unknown !== undefined) {
    draft.unknown.push({
      address,
      position: { file: draft.inputs.gateway.file, line: 1, column: 1 },
      id: unknown.id,
      reason: unknown.reason,
    })
    return
  }
  draft.basis.set(address, actual?.props)
  const common = { address, kind, cause: 'left' } as const
  const alias = aliasOfInterface(props)?.toLowerCase()
  if (actual === undefined || (alias !== undefined && going.has(alias))) {
    draft.record({ ...common, properties: [], note: actual === undefined ? 'already gone' : 'goes with its adapter' })
    return
  }
  if (!entry.created && canComeBack(entry.original)) restore(draft, address, entry, actual.props, entry.original)
  else if (kind === 'NetIPInterface')
    draft.record({ ...common, properties: [], note: 'stays as it is: its adapter is not gw’s' })
  else draft.delete({ ...common, before: actual.props, properties: removal(actual.props, 'left'), note: 'made by gw' })
}

/** Only what was managed is put back; what was never ours stays as it is. */
function restore(draft: Draft, address: Address, entry: LedgerEntry, before: Props, original: Props): void {
  const after = merge(
    before,
    entriesOf(original).filter(([property]) => propertyOf(entry.props, property) !== undefined),
  )
  const properties = entriesOf(after).flatMap(([property, value]): PropertyChange[] => {
    const now = propertyOf(before, property)
    return isSameValue(now, value)
      ? []
      : [{ property, ...(now === undefined ? {} : { before: now }), after: value, cause: 'left' }]
  })
  const common = { address, kind: entry.kind, cause: 'left', note: 'as it was before gw' } as const
  if (properties.length === 0) {
    draft.record({ ...common, properties: [], note: 'is as it was before gw' })
    return
  }
  const { fixed } = providerOf(draft.inputs.registry, entry.kind)
  const wish = { ...common, properties, before, after }
  if (properties.some(({ property }) => fixed.some((name) => name === property))) draft.replace(wish)
  else draft.update(wish)
}

/** What DHCP gave comes back by itself once DHCP is on again; it cannot be written. */
function canComeBack(original: Props | undefined): original is Props {
  return original !== undefined && !isByDhcp(original)
}

function aliasesThatGo(draft: Draft, left: readonly (readonly [Address, LedgerEntry])[]): Set<string> {
  return new Set(
    left
      .filter(([, entry]) => entry.created && draft.state.get(entry.kind, entry.props) !== undefined)
      .flatMap(([, entry]) => providerOf(draft.inputs.registry, entry.kind).provides(entry.props))
      .map((alias) => alias.toLowerCase()),
  )
}
