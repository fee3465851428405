// What has to be typed on each client for it to use this gateway. Follows from the file alone.
import type { Gateway } from '../model/gateway.ts'
import { contains, formatIPv4, maskOf, type Prefix, parseIPv4 } from '../net/ipv4.ts'
import type { Client } from './clients.ts'
import { lanOf } from './lan.ts'
import { type HostAddress, topologyOf } from './topology.ts'

export interface ClientCard {
  readonly name: string
  readonly address: string
  readonly prefixLength: number
  readonly mask: string
  readonly gateway: string
  readonly dns: readonly string[]
  /** `file`: as declared. `egress`: those of the machine itself that the proxy sees. `public`: one that anybody may ask. */
  readonly dnsFrom: 'file' | 'egress' | 'public'
}

/** The article's own choice; any server outside the LAN does, because the TUN answers in its place (forwarding.md, R19). */
const PUBLIC_DNS = '223.5.5.5'

/** One card per client, in the order of the file. A client that no ingress fits has none; GW013 says why. */
export function clientCards(gateway: Gateway): ClientCard[] {
  const { clients, ingress } = topologyOf(gateway)
  const gateways = ingress.flatMap(({ addresses }) => addresses.map(({ value }) => value))
  return clients.flatMap((client) => {
    const own = gatewayFor(gateway, client, gateways)
    return own === undefined ? [] : [cardFor(gateway, client, own)]
  })
}

function cardFor(gateway: Gateway, client: Client, own: HostAddress): ClientCard {
  // A device of the LAN at large keeps the mask of the LAN: forwarding.md, R23.
  const lan = lanOf(gateway)?.network
  const { length } = contains(own.prefix, client.address.value) ? own.prefix : (lan ?? own.prefix)
  return {
    name: client.name,
    address: formatIPv4(client.address.value),
    prefixLength: length,
    mask: formatIPv4(maskOf(length)),
    gateway: formatIPv4(own.address),
    ...dnsFor(gateway, client),
  }
}

function gatewayFor(gateway: Gateway, client: Client, gateways: readonly HostAddress[]): HostAddress | undefined {
  if (client.gateway !== undefined) return gateways.find(({ address }) => address === client.gateway?.value)
  const lan = lanOf(gateway)?.network
  return (
    gateways.find(({ prefix }) => contains(prefix, client.address.value)) ??
    gateways.find(({ address }) => lan !== undefined && contains(lan, address) && contains(lan, client.address.value))
  )
}

/** Never one on the LAN: it is asked directly, and the proxy does not see the question (GW030). */
function dnsFor(gateway: Gateway, client: Client): Pick<ClientCard, 'dns' | 'dnsFrom'> {
  if (client.dns.length > 0) return { dns: client.dns.map(({ value }) => formatIPv4(value)), dnsFrom: 'file' }
  const links = linksOf(gateway)
  const servers = (gateway.declared.ipPlans ?? []).flatMap(({ role, dns }) => (role === 'egress' ? (dns ?? []) : []))
  const seen = servers.filter((server) => {
    const address = parseIPv4(server)
    return address !== undefined && !links.some((link) => contains(link, address))
  })
  return seen.length > 0 ? { dns: seen, dnsFrom: 'egress' } : { dns: [PUBLIC_DNS], dnsFrom: 'public' }
}

function linksOf(gateway: Gateway): Prefix[] {
  const lan = lanOf(gateway)
  const { interfaces } = topologyOf(gateway)
  const own = interfaces.flatMap(({ addresses }) => addresses.map(({ value }) => value.prefix))
  return [...(lan === undefined ? [] : [lan.network]), ...own]
}
