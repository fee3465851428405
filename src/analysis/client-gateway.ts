/** A device with the wrong gateway is offline, or goes past the proxy unnoticed. */
import type { Gateway } from '../model/gateway.ts'
import type { Lint, LintMessage } from '../model/lint.ts'
import { contains, formatIPv4 } from '../net/ipv4.ts'
import type { Client } from './clients.ts'
import { lanOf } from './lan.ts'
import { showList } from './show.ts'
import { type HostAddress, topologyOf } from './topology.ts'

export const clientGateway: Lint = {
  id: 'GW013',
  severity: 'error',
  check(gateway) {
    const { clients, ingress } = topologyOf(gateway)
    const addresses = ingress.flatMap((face) => face.addresses.map(({ value }) => value))
    return clients.flatMap((client) =>
      client.gateway === undefined
        ? withoutGateway(gateway, client, addresses)
        : withGateway(gateway, client, client.gateway, addresses),
    )
  },
}

function withGateway(
  gateway: Gateway,
  client: Client,
  hop: NonNullable<Client['gateway']>,
  ingress: readonly HostAddress[],
): LintMessage[] {
  const found = ingress.find(({ address }) => address === hop.value)
  if (found === undefined) {
    const fix = ingress.length === 0 ? NO_INGRESS : `Set ${client.name} to the gateway ${showChoices(ingress)}.`
    return [
      {
        message: `The gateway of ${client.name}, ${formatIPv4(hop.value)}, is not an ingress address.`,
        ...whyNot(gateway, hop.value),
        fix,
        position: hop.position,
      },
    ]
  }
  if (isOnLink(gateway, client, found)) return []
  return [
    {
      message: `${client.name} (${formatIPv4(client.address.value)}) cannot reach its gateway ${formatIPv4(hop.value)}.`,
      // forwarding.md, R25.
      why: 'A gateway outside the network of the device is not used at all.',
      fix: 'Give the device an address of the network of its gateway.',
      position: client.address.position,
    },
  ]
}

/** Without a gateway in the file the device is taken to use the ingress whose network it is in. */
function withoutGateway(gateway: Gateway, client: Client, ingress: readonly HostAddress[]): LintMessage[] {
  if (ingress.length === 0) {
    return [
      {
        message: `${client.name} has no gateway to use: no interface here has the role ingress.`,
        fix: NO_INGRESS,
        position: client.address.position,
      },
    ]
  }
  const fitting = ingress.filter((address) => isOnLink(gateway, client, address))
  const near = ingress.filter(({ prefix }) => contains(prefix, client.address.value))
  if (near.length === 1 || fitting.length === 1) return []
  return [
    {
      message: `It is not clear which gateway ${client.name} (${formatIPv4(client.address.value)}) uses.`,
      why:
        fitting.length === 0
          ? 'No ingress address is in the network of the device.'
          : `Possible are ${showList(fitting.map(({ address }) => formatIPv4(address)))}.`,
      fix:
        fitting.length === 0
          ? 'Give the device an address of the network of an ingress.'
          : 'Write gateway: at the client.',
      position: client.address.position,
    },
  ]
}

const NO_INGRESS = 'Add an IP plan with role: ingress; devices use its address as their gateway.'

/** The device may have the mask of the ingress or that of the whole LAN: forwarding.md, R23. */
function isOnLink(gateway: Gateway, client: Client, { address, prefix }: HostAddress): boolean {
  if (contains(prefix, client.address.value)) return true
  const network = lanOf(gateway)?.network
  return network !== undefined && contains(network, client.address.value) && contains(network, address)
}

function whyNot(gateway: Gateway, address: number): { why?: string } {
  const { egress } = topologyOf(gateway)
  const owner = egress.find(({ addresses }) => addresses.some(({ value }) => value.address === address))
  if (owner !== undefined) {
    return { why: `It belongs to ${owner.label}, the egress: forwarding is off there, so everything is dropped.` }
  }
  if (lanOf(gateway)?.router?.value === address) return { why: 'It is the router: the device goes past the proxy.' }
  return { why: 'No interface of this file has it.' }
}

function showChoices(ingress: readonly HostAddress[]): string {
  return ingress.map(({ address }) => formatIPv4(address)).join(' or ')
}
