// Who has an address: an interface of the gateway, the router or a client. In a well-made house at most one.
import { formatIp, type Ip } from '../../net/ip.ts'
import type { Client, Face, House } from './network.ts'

export type Owner =
  | { readonly kind: 'face'; readonly name: string; readonly face: Face }
  | { readonly kind: 'router'; readonly name: 'router' }
  | { readonly kind: 'client'; readonly name: string; readonly client: Client }

export type Owners = ReadonlyMap<string, readonly Owner[]>

/** The gateway comes first, then the router, then the clients in order; an interface that is down has nothing. */
export function ownersOf({ faces, router, clients }: House): Owners {
  const owners = new Map<string, Owner[]>()
  const add = (ip: Ip | undefined, owner: Owner) => {
    if (ip === undefined) return
    const known = owners.get(formatIp(ip))
    if (known === undefined) owners.set(formatIp(ip), [owner])
    else known.push(owner)
  }
  for (const face of faces.values()) {
    for (const { ip } of face.isUp ? face.addresses : []) add(ip, { kind: 'face', name: face.name, face })
  }
  add(router.address.ip, { kind: 'router', name: 'router' })
  add(router.ipv6?.ip, { kind: 'router', name: 'router' })
  for (const client of clients.values()) {
    add(client.address.ip, { kind: 'client', name: client.name, client })
    add(client.ipv6?.address.ip, { kind: 'client', name: client.name, client })
  }
  return owners
}
