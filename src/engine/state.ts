// What the machine is, by kind and name; and what it is expected to be while a plan is thought through.

import type { ExpectedObject } from '../model/plan.ts'
import { type Observed, providerOf, type Registry, type Touch } from '../model/provider.ts'
import { addressOf, type Kind, type Props } from '../model/resource.ts'
import type { Snapshot, Unknown } from '../powershell/snapshot.ts'

export interface Known extends Observed {
  /** Step whose expected effect this is; undefined when it was read from the machine. */
  readonly since?: number
}

export class MachineState {
  private readonly registry: Registry
  private readonly items = new Map<string, Known>()
  private readonly unknownKinds = new Map<Kind, Unknown>()

  constructor(registry: Registry, snapshot: Snapshot, kinds: Iterable<Kind>) {
    this.registry = registry
    for (const kind of kinds) {
      const provider = providerOf(registry, kind)
      const unknown = provider.reads.map((table) => snapshot.unknown(table)).find((reason) => reason !== undefined)
      if (unknown !== undefined) this.unknownKinds.set(kind, unknown)
      else for (const item of provider.actual(snapshot)) this.items.set(this.keyOf(kind, item.props), item)
    }
  }

  /** Why nothing can be said of a kind, or undefined. */
  unknown(kind: Kind): Unknown | undefined {
    return this.unknownKinds.get(kind)
  }

  get(kind: Kind, props: Props): Known | undefined {
    return this.items.get(this.keyOf(kind, props))
  }

  hasInterface(alias: string): boolean {
    return this.get('NetIPInterface', { interface: alias, family: 'IPv4' }) !== undefined
  }

  /** True when the interface was read from the machine, not expected from a step. */
  sawInterface(alias: string): boolean {
    const row = this.get('NetIPInterface', { interface: alias, family: 'IPv4' })
    return row !== undefined && row.since === undefined
  }

  /** Every object that is known or expected. */
  all(): ExpectedObject[] {
    return [...this.items.values()].map(({ kind, props }) => {
      return { address: addressOf(kind, providerOf(this.registry, kind).key(props)), kind, props }
    })
  }

  /** Addresses and default routes on an interface: what an IP plan owns. */
  onInterface(alias: string): Known[] {
    return [...this.items.values()].filter(
      ({ kind, props }) =>
        'interface' in props &&
        props.interface.toLowerCase() === alias.toLowerCase() &&
        (kind === 'NetIPAddress' || ('destinationPrefix' in props && props.destinationPrefix === '0.0.0.0/0')),
    )
  }

  /** Every interface of the machine, per family. */
  interfaces(): Known[] {
    return [...this.items.values()].filter(({ kind }) => kind === 'NetIPInterface')
  }

  /** Sets what will be there; `since` is the step it is a side effect of, if it is one. */
  expect(kind: Kind, props: Props, since: number | undefined): void {
    this.items.set(this.keyOf(kind, props), { kind, props, state: 'ready', ...(since === undefined ? {} : { since }) })
  }

  /** Takes away what is expected to be gone after a step. */
  drop(kind: Kind, props: Props): void {
    this.items.delete(this.keyOf(kind, props))
  }

  /** What a step moves along with it. An object that was read from the machine stays as it was read. */
  apply(touches: readonly Touch[], since: number): void {
    for (const { kind, from, effect } of touches) if (from !== undefined && effect !== 'may go') this.drop(kind, from)
    const before = new Set(this.items.keys())
    for (const { kind, to } of touches)
      if (to !== undefined && !before.has(this.keyOf(kind, to))) this.expect(kind, to, since)
  }

  private keyOf(kind: Kind, props: Props): string {
    return `${kind}.${providerOf(this.registry, kind).key(props)}`.toLowerCase()
  }
}
