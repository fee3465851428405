// Reads the machine once and makes a plan.

import type { Diagnostic } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Host, MachineIdentity } from '../model/host.ts'
import { type Ledger, remembered } from '../model/ledger.ts'
import type { Loop, Plan, PlanOptions, Prove } from '../model/plan.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import { type Address, addressOf, type Kind } from '../model/resource.ts'
import type { Snapshot, TableName } from '../powershell/snapshot.ts'
import { compute } from './compute.ts'
import type { Draft } from './draft.ts'
import { fingerprint, hashOf } from './fingerprint.ts'
import { buildGraph, type Graph } from './graph.ts'
import { readLedger } from './ledger.ts'
import { withRestorations } from './restorations.ts'
import { refuseUnknownAddresses, select } from './select.ts'

export interface PlanInput {
  readonly gateway: Gateway
  readonly host: Host
  readonly registry: Registry
  readonly options: PlanOptions
  /** Warnings of the config and the lints, shown with the plan. */
  readonly diagnostics: readonly Diagnostic[]
  /** Name of the gateway this machine belonged to before it was renamed. */
  readonly takeOver?: string
  /** Looks for loops at the end of a plan that puts something back. */
  readonly prove?: Prove
}

/** A plan with what it was computed from, for the engine's own use. */
export interface Planned {
  readonly plan: Plan
  readonly draft: Draft
  readonly ledger: Ledger
  readonly machine: MachineIdentity
}

/** Changes nothing. Throws Stop for a graph, a ledger or an address that cannot be used, HostLost when the machine is lost. */
export async function makePlan(input: PlanInput): Promise<Plan> {
  return (await planFirst(input)).plan
}

/** Throws Stop for options that name nothing; later looks at the same machine do not ask again. */
export async function planFirst(input: PlanInput): Promise<Planned> {
  const planned = await planMachine(input)
  refuseUnknownAddresses(planned.draft.inputs.graph, input.options, planned.ledger)
  return planned
}

export async function planMachine(input: PlanInput): Promise<Planned> {
  const { host, registry } = input
  // What is wrong in the file is said before a machine is asked.
  buildGraph(input.gateway.resources, input.gateway.authorities, registry)
  const machine = await host.identify()
  const ledger = await readLedger(host, input.gateway.name, machine, input.takeOver)
  const gateway = withRestorations(input.gateway, ledger, registry, input.options)
  const graph = buildGraph(gateway.resources, gateway.authorities, registry)
  const tables = [
    ...tablesOf(registry, kindsToRead(gateway, ledger)),
    ...tablesOfHolders(registry, kindsLeft(graph, ledger)),
  ]
  const snapshot = await host.read(tables)
  const draft = computeDraft({ ...input, gateway }, graph, ledger, snapshot)
  const plan = finish(input, draft, ledger, machine, tables.length)
  return { plan, draft, ledger, machine }
}

/** Twice where putting something back would loop: then without that. */
function computeDraft(input: PlanInput, graph: Graph, ledger: Ledger, snapshot: Snapshot): Draft {
  const { gateway, registry, options, prove } = input
  const selected = select(graph, options)
  const inputs = { gateway, registry, ledger, snapshot, graph, options, selected, wouldLoop: new Set<Address>() }
  const draft = compute(inputs)
  if (prove === undefined || !isGivenBack(gateway)) return draft
  const wouldLoop = refusedRestorations(input, prove(draft.state.all()).loops)
  return wouldLoop.size === 0 ? draft : compute({ ...inputs, wouldLoop })
}

/** True when something is put back, or everything is. */
function isGivenBack({ resources }: Gateway): boolean {
  return resources.length === 0 || resources.some(({ restores }) => restores !== undefined)
}

/** An address follows from how the file named an adapter, a loop from how Windows does: they are held together by the object. */
function refusedRestorations({ gateway, registry, options }: PlanInput, loops: readonly Loop[]): Set<Address> {
  const closing = new Set(loops.flatMap(({ because }) => because.map((address) => address.toLowerCase())))
  const refused = gateway.resources.filter(({ kind, props, restores, address }) => {
    const object = addressOf(kind, providerOf(registry, kind).key(props))
    return restores !== undefined && closing.has(object.toLowerCase()) && !options.accept.includes(address)
  })
  return new Set(refused.map(({ address }) => address))
}

/** Tables that tell who else uses what may be deleted. */
export function tablesOfHolders(registry: Registry, kinds: readonly Kind[]): TableName[] {
  return [...new Set(kinds.flatMap((kind) => providerOf(registry, kind).heldBy?.looksAt ?? []))]
}

function kindsLeft(graph: Graph, ledger: Ledger): Kind[] {
  return Object.entries(remembered(ledger)).flatMap(([address, { kind }]) => (graph.needs.has(address) ? [] : [kind]))
}

/** Required tables and those that are only looked at, each once. */
export function tablesOf(registry: Registry, kinds: readonly Kind[]): TableName[] {
  return [
    ...new Set(kinds.flatMap((kind) => [...providerOf(registry, kind).reads, ...providerOf(registry, kind).looksAt])),
  ]
}

/** An IP plan owns what anybody puts on its interface, and anything may make interfaces forward: these are always looked at. */
const ALWAYS: readonly Kind[] = [
  'HyperVSwitch',
  'HyperVAdapter',
  'NetIPInterface',
  'NetIPAddress',
  'NetRoute',
  'DnsClientServerAddress',
  'TcpipRegistry',
  'WindowsService',
]

/** Of the others those that the file or the ledger names: asking for the features of Windows alone takes seconds. */
function kindsToRead({ resources }: Gateway, ledger: Ledger): Kind[] {
  const recorded = Object.values(remembered(ledger)).map(({ kind }) => kind)
  return [...new Set([...ALWAYS, ...resources.map(({ kind }) => kind), ...recorded])]
}

function finish(
  { gateway, host, options, diagnostics, prove }: PlanInput,
  draft: Draft,
  ledger: Ledger,
  machine: MachineIdentity,
  tables: number,
): Plan {
  const plan: Omit<Plan, 'id'> = {
    formatVersion: 1,
    createdAt: host.now().toISOString(),
    gateway: gateway.name,
    machine,
    host: host.label,
    config: { file: gateway.file, hash: gateway.hash },
    options,
    ledgerSerial: ledger.serial,
    fingerprints: Object.fromEntries([...draft.basis].map(([address, props]) => [address, fingerprint(props)])),
    changes: draft.changes,
    restarting: [...draft.restarting],
    inSync: draft.inSync,
    unknown: draft.unknown,
    findings: draft.findings,
    ...(prove && isGivenBack(draft.inputs.gateway) && { proof: prove(draft.state.all()) }),
    diagnostics: [...diagnostics, ...draft.diagnostics],
    reads: { tables, roundTrips: host.roundTrips },
    ...(ledger.lastApplied && { lastApplied: { at: ledger.lastApplied.at, by: ledger.lastApplied.by } }),
  }
  return {
    ...plan,
    id: hashOf(JSON.stringify([plan.gateway, plan.config, plan.ledgerSerial, plan.fingerprints, plan.changes])),
  }
}
