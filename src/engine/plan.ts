// Reads the machine once and makes a plan.

import type { Diagnostic } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Host, MachineIdentity } from '../model/host.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Plan, PlanOptions } from '../model/plan.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import type { Kind } from '../model/resource.ts'
import type { Snapshot, TableName } from '../powershell/snapshot.ts'
import { compute } from './compute.ts'
import type { Draft } from './draft.ts'
import { fingerprint, hashOf } from './fingerprint.ts'
import { buildGraph, type Graph } from './graph.ts'
import { readLedger } from './ledger.ts'
import { select } from './select.ts'

export interface PlanInput {
  readonly gateway: Gateway
  readonly host: Host
  readonly registry: Registry
  readonly options: PlanOptions
  /** Warnings of the config and the lints, shown with the plan. */
  readonly diagnostics: readonly Diagnostic[]
  /** Name of the gateway this machine belonged to before it was renamed. */
  readonly takeOver?: string
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
  return (await planMachine(input)).plan
}

export async function planMachine(input: PlanInput): Promise<Planned> {
  const { gateway, host, registry } = input
  const graph = buildGraph(gateway.resources, gateway.authorities, registry)
  const machine = await host.identify()
  const ledger = await readLedger(host, gateway.name, machine, input.takeOver)
  const tables = tablesOf(registry, kindsToRead(gateway, ledger))
  const snapshot = await host.read(tables)
  const draft = computeDraft(input, graph, ledger, snapshot)
  const plan = finish(input, draft, ledger, machine, tables.length)
  return { plan, draft, ledger, machine }
}

export function computeDraft(input: PlanInput, graph: Graph, ledger: Ledger, snapshot: Snapshot): Draft {
  const { gateway, registry, options } = input
  return compute({ gateway, registry, ledger, snapshot, graph, options, selected: select(graph, options, ledger) })
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
  const recorded = Object.values(ledger.resources).map(({ kind }) => kind)
  return [...new Set([...ALWAYS, ...resources.map(({ kind }) => kind), ...recorded])]
}

function finish(
  { gateway, host, options, diagnostics }: PlanInput,
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
    diagnostics: [...diagnostics, ...draft.diagnostics],
    reads: { tables, roundTrips: host.roundTrips },
    ...(ledger.lastApplied && { lastApplied: { at: ledger.lastApplied.at, by: ledger.lastApplied.by } }),
  }
  return {
    ...plan,
    id: hashOf(JSON.stringify([plan.gateway, plan.config, plan.ledgerSerial, plan.fingerprints, plan.changes])),
  }
}
