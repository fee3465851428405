// The gateway of the article as the engine sees it, without YAML: for tests of the engine alone.
import type { Gateway } from '../../src/model/gateway.ts'
import type { PropsOf } from '../../src/model/props.gen.ts'
import type { Authority, Kind, Resource, Role } from '../../src/model/resource.ts'
import { HERE, resourceOf } from './tables.ts'

export const EGRESS = 'vEthernet (vmbr0)'
export const INGRESS = 'vEthernet (vmbr0.1)'

/** One switch, one more host adapter, an egress and an ingress plan. */
export function house(change: Partial<Gateway> = {}): Gateway {
  return {
    name: 'home',
    file: 'gateway.yaml',
    hash: 'hash',
    text: '',
    declared: { name: 'home' },
    resources: houseResources(),
    authorities: [authority(EGRESS, 'vmbr0', 'egress'), authority(INGRESS, 'vmbr0.1', 'ingress')],
    others: { mode: 'report', allow: ['Mihomo'] },
    accept: [],
    positionOf: () => HERE,
    ...change,
  }
}

export function houseResources(): Resource[] {
  const strict = { dhcp: 'Disabled', weakHostSend: 'Disabled', weakHostReceive: 'Disabled' } as const
  return [
    resourceOf(
      'HyperVSwitch',
      'vmbr0',
      { name: 'vmbr0', adapter: '以太网 4', allowManagementOS: true },
      { alias: '以太网 4' },
    ),
    resourceOf('HyperVAdapter', 'vmbr0.1', { name: 'vmbr0.1', switch: 'vmbr0' }),
    planned('egress', 'vmbr0', 'NetIPInterface', `${EGRESS}/IPv4`, {
      interface: EGRESS,
      family: 'IPv4',
      forwarding: 'Disabled',
      ...strict,
    }),
    planned('egress', 'vmbr0', 'NetIPAddress', `${EGRESS}/192.168.1.2`, {
      interface: EGRESS,
      address: '192.168.1.2',
      prefixLength: 25,
    }),
    planned('egress', 'vmbr0', 'NetRoute', `${EGRESS}/0.0.0.0/0 via 192.168.1.1`, {
      interface: EGRESS,
      destinationPrefix: '0.0.0.0/0',
      nextHop: '192.168.1.1',
    }),
    planned('egress', 'vmbr0', 'DnsClientServerAddress', EGRESS, {
      interface: EGRESS,
      servers: ['223.5.5.5', '192.168.1.1'],
    }),
    planned('ingress', 'vmbr0.1', 'NetIPInterface', `${INGRESS}/IPv4`, {
      interface: INGRESS,
      family: 'IPv4',
      forwarding: 'Enabled',
      ...strict,
    }),
    planned('ingress', 'vmbr0.1', 'NetIPAddress', `${INGRESS}/192.168.1.129`, {
      interface: INGRESS,
      address: '192.168.1.129',
      prefixLength: 25,
    }),
  ]
}

function planned<K extends Kind>(role: Role, hostAdapter: string, kind: K, key: string, props: PropsOf[K]): Resource {
  return { ...resourceOf(kind, key, props, { hostAdapter }), role }
}

function authority(alias: string, hostAdapter: string, role: Role): Authority {
  return {
    address: `NetIPAddress.${alias}/*`,
    interface: alias,
    adapter: { hostAdapter },
    position: HERE,
    needs: [],
    role,
  }
}
