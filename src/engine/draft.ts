// A plan being thought through: changes in order, and what the machine is expected to be after each.

import type { Diagnostic, Position } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Action, Cause, Change, Finding, PlanOptions, PropertyChange, UnknownResource } from '../model/plan.ts'
import { type Cost, FREE, type Pair, providerOf, type Registry, type Touch } from '../model/provider.ts'
import type { Address, Kind, Props } from '../model/resource.ts'
import type { Program } from '../powershell/program.ts'
import type { Snapshot } from '../powershell/snapshot.ts'
import { type Graph, withNeeds } from './graph.ts'
import { type OwnedInterfaces, ownedInterfaces } from './ownership.ts'
import { MachineState } from './state.ts'

/** What a plan is computed from: everything is here, nothing is read later. */
export interface Inputs {
  readonly gateway: Gateway
  readonly registry: Registry
  readonly ledger: Ledger
  readonly snapshot: Snapshot
  readonly graph: Graph
  /** Addresses that --target and --exclude leave in. */
  readonly selected: ReadonlySet<Address>
  readonly options: PlanOptions
  /** Restorations that would make the machine loop. */
  readonly wouldLoop: ReadonlySet<Address>
}

/** One change before it has its number, its program and its cost. */
export interface Wish {
  readonly address: Address
  readonly kind: Kind
  readonly cause: Cause
  readonly position?: Position
  readonly properties: readonly PropertyChange[]
  readonly knownAfter?: readonly number[]
  readonly before?: Props
  readonly after?: Props
  readonly note?: string
  readonly because?: Address
  readonly kept?: true
}

export class Draft {
  readonly inputs: Inputs
  readonly state: MachineState
  readonly changes: Change[] = []
  readonly inSync: Address[] = []
  readonly unknown: UnknownResource[] = []
  readonly diagnostics: Diagnostic[] = []
  readonly findings: Finding[] = []
  /** Address → the observed props the plan rests on. */
  readonly basis = new Map<Address, Props | undefined>()
  /** Address → desired props on this machine. */
  readonly desired = new Map<Address, Props>()
  /** Declared resources that are as far as they get before Windows restarts. */
  readonly restarting = new Set<Address>()
  /** Interfaces of the IP plans as this machine calls them, in lower case. */
  readonly owned: OwnedInterfaces
  private readonly byAddress = new Map<Address, Change>()

  constructor(inputs: Inputs) {
    this.inputs = inputs
    this.state = new MachineState(inputs.registry, inputs.snapshot, Object.keys(inputs.registry) as Kind[]) // keys of Registry are kinds
    this.owned = ownedInterfaces(inputs)
  }

  changeOf(address: Address): Change | undefined {
    return this.byAddress.get(address)
  }

  /** Steps of this plan that the address stands on; what is only recorded moves nothing. */
  stepsBefore(address: Address): Change[] {
    const changes = (this.inputs.graph.needs.get(address) ?? []).flatMap((need) => this.byAddress.get(need) ?? [])
    return changes.filter(({ action }) => action !== 'record')
  }

  /** What it stands on and Windows has to restart for: pending already, or a step of this plan. */
  awaitedRestarts(address: Address): Address[] {
    const { graph } = this.inputs
    return [...withNeeds(graph, graph.needs.get(address) ?? [])].filter(
      (need) => this.restarting.has(need) || this.changeOf(need)?.cost.outage === 'restart',
    )
  }

  create(wish: Wish & { readonly after: Props }): void {
    this.push(wish, 'create', [undefined, wish.after])
  }

  update(wish: Wish & { readonly before: Props; readonly after: Props }): void {
    this.push(wish, 'update', [wish.before, wish.after])
  }

  replace(wish: Wish & { readonly before: Props; readonly after: Props }): void {
    this.push(wish, 'replace', [wish.before, wish.after])
  }

  delete(wish: Wish & { readonly before: Props }): void {
    this.push(wish, 'delete', [wish.before, undefined])
  }

  /** Only the ledger changes. */
  record(wish: Wish): void {
    const { before, after } = wish
    this.add({
      ...this.common(wish, [], FREE, []),
      action: 'record',
      ...(wish.kept && { kept: true }),
      ...(before && { before }),
      ...(after && { after }),
    })
  }

  clear(wish: Wish, alias: string): void {
    this.add({ ...this.common(wish, [], FREE, []), action: 'clear', interface: alias })
  }

  private push(wish: Wish, action: Exclude<Action, 'record' | 'clear'>, pair: Pair<Props>): void {
    const provider = providerOf(this.inputs.registry, wish.kind)
    // What an earlier step of this plan takes away is no longer there to be touched.
    const touches = provider
      .touches(pair, this.inputs.snapshot)
      .filter(({ kind, from }) => from === undefined || this.state.get(kind, from) !== undefined)
    const common = this.common(wish, provider.steps(...pair), provider.cost(pair), touches)
    const [before, after] = pair
    const since = before === undefined ? undefined : this.state.get(wish.kind, before)?.since
    if (before !== undefined) this.state.drop(wish.kind, before)
    this.state.apply(touches, common.number)
    if (after !== undefined) this.state.expect(wish.kind, { ...before, ...after }, since)
    this.add(withAction(common, action, before, after))
  }

  private common(
    wish: Wish,
    program: Program,
    cost: Cost,
    touches: readonly Touch[],
  ): Omit<Extract<Change, { action: 'clear' }>, 'action' | 'interface'> {
    const { before: _before, after: _after, kept: _kept, knownAfter = [], ...rest } = wish
    const needs = this.stepsBefore(wish.address).map((change) => change.address)
    return { ...rest, number: this.changes.length + 1, needs, knownAfter, program, cost, touches }
  }

  private add(change: Change): void {
    this.changes.push(change)
    this.byAddress.set(change.address, change)
  }
}

function withAction(
  common: Omit<Extract<Change, { action: 'clear' }>, 'action' | 'interface'>,
  action: Exclude<Action, 'record' | 'clear'>,
  before: Props | undefined,
  after: Props | undefined,
): Change {
  if (before === undefined && after !== undefined) return { ...common, action: 'create', after }
  if (before !== undefined && after === undefined) return { ...common, action: 'delete', before }
  if (before !== undefined && after !== undefined)
    return { ...common, action: action === 'replace' ? 'replace' : 'update', before, after }
  throw new Error(`${common.address} has neither a before nor an after`)
}
