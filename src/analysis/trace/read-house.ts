// A house from plain JSON. Every default is filled in here; what cannot be read is a problem with its place.
import type { Ip } from '../../net/ip.ts'
import { ASSUMED, type Assumptions } from './assumptions.ts'
import type { Client, Face, House, Router, Tunnel } from './network.ts'
import { readFace, readFaces, readRoutes } from './read-gateway.ts'
import { readPlace } from './read-place.ts'
import { readTun } from './read-tun.ts'
import type { Reader } from './reader.ts'

export function readHouse(reader: Reader, topology: unknown, tun: unknown): House {
  const fields = reader.fields(topology, 'topology')
  const gateway = reader.fields(fields.gateway, 'topology.gateway')
  const faces = readFaces(reader, gateway.interfaces, 'topology.gateway.interfaces')
  const tunnels = readTunnels(reader, fields.tunnels, faces)
  for (const { face } of tunnels.values()) faces.set(face.name, face)
  const proxy = tun === undefined || tun === null ? undefined : readTun(reader, tun, faces)
  if (proxy !== undefined) faces.set(proxy.face.name, proxy.face)
  return {
    faces,
    tunnels,
    routes: readRoutes(reader, gateway.routes, 'topology.gateway.routes', faces),
    router: readRouter(reader, fields.router),
    clients: readClients(reader, fields.clients),
    ...(proxy === undefined ? {} : { tun: proxy }),
  }
}

/** A tunnel is an interface that is listed, or says its own addresses. */
function readTunnels(reader: Reader, value: unknown, faces: ReadonlyMap<string, Face>): Map<string, Tunnel> {
  const tunnels = new Map<string, Tunnel>()
  for (const [index, item] of reader.list(value, 'topology.tunnels').entries()) {
    const at = `topology.tunnels[${index}]`
    const fields = reader.fields(item, at)
    const name = reader.text(fields.interface ?? fields.name, `${at}.interface`)
    if (tunnels.has(name)) reader.found('trace/duplicate-name', at, `Two tunnels are named ${name}.`)
    const face: Face = { ...(faces.get(name) ?? readFace(reader, item, at, name)), kind: 'tunnel' }
    const endpoint = readPlace(reader, fields.endpoint, `${at}.endpoint`)
    const host = isLeftOut(fields.host) ? {} : { host: reader.text(fields.host, `${at}.host`) }
    tunnels.set(name, { face, endpoint, ...host })
  }
  return tunnels
}

function readRouter(reader: Reader, value: unknown): Router {
  const fields = reader.fields(value, 'topology.router')
  const address = reader.prefix(fields.address, 'topology.router.address') ?? NOWHERE
  const ipv6 = isLeftOut(fields.ipv6) ? undefined : reader.prefix(fields.ipv6, 'topology.router.ipv6')
  return { address, ...(ipv6 === undefined ? {} : { ipv6 }) }
}

/** Names that mean something else in a path. */
const RESERVED = ['gateway', 'router', 'internet']

function readClients(reader: Reader, value: unknown): Map<string, Client> {
  const clients = new Map<string, Client>()
  for (const [index, item] of reader.list(value, 'topology.clients').entries()) {
    const at = `topology.clients[${index}]`
    const client = readClient(reader, item, at)
    if (clients.has(client.name)) reader.found('trace/duplicate-name', at, `Two clients are named ${client.name}.`)
    if (RESERVED.includes(client.name)) {
      reader.found('trace/duplicate-name', at, `${client.name} means something else in a path.`)
    }
    clients.set(client.name, client)
  }
  return clients
}

function readClient(reader: Reader, value: unknown, at: string): Client {
  const fields = reader.fields(value, at)
  const gateway = isLeftOut(fields.gateway) ? undefined : reader.ip(fields.gateway, `${at}.gateway`)
  const ipv6 = isLeftOut(fields.ipv6) ? undefined : readIPv6(reader, fields.ipv6, `${at}.ipv6`)
  return {
    name: reader.text(fields.name, `${at}.name`),
    address: reader.prefix(fields.address, `${at}.address`) ?? NOWHERE,
    ...(gateway === undefined ? {} : { gateway }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
  }
}

function readIPv6(reader: Reader, value: unknown, at: string): NonNullable<Client['ipv6']> {
  const fields = reader.fields(value, at)
  const address = reader.prefix(fields.address, `${at}.address`) ?? NOWHERE
  if (isLeftOut(fields.gateway)) return { address }
  const gateway: Ip | 'router' | undefined =
    fields.gateway === 'router' ? 'router' : reader.ip(fields.gateway, `${at}.gateway`)
  return gateway === undefined ? { address } : { address, gateway }
}

/** Only until the problem is told. */
const NOWHERE = { ip: [0], bits: 32 }

export function readAssumptions(reader: Reader, value: unknown): Assumptions {
  if (isLeftOut(value)) return ASSUMED
  const fields = reader.fields(value, 'assume')
  const accepts = ASSUMED.forwardingAcceptsForOthers
  return {
    forwardingAcceptsForOthers: reader.flag(
      fields.forwardingAcceptsForOthers,
      'assume.forwardingAcceptsForOthers',
      accepts,
    ),
    equalPrefixes: reader.oneOf(
      fields.equalPrefixes,
      'assume.equalPrefixes',
      ['works', 'breaks'],
      ASSUMED.equalPrefixes,
    ),
    arp: reader.oneOf(fields.arp, 'assume.arp', ['owner', 'any'], ASSUMED.arp),
  }
}

function isLeftOut(value: unknown): value is undefined | null {
  return value === undefined || value === null
}
