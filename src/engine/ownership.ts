// Who owns what: an IP plan owns the addresses and default routes of its interface.

import { providerOf, type Registry } from '../model/provider.ts'
import { type Address, type Authority, addressOf, type Kind, type Props, type Resource } from '../model/resource.ts'
import type { Snapshot } from '../powershell/snapshot.ts'
import type { Inputs } from './draft.ts'

export interface OwnedInterfaces {
  /** Address of the authority → alias of its interface on this machine. */
  readonly aliases: ReadonlyMap<Address, string>
  /** Lower-case `Kind.key` of every address and route that the file declares. */
  readonly declared: ReadonlySet<string>
}

export function ownedInterfaces(inputs: Inputs): OwnedInterfaces {
  const aliases = new Map<Address, string>()
  for (const authority of inputs.gateway.authorities) {
    const alias = aliasOnMachine(inputs, authority)
    if (alias !== undefined) aliases.set(authority.address, alias)
  }
  return { aliases, declared: declaredKeys(inputs) }
}

/** What a declaration means on this machine; what is remembered is taken as it is. */
export function propsOnMachine(resource: Resource, registry: Registry, snapshot: Snapshot): Props | undefined {
  if (resource.restores !== undefined) return resource.props
  return providerOf(registry, resource.kind).resolve(resource, snapshot).props
}

/** The alias of the interface an object lives on. */
export function aliasOfInterface(props: Props): string | undefined {
  return 'interface' in props ? props.interface : undefined
}

/** True when an IP plan of the file owns this object, so that whatever is in its place may go. */
export function isOwned(owned: OwnedInterfaces, kind: Kind, props: Props): boolean {
  const alias = aliasOfInterface(props)?.toLowerCase()
  const isPlanned = kind === 'NetIPAddress' || ('destinationPrefix' in props && props.destinationPrefix === '0.0.0.0/0')
  return isPlanned && [...owned.aliases.values()].some((candidate) => candidate.toLowerCase() === alias)
}

/** Undefined when the interface cannot be told; the resources declared on it then say why. */
function aliasOnMachine({ registry, snapshot }: Inputs, authority: Authority): string | undefined {
  const { address, adapter, position } = authority
  if (authority.restores !== undefined) return authority.interface
  const props = { interface: authority.interface, family: 'IPv4' } as const
  const resource = {
    address,
    kind: 'NetIPInterface',
    props,
    position,
    positions: {},
    needs: [],
    ...(adapter && { adapter }),
  } as const
  return registry.NetIPInterface.resolve(resource, snapshot).props?.interface
}

function declaredKeys({ registry, gateway, snapshot }: Inputs): Set<string> {
  const keys = new Set<string>()
  if (gateway.authorities.length === 0) return keys
  for (const resource of gateway.resources) {
    if (resource.kind !== 'NetIPAddress' && resource.kind !== 'NetRoute') continue
    const provider = providerOf(registry, resource.kind)
    const props = propsOnMachine(resource, registry, snapshot)
    if (props !== undefined) keys.add(addressOf(resource.kind, provider.key(props)).toLowerCase())
  }
  return keys
}
