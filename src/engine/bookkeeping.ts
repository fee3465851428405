// Keeps the ledger while an apply runs: intent before a change, outcome after it, so that a crash at any point is understood.

import type { Gateway } from '../model/gateway.ts'
import type { Host } from '../model/host.ts'
import type { Ledger, LedgerEntry, Original } from '../model/ledger.ts'
import type { Change, Plan } from '../model/plan.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import { type Address, addressOf, type Kind, type Props } from '../model/resource.ts'
import { isByDhcp } from './authority.ts'
import { writeLedger } from './ledger.ts'
import { declaredAddresses } from './restorations.ts'

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

  /**
   * Notes what is about to be taken over as it is now: a step on one object can change another one, as adding an address
   * turns DHCP off. Written with the first step.
   */
  start(changes: readonly Change[]): void {
    const entries = changes.flatMap((change): [Address, LedgerEntry][] =>
      (change.action === 'update' || change.action === 'replace') &&
      isDeclared(change) &&
      change.cause !== 'left' &&
      change.knownAfter.length === 0 &&
      !(change.address in this.ledger.resources)
        ? [[change.address, this.entryOf(change, change, change.after)]]
        : [],
    )
    this.ledger = { ...this.ledger, pending: { ...Object.fromEntries(entries), ...this.ledger.pending } }
  }

  /** Notes what is about to happen. An object found after a crash is then known to be gw's own. */
  async begin(change: Change, fresh: readonly Change[]): Promise<void> {
    const first = fresh[0]
    const entry =
      first !== undefined && 'after' in first && isDeclared(change) && change.cause !== 'left'
        ? this.entryOf(change, first, first.after ?? change.after)
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

  /** What DHCP gave cannot be put back; it is remembered only as long as the file names why it went. */
  async finish(gateway: Gateway, by: string, { changes, inSync }: Plan): Promise<void> {
    const lastApplied = { at: this.host.now().toISOString(), by, configHash: gateway.hash }
    const { originals, resources } = this.ledger
    const declared = declaredAddresses(gateway)
    const told = new Set([...changes.map(({ address }) => address), ...inSync])
    const needed = Object.entries(originals).filter(
      ([, { because, props }]) => declared.has(because) || because in resources || !isByDhcp(props),
    )
    this.ledger = {
      ...this.ledger,
      serial: this.serial,
      lastApplied,
      originals: Object.fromEntries(needed),
      // What this plan left out may still have been begun by an earlier apply.
      pending: Object.fromEntries(Object.entries(this.ledger.pending).filter(([address]) => !told.has(address))),
    }
    await writeLedger(this.host, this.ledger)
  }

  /** A step that is known to have changed nothing made nothing: what stands there later is somebody else's. */
  async withdraw({ address }: Change): Promise<void> {
    if (!(address in this.ledger.pending)) return
    const { [address]: _begun, ...pending } = this.ledger.pending
    this.ledger = { ...this.ledger, pending }
    await writeLedger(this.host, this.ledger)
  }

  /** Takes the ledger away when it remembers nothing. */
  async retire(): Promise<void> {
    const { resources, originals, pending } = this.ledger
    if ([resources, originals, pending].every((entries) => Object.keys(entries).length === 0))
      await this.host.store.removeLedger()
  }

  private settle(change: Change, fresh: Change | undefined, desired: Props | undefined): void {
    const started = this.ledger.pending[change.address]
    if (started !== undefined) {
      const { [change.address]: _started, ...pending } = this.ledger.pending
      this.ledger = { ...this.ledger, pending }
    }
    this.ledger = { ...this.ledger, serial: this.serial }
    this.settleEntry(change, fresh, desired, started)
    // Put back, kept as it is, or remembered with the resource that it has become.
    if (change.cause === 'left' || change.address in this.resources) this.forget(change)
  }

  private forget(change: Change): void {
    const isForgotten = ([address, { because }]: [Address, Original]) =>
      address === change.address || (isKept(change) && because === change.address)
    const { originals } = this.ledger
    if (!Object.entries(originals).some(isForgotten)) return
    this.ledger = {
      ...this.ledger,
      originals: Object.fromEntries(Object.entries(originals).filter((entry) => !isForgotten(entry))),
    }
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
        : this.entryOf(change, fresh, after)
    const entry = this.resources[change.address] ?? started ?? found
    this.resources[change.address] = { ...entry, props: after }
  }

  /** What it was before gw counts, also where gw had displaced it on account of something else. */
  private entryOf({ address, kind }: Change, fresh: Change, after: Props): LedgerEntry {
    const original = this.ledger.originals[address]?.props ?? ('before' in fresh ? fresh.before : undefined)
    return { kind, props: after, created: original === undefined, ...(original === undefined ? {} : { original }) }
  }

  /** What a change moves or removes that is not declared: kept as it was, once. */
  private originalsOf(change: Change, fresh: readonly Change[]): Record<Address, Original> {
    if (change.cause === 'left') return {}
    const because = change.because ?? change.address
    const gone = fresh.flatMap((item): { kind: Kind; props: Props }[] => {
      const touched = item.touches.flatMap(({ kind, from }) => (from === undefined ? [] : [{ kind, props: from }]))
      const isForeign = item.cause === 'foreign' && (item.action === 'delete' || item.action === 'update')
      return isForeign ? [{ kind: item.kind, props: item.before }, ...touched] : touched
    })
    const named = gone.map(
      ({ kind, props }) =>
        [addressOf(kind, providerOf(this.registry, kind).key(props)), { kind, props, because }] as const,
    )
    return Object.fromEntries(named.filter(([address]) => !(address in this.ledger.resources)))
  }
}

/** What stays on the machine takes with it what it once displaced. */
function isKept(change: Change): boolean {
  return change.action === 'record' && change.kept === true
}

/** Foreign objects are never recorded as ours, and clearing an interface declares nothing. */
function isDeclared(change: Change): change is Exclude<Change, { action: 'clear' | 'delete' }> {
  return (
    change.action !== 'clear' &&
    change.action !== 'delete' &&
    !(change.cause === 'foreign' && change.action !== 'replace')
  )
}
