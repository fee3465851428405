// What comes before what. Order follows from needs and from the safety rules, never from the order in the file.

import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import type { Address, Authority, Kind, Props, Resource, Role } from '../model/resource.ts'

/** A resource, or the place where an interface is cleared of what its IP plan does not name. */
export type Node = { readonly resource: Resource } | { readonly authority: Authority }

export interface Graph {
  /** Every node after all that it needs. */
  readonly ordered: readonly Node[]
  /** Address → addresses in this graph that it stands on. */
  readonly needs: ReadonlyMap<Address, readonly Address[]>
  /** Lower-case alias of an interface → address of the resource that makes it. */
  readonly makers: ReadonlyMap<string, Address>
}

/**
 * Within one interface: DHCP and forwarding off first, forwarding on last. The declared address comes before foreign ones
 * go, because DHCP can switch itself on again when the last address goes (windows.md, section 5.3).
 */
const STAGE: { readonly [K in Kind]?: number } = {
  HyperVSwitch: 0,
  HyperVAdapter: 1,
  NetIPInterface: 2,
  NetIPAddress: 3,
  NetRoute: 5,
  DnsClientServerAddress: 6,
}
const CLEAR_STAGE = 4
const FORWARDING_ON_STAGE = 7
/** What is on no interface. */
const OTHER_STAGE = 8

export function addressOfNode(node: Node): Address {
  return 'resource' in node ? node.resource.address : node.authority.address
}

/** Throws Stop with `graph/cycle` or `graph/unknown-reference`, positioned in the file. */
export function buildGraph(
  resources: readonly Resource[],
  authorities: readonly Authority[],
  registry: Registry,
): Graph {
  const nodes: Node[] = [
    ...resources.map((resource) => ({ resource })),
    ...authorities.map((authority) => ({ authority })),
  ]
  const byAddress = new Map(nodes.map((node) => [addressOfNode(node), node]))
  const makers = new Map<string, Address>()
  for (const { kind, props, address } of resources) {
    for (const alias of providerOf(registry, kind).provides(props)) makers.set(alias.toLowerCase(), address)
  }
  const needs = new Map<Address, readonly Address[]>()
  const problems: Diagnostic[] = []
  const known = { registry, makers, byAddress, restored: restoredOn(resources) }
  for (const node of nodes) needs.set(addressOfNode(node), needsOf(node, known, problems))
  if (problems.length > 0) throw new Stop(problems)
  return { ordered: sort(nodes, byAddress, needs), needs, makers }
}

/** The addresses and everything they stand on. */
export function withNeeds(graph: Graph, addresses: Iterable<Address>): Set<Address> {
  return reach(addresses, (address) => graph.needs.get(address) ?? [])
}

/** The addresses and everything that stands on them. */
export function withDependants(graph: Graph, addresses: Iterable<Address>): Set<Address> {
  const dependants = new Map<Address, Address[]>()
  for (const [address, needed] of graph.needs) {
    for (const need of needed) {
      const list = dependants.get(need)
      if (list === undefined) dependants.set(need, [address])
      else list.push(address)
    }
  }
  return reach(addresses, (address) => dependants.get(address) ?? [])
}

/** The stage of a kind, for taking things away in the opposite order. */
export function stageOf(kind: Kind): number {
  return STAGE[kind] ?? OTHER_STAGE
}

function reach(from: Iterable<Address>, next: (address: Address) => readonly Address[]): Set<Address> {
  const reached = new Set<Address>()
  const waiting = [...from]
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (reached.has(address)) continue
    reached.add(address)
    waiting.push(...next(address))
  }
  return reached
}

interface KnownNodes {
  readonly registry: Registry
  readonly makers: ReadonlyMap<string, Address>
  readonly byAddress: ReadonlyMap<Address, Node>
  /** Lower-case alias → what is put back on that interface. */
  readonly restored: ReadonlyMap<string, readonly Address[]>
}

function restoredOn(resources: readonly Resource[]): Map<string, Address[]> {
  const found = new Map<string, Address[]>()
  for (const { props, restores, address } of resources) {
    if (restores === undefined || !('interface' in props)) continue
    const alias = props.interface.toLowerCase()
    found.set(alias, [...(found.get(alias) ?? []), address])
  }
  return found
}

function needsOf(
  node: Node,
  { registry, makers, byAddress, restored }: KnownNodes,
  problems: Diagnostic[],
): readonly Address[] {
  const own = addressOfNode(node)
  const found = new Set<Address>()
  const { restores } = 'resource' in node ? node.resource : node.authority
  // Not a node itself: what it restores goes in the same plan, before all nodes.
  if (restores !== undefined && restores !== own) found.add(restores)
  const makerOf = (alias: string) => makers.get(alias.toLowerCase())
  for (const address of 'resource' in node ? node.resource.needs : node.authority.needs) {
    if (byAddress.has(address)) found.add(address)
    else problems.push(unknownReference(own, address, node))
  }
  if ('authority' in node) {
    const maker = makerOf(node.authority.interface)
    if (maker !== undefined) found.add(maker)
  } else {
    const { kind, props } = node.resource
    for (const need of providerOf(registry, kind).needs(props)) {
      // What no resource of the file makes has to be on the machine; that is looked at when the machine is read.
      const address = 'address' in need ? need.address : makerOf(need.interface)
      if (address !== undefined && address !== own && byAddress.has(address)) found.add(address)
      // An interface is put back before something else takes it.
      if ('interface' in need && restores === undefined && address === undefined)
        for (const before of restored.get(need.interface.toLowerCase()) ?? []) found.add(before)
    }
  }
  return [...found]
}

/** Depth first in the order of the safety rules, so that what makes an interface comes right before its configuration. */
function sort(
  nodes: readonly Node[],
  byAddress: ReadonlyMap<Address, Node>,
  needs: ReadonlyMap<Address, readonly Address[]>,
): Node[] {
  const ordered: Node[] = []
  const done = new Set<Address>()
  const path: Address[] = []
  const inRank = (list: readonly Node[]) =>
    list
      .map((node) => ({ node, rank: rankOf(node) }))
      .sort((a, b) => compareRanks(a.rank, b.rank))
      .map(({ node }) => node)
  const visit = (node: Node): void => {
    const address = addressOfNode(node)
    if (done.has(address)) return
    if (path.includes(address)) throw new Stop([cycle([...path.slice(path.indexOf(address)), address], node)])
    path.push(address)
    const needed = (needs.get(address) ?? []).flatMap((need) => byAddress.get(need) ?? [])
    for (const need of needed.length > 1 ? inRank(needed) : needed) visit(need)
    path.pop()
    done.add(address)
    ordered.push(node)
  }
  for (const node of inRank(nodes)) visit(node)
  return ordered
}

type Rank = readonly [role: number, interface_: string, stage: number, address: string]

/** A service that makes every interface forward is stopped before any is touched; what nothing waits for comes last. */
const FIRST: readonly Kind[] = ['WindowsFeature', 'WindowsService']
const FIRST_RANK = -1
const LAST_RANK = 3

/** All of egress before all of ingress: forwarding is off where the proxy dials before it is on where clients arrive. */
function rankOf(node: Node): Rank {
  if ('authority' in node)
    return [roleRank(node.authority.role), node.authority.interface, CLEAR_STAGE, node.authority.address]
  const { resource } = node
  return [
    rankOfKind(resource),
    'interface' in resource.props ? resource.props.interface : '',
    stageOfResource(resource.kind, resource.props),
    resource.address,
  ]
}

function rankOfKind({ kind, role }: Resource): number {
  if (FIRST.includes(kind)) return FIRST_RANK
  return kind in STAGE ? roleRank(role) : LAST_RANK
}

function stageOfResource(kind: Kind, props: Props): number {
  return 'forwarding' in props && props.forwarding === 'Enabled' ? FORWARDING_ON_STAGE : stageOf(kind)
}

function roleRank(role: Role | undefined): number {
  return role === 'egress' ? 0 : role === 'ingress' ? 2 : 1
}

function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || compareText(a[1], b[1]) || a[2] - b[2] || compareText(a[3], b[3])
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function cycle(path: readonly Address[], node: Node): Diagnostic {
  return {
    severity: 'error',
    code: 'graph/cycle',
    message: `These need each other: ${path.join(' → ')}.`,
    why: 'None of them could be made first.',
    fix: 'Bind one of the switches to a physical adapter, or take one reference away.',
    position: 'resource' in node ? node.resource.position : node.authority.position,
  }
}

function unknownReference(from: Address, to: Address, node: Node): Diagnostic {
  return {
    severity: 'error',
    code: 'graph/unknown-reference',
    message: `${from} needs ${to}, which the file does not declare.`,
    fix: 'Declare it, or take the reference away.',
    position: 'resource' in node ? node.resource.position : node.authority.position,
  }
}
