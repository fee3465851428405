/** Two devices with one address answer each other's packets: connections die at random, on both. */
import type { Position } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Lint, LintMessage } from '../model/lint.ts'
import { contains, formatIPv4, formatPrefix, lastOf } from '../net/ipv4.ts'
import { lanOf } from './lan.ts'
import { isKind, topologyOf } from './topology.ts'

export const sameAddress: Lint = {
  id: 'GW014',
  severity: 'error',
  check: (gateway) => [
    ...repeated(addressesOf(gateway), 'address', 'Choose another address for one of them.'),
    ...repeated(macsOf(gateway), 'MAC address', 'Leave macAddress out: Hyper-V chooses one that is free.'),
    ...noHosts(gateway),
  ],
}

interface Owned {
  readonly value: string
  readonly owner: string
  readonly position: Position
}

function repeated(all: readonly Owned[], what: string, fix: string): LintMessage[] {
  const first = new Map<string, Owned>()
  const messages: LintMessage[] = []
  for (const one of all) {
    const other = first.get(one.value)
    if (other === undefined) first.set(one.value, one)
    else {
      messages.push({
        message: `${one.owner} has the ${what} of ${other.owner}, ${one.value}.`,
        // forwarding.md, R26.
        why: 'Both would answer for it, so packets for the one reach the other.',
        fix,
        position: one.position,
      })
    }
  }
  return messages
}

/** The router first, then this machine, then the clients: the later one is told. */
function addressesOf(gateway: Gateway): Owned[] {
  const { interfaces, clients } = topologyOf(gateway)
  const router = lanOf(gateway)?.router
  return [
    ...(router === undefined
      ? []
      : [{ value: formatIPv4(router.value), owner: 'the router', position: router.position }]),
    ...interfaces.flatMap(({ label, addresses }) =>
      addresses.map(({ value, position }) => ({ value: formatIPv4(value.address), owner: label, position })),
    ),
    ...clients.map(({ name, address }) => ({
      value: formatIPv4(address.value),
      owner: name,
      position: address.position,
    })),
  ]
}

function macsOf(gateway: Gateway): Owned[] {
  return gateway.resources
    .filter(isKind('HyperVAdapter'))
    .flatMap(({ props, positions, position }) =>
      props.macAddress === undefined
        ? []
        : [{ value: props.macAddress.toUpperCase(), owner: props.name, position: positions.macAddress ?? position }],
    )
}

/** A device on the network or broadcast address of the ingress is reached by nobody. */
function noHosts(gateway: Gateway): LintMessage[] {
  const { ingress, clients } = topologyOf(gateway)
  const prefixes = ingress.flatMap(({ addresses }) => addresses.map(({ value }) => value.prefix))
  return clients.flatMap(({ name, address }) => {
    const inside = prefixes.find((prefix) => prefix.length < 31 && contains(prefix, address.value))
    if (inside === undefined || (address.value !== inside.base && address.value !== lastOf(inside))) return []
    const what = address.value === inside.base ? 'network' : 'broadcast'
    return [
      {
        message: `${name} has ${formatIPv4(address.value)}, the ${what} address of ${formatPrefix(inside)}.`,
        fix: `Choose one from ${formatIPv4(inside.base + 1)} to ${formatIPv4(lastOf(inside) - 1)}.`,
        position: address.position,
      },
    ]
  })
}
