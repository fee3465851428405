// Keeps the ledger while an apply runs: intent before a change, outcome after it, so that a crash at any point is understood.

import type { Host } from '../model/host.ts'
import type { Ledger, LedgerEntry, Original } from '../model/ledger.ts'
import type { Change } from '../model/plan.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import { type Address, addressOf, type Kind, type Props } from '../model/resource.ts'
import { writeLedger } from './ledger.ts'

export class Bookkeeping {
  ledger: Ledger
  /** Those of the ledger, changed in place: a copy for each of ten thousand that are adopted would take half a minute. */
  private readonly resources: Record<Address, LedgerEntry>
  private readonly host: Host
  private readonly registry: Registry
  private readonly serial: number

  constructor(host: Host, registry: Registry, ledger: Ledger) {
    this.host = host
    this.registry = registry
    this.serial = ledger.serial + 1
    this.resources = { ...ledger.resources }
    this.ledger = { ...ledger, resources: this.resources }
  }

  /** Notes what is about to happen. An object found after a crash is then known to be gw's own. */
  async begin(change: Change, fresh: readonly Change[]): Promise<void> {
    const first = fresh[0]
    const entry =
      first !== undefined && 'after' in first && isDeclared(change)
        ? entryOf(change, first, first.after ?? change.after)
        : undefined
    const originals = { ...this.originalsOf(change, fresh), ...this.ledger.originals }
    const pending =
      entry === undefined || change.address in this.ledger.pending
        ? this.ledger.pending
        : { ...this.ledger.pending, [change.address]: entry }
    this.ledger = { ...this.ledger, serial: this.serial, originals, pending }
    await writeLedger(this.host, this.ledger)
  }

  /** Notes what has happened; `fresh` is undefined when the machine was so already. */
  async done(change: Change, fresh: readonly Change[] | undefined, desired: Props | undefined): Promise<void> {
    this.settle(change, fresh?.[0], desired)
    await writeLedger(this.host, this.ledger)
  }

  /** Notes a change that touches nothing but the ledger; written with the next one. */
  record(change: Extract<Change, { action: 'record' }>): void {
    this.settle(change, change, change.after)
  }

  async finish(configHash: string, by: string): Promise<void> {
    const lastApplied = { at: this.host.now().toISOString(), by, configHash }
    this.ledger = { ...this.ledger, serial: this.serial, lastApplied, pending: {} }
    await writeLedger(this.host, this.ledger)
  }

  private settle(change: Change, fresh: Change | undefined, desired: Props | undefined): void {
    const { [change.address]: started, ...pending } = this.ledger.pending
    this.ledger = { ...this.ledger, serial: this.serial, pending }
    this.settleEntry(change, fresh, desired, started)
  }

  private settleEntry(
    change: Change,
    fresh: Change | undefined,
    desired: Props | undefined,
    started: LedgerEntry | undefined,
  ): void {
    if (change.cause === 'left') {
      delete this.resources[change.address]
      return
    }
    const after = desired ?? ('after' in change ? change.after : undefined)
    if (!isDeclared(change) || after === undefined) return
    // Nothing had to be called and nothing was begun: then it was not gw that made it.
    const found =
      fresh === undefined
        ? { kind: change.kind, props: after, created: false, original: after }
        : entryOf(change, fresh, after)
    const entry = this.resources[change.address] ?? started ?? found
    this.resources[change.address] = { ...entry, props: after }
  }

  /** What a change moves or removes that is not declared: kept as it was, once. */
  private originalsOf(change: Change, fresh: readonly Change[]): Record<Address, Original> {
    const gone = fresh.flatMap((item): { kind: Kind; props: Props }[] => {
      const touched = item.touches.flatMap(({ kind, from }) => (from === undefined ? [] : [{ kind, props: from }]))
      const isForeign = item.cause === 'foreign' && (item.action === 'delete' || item.action === 'update')
      return isForeign ? [{ kind: item.kind, props: item.before }, ...touched] : touched
    })
    const named = gone.map(
      ({ kind, props }) =>
        [
          addressOf(kind, providerOf(this.registry, kind).key(props)),
          { kind, props, because: change.address },
        ] as const,
    )
    return Object.fromEntries(named.filter(([address]) => !(address in this.ledger.resources)))
  }
}

function entryOf(change: Change, fresh: Change, after: Props): LedgerEntry {
  const original = 'before' in fresh ? fresh.before : undefined
  return {
    kind: change.kind,
    props: after,
    created: original === undefined,
    ...(original === undefined ? {} : { original }),
  }
}

/** Foreign objects are never recorded as ours, and clearing an interface declares nothing. */
function isDeclared(change: Change): change is Exclude<Change, { action: 'clear' | 'delete' }> {
  return (
    change.action !== 'clear' &&
    change.action !== 'delete' &&
    !(change.cause === 'foreign' && change.action !== 'replace')
  )
}
