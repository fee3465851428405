// What the declared resources mean for packets: which interfaces carry the proxy, which take clients in. Asks no lint's question.
import type { Position } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { PropsOf } from '../model/props.gen.ts'
import type { Address, Kind, Resource, Role } from '../model/resource.ts'
import { networkOf, type Prefix, parseIPv4 } from '../net/ipv4.ts'
import { type Client, clientsOf } from './clients.ts'

export interface Placed<T> {
  readonly value: T
  readonly position: Position
  readonly resource: Address
}

export interface HostAddress {
  readonly address: number
  /** 32 when the file does not say the length. */
  readonly prefix: Prefix
}

/** One interface of the machine as far as the file declares it, IPv4 only. */
export interface Interface {
  /** As in props.interface. */
  readonly name: string
  /** For people: the name of the host adapter, or the alias. */
  readonly label: string
  readonly role?: Role
  readonly position: Position
  readonly addresses: readonly Placed<HostAddress>[]
  /** Next hops of its default routes. */
  readonly defaults: readonly Placed<string>[]
  readonly settings?: Resource<'NetIPInterface'>
}

export interface Topology {
  readonly interfaces: readonly Interface[]
  /**
   * Interfaces that the proxy's own packets leave by: by role, or by a default route where no role is declared; an ingress
   * with a default route where there is nothing else.
   */
  readonly egress: readonly Interface[]
  /** Interfaces that clients use as gateway: by role, or because a client says so where no role is declared. */
  readonly ingress: readonly Interface[]
  readonly clients: readonly Client[]
}

const known = new WeakMap<Gateway, Topology>()

/** Computed once for each gateway: every lint asks for it. */
export function topologyOf(gateway: Gateway): Topology {
  const before = known.get(gateway)
  if (before !== undefined) return before
  const topology = compute(gateway)
  known.set(gateway, topology)
  return topology
}

function compute(gateway: Gateway): Topology {
  const interfaces = interfacesOf(gateway.resources)
  const clients = clientsOf(gateway)
  const used = new Set(clients.map((client) => client.gateway?.value))
  const isUsed = ({ addresses }: Interface) => addresses.some(({ value }) => used.has(value.address))
  const egress = interfaces.filter(
    ({ role, defaults }) => role === 'egress' || (role === undefined && defaults.length > 0),
  )
  return {
    interfaces,
    clients,
    egress: egress.length > 0 ? egress : interfaces.filter(({ defaults }) => defaults.length > 0),
    ingress: interfaces.filter((face) => face.role === 'ingress' || (face.role === undefined && isUsed(face))),
  }
}

function interfacesOf(resources: readonly Resource[]): Interface[] {
  const groups = new Map<string, Resource[]>()
  for (const resource of resources) {
    if (!('interface' in resource.props)) continue
    const key = resource.props.interface.toLowerCase()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [resource])
    else group.push(resource)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [interfaceOf(first, group)]
  })
}

function interfaceOf(first: Resource, group: readonly Resource[]): Interface {
  const name = 'interface' in first.props ? first.props.interface : ''
  const settings = group.filter(isKind('NetIPInterface')).find(({ props }) => props.family === 'IPv4')
  const role = group.find((resource) => resource.role !== undefined)?.role
  return {
    name,
    label: first.adapter !== undefined && 'hostAdapter' in first.adapter ? first.adapter.hostAdapter : name,
    position: first.position,
    addresses: group.filter(isKind('NetIPAddress')).flatMap(hostAddress),
    defaults: group
      .filter(isKind('NetRoute'))
      .filter(({ props }) => props.destinationPrefix === '0.0.0.0/0')
      .map((route) => placed(route, 'nextHop', route.props.nextHop)),
    ...(role === undefined ? {} : { role }),
    ...(settings === undefined ? {} : { settings }),
  }
}

function hostAddress(resource: Resource<'NetIPAddress'>): Placed<HostAddress>[] {
  const address = parseIPv4(resource.props.address)
  const length = resource.props.prefixLength ?? 32
  if (address === undefined) return []
  return [placed(resource, 'address', { address, prefix: { base: networkOf(address, length), length } })]
}

/** A property of a resource and where it is written. */
export function placed<K extends Kind, T>(
  resource: Resource<K>,
  property: keyof PropsOf[K] & string,
  value: T,
): Placed<T> {
  return { value, position: resource.positions[property] ?? resource.position, resource: resource.address }
}

export function isKind<K extends Kind>(kind: K): (resource: Resource) => resource is Resource<K> {
  return (resource): resource is Resource<K> => resource.kind === kind
}
