// What the ledger remembers and the file no longer names: deleted if gw made it, kept if it has to stay. What gw took over
// is put back by restorations.ts.

import { type LedgerEntry, remembered } from '../model/ledger.ts'
import { type Provider, providerOf } from '../model/provider.ts'
import type { Address, Props } from '../model/resource.ts'
import { removal } from './difference.ts'
import type { Draft } from './draft.ts'
import { stageOf } from './graph.ts'
import { keptAddresses } from './kept.ts'
import { aliasOfInterface } from './ownership.ts'

type Left = readonly [address: Address, entry: LedgerEntry]

export function planLeft(draft: Draft): void {
  const { ledger, graph, options, registry } = draft.inputs
  const left = Object.entries(remembered(ledger))
    .filter(([address]) => !graph.needs.has(address) && isSelected(address, options.target, options.exclude))
    .sort(([a, left], [b, right]) => stageOf(right.kind) - stageOf(left.kind) || (a < b ? -1 : 1))
  if (left.length === 0) return
  const asked = keptAddresses(ledger, registry, options)
  const kept = new Map<Address, string>()
  for (const one of left) {
    const reason = reasonToKeep(draft, one, asked)
    if (reason !== undefined) kept.set(one[0], reason)
  }
  const going = aliasesThatGo(
    draft,
    left.filter(([address]) => !kept.has(address)),
  )
  for (const one of left) planOne(draft, one, kept.get(one[0]), going)
}

/** Left resources are in no graph: --target has to name them, --exclude leaves them as they are, and remembered. */
function isSelected(address: Address, target: readonly Address[], exclude: readonly Address[]): boolean {
  return (target.length === 0 || target.includes(address)) && !exclude.includes(address)
}

function reasonToKeep(
  { inputs: { registry, snapshot }, state }: Draft,
  [address, { kind, props, created }]: Left,
  asked: ReadonlyMap<Address, Address>,
): string | undefined {
  const provider = providerOf(registry, kind)
  const wish = asked.get(address)
  if (wish !== undefined) return wish === address ? 'asked for with --keep' : `${wish} stands on it`
  if (provider.stays !== undefined) return provider.stays
  const isThere = created && state.get(kind, props) !== undefined
  return isThere ? holderOf(provider, props, snapshot) : undefined
}

function holderOf(provider: Provider, props: Props, snapshot: Draft['inputs']['snapshot']): string | undefined {
  const { heldBy } = provider
  const unread = heldBy?.looksAt.map((table) => snapshot.unknown(table)).find((reason) => reason !== undefined)
  return unread === undefined ? heldBy?.holder(props, snapshot) : `who else uses it could not be read: ${unread.reason}`
}

/**
 * Addresses and routes go before their adapter: whether their persistent rows would go with it is unverified (windows.md,
 * sections 2 and 5.9), and a ghost that has an address is in the way of the next one.
 */
function planOne(
  draft: Draft,
  [address, { kind, props }]: Left,
  kept: string | undefined,
  going: ReadonlySet<string>,
): void {
  const common = { address, kind, cause: 'left' } as const
  const unknown = draft.state.unknown(kind)
  if (unknown !== undefined && kept === undefined) {
    draft.unknown.push({ address, position: { file: draft.inputs.gateway.file, line: 1, column: 1 }, ...unknown })
    return
  }
  const actual = draft.state.get(kind, props)
  draft.basis.set(address, actual?.props)
  const alias = aliasOfInterface(props)?.toLowerCase()
  if (actual === undefined) draft.record({ ...common, properties: [], note: 'already gone' })
  else if (kind !== 'NetIPAddress' && kind !== 'NetRoute' && alias !== undefined && going.has(alias))
    draft.record({ ...common, properties: [], note: 'goes with its adapter' })
  else if (kept !== undefined) draft.record({ ...common, properties: [], kept: true, note: kept })
  else if (kind === 'NetIPInterface')
    draft.record({ ...common, properties: [], kept: true, note: 'its adapter is not gw’s' })
  else {
    draft.delete({ ...common, before: actual.props, properties: removal(actual.props, 'left'), note: 'made by gw' })
  }
}

function aliasesThatGo(draft: Draft, left: readonly Left[]): Set<string> {
  return new Set(
    left
      .filter(([, entry]) => entry.created && draft.state.get(entry.kind, entry.props) !== undefined)
      .flatMap(([, entry]) => providerOf(draft.inputs.registry, entry.kind).provides(entry.props))
      .map((alias) => alias.toLowerCase()),
  )
}
