// Random gateways, machines, assumptions, edits by hand and faults, for the properties.
import fc from 'fast-check'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { ASSUMPTIONS } from '../../src/hosts/simulated/assumptions.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Cause } from '../../src/model/plan.ts'
import { EGRESS, house, INGRESS } from './house.ts'

type Params = Record<string, unknown>
export interface Call {
  readonly cmdlet: string
  readonly params: Params
}

/** What varies in a gateway, as data. */
export interface Wishes {
  readonly hasIngress: boolean
  readonly hasDns: boolean
  readonly hasRoute: boolean
  readonly metric: number | undefined
  readonly prefixLength: number
  /** Where each resource stands in the file. */
  readonly order: readonly number[]
}

export const anyWishes: fc.Arbitrary<Wishes> = fc.record({
  hasIngress: fc.boolean(),
  hasDns: fc.boolean(),
  hasRoute: fc.boolean(),
  metric: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: undefined }),
  prefixLength: fc.integer({ min: 25, max: 28 }),
  order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
})

/** The house with or without an ingress, DNS, a metric, and in any order. */
export function gatewayOf({ hasIngress, hasDns, hasRoute, metric, prefixLength, order }: Wishes): Gateway {
  const full = house()
  const isIn = (alias: string) => hasIngress || alias !== INGRESS
  const resources = full.resources
    .map((resource, index) => ({ resource, at: order[index] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ resource }) => resource)
    .filter(({ kind }) => (hasDns || kind !== 'DnsClientServerAddress') && (hasRoute || kind !== 'NetRoute'))
    .filter(
      ({ kind, props }) =>
        (hasIngress || kind !== 'HyperVAdapter') && (!('interface' in props) || isIn(props.interface)),
    )
    .map((resource) => {
      if (resource.kind === 'NetIPAddress') return { ...resource, props: { ...resource.props, prefixLength } }
      if (resource.kind !== 'NetIPInterface' || metric === undefined) return resource
      return { ...resource, props: { ...resource.props, interfaceMetric: metric } }
    })
  return { ...full, resources, authorities: full.authorities.filter((authority) => isIn(authority.interface)) }
}

/** Under these a removal or a repair cannot succeed whatever is called; that the account says so is tested by name. */
const HOPELESS = ['persistent-route-removal', 'set-switch-adapter-repair']

/** Other answers than the assumed ones to some of what nobody has verified: few at a time, so that a counterexample is short. */
export const anyAssumptions: fc.Arbitrary<Record<string, string>> = fc
  .subarray(
    ASSUMPTIONS.filter(({ name }) => !HOPELESS.includes(name)),
    { maxLength: 10 },
  )
  .chain((chosen) =>
    fc.tuple(...chosen.map(({ name, choices }) => fc.tuple(fc.constant(name), fc.constantFrom(...choices.slice(1))))),
  )
  .map((pairs) => Object.fromEntries(pairs))

const NIC = '以太网 4'
const HAND: readonly Call[] = [
  { cmdlet: 'New-VMSwitch', params: { Name: 'vmbr0', NetAdapterName: NIC, AllowManagementOS: true } },
  { cmdlet: 'Add-VMNetworkAdapter', params: { ManagementOS: true, SwitchName: 'vmbr0', Name: 'vmbr0.1' } },
  { cmdlet: 'New-NetIPAddress', params: { InterfaceAlias: NIC, IPAddress: '192.168.1.77', PrefixLength: 24 } },
  { cmdlet: 'New-NetIPAddress', params: { InterfaceAlias: EGRESS, IPAddress: '192.168.1.2', PrefixLength: 24 } },
  { cmdlet: 'New-NetIPAddress', params: { InterfaceAlias: INGRESS, IPAddress: '192.168.1.140', PrefixLength: 25 } },
  {
    cmdlet: 'New-NetRoute',
    params: { InterfaceAlias: INGRESS, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.1' },
  },
  { cmdlet: 'Set-DnsClientServerAddress', params: { InterfaceAlias: NIC, ServerAddresses: ['8.8.8.8'] } },
  { cmdlet: 'Set-NetIPInterface', params: { InterfaceAlias: NIC, AddressFamily: 'IPv4', Forwarding: 'Enabled' } },
  { cmdlet: 'Set-NetIPInterface', params: { InterfaceAlias: EGRESS, AddressFamily: 'IPv4', Forwarding: 'Enabled' } },
]

/** How a machine came to be: kept as data, so that a counterexample can be read. */
export interface Recipe {
  readonly assumed: Record<string, string>
  readonly byHand: readonly Call[]
  readonly pauses: readonly number[]
  readonly isRestarted: boolean
}

export const anyRecipe: fc.Arbitrary<Recipe> = fc.record({
  assumed: anyAssumptions,
  byHand: fc.subarray([...HAND], { maxLength: 6 }),
  pauses: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: HAND.length, maxLength: HAND.length }),
  isRestarted: fc.boolean(),
})

/** The machine of the article after somebody has begun by hand; a call that Windows refuses leaves it as it is. */
export function machineOf({ assumed, byHand, pauses, isRestarted }: Recipe): SimulatedMachine {
  const machine = machineAssuming(assumed)
  byHand.forEach((call, index) => {
    machine.invoke(call.cmdlet, call.params)
    machine.advance(pauses[index] ?? 0)
  })
  if (isRestarted) machine.reboot()
  machine.advance(60)
  return machine
}

export function machineAssuming(assumed: Record<string, string>): SimulatedMachine {
  const machine = articleMachine()
  Object.assign(machine.state.assumptions, assumed)
  return machine
}

/** An edit of the applied house by hand, and what drift has to say of it. */
export interface Edit extends Call {
  readonly address: string
  readonly cause: Cause
}

const set = (params: Params): Call => ({ cmdlet: 'Set-NetIPInterface', params: { AddressFamily: 'IPv4', ...params } })
export const EDITS: readonly Edit[] = [
  {
    ...set({ InterfaceAlias: EGRESS, Forwarding: 'Enabled' }),
    address: `NetIPInterface.${EGRESS}/IPv4`,
    cause: 'drifted',
  },
  {
    ...set({ InterfaceAlias: EGRESS, Forwarding: 'Enabled', PolicyStore: 'ActiveStore' }),
    address: `NetIPInterface.${EGRESS}/IPv4`,
    cause: 'drifted',
  },
  {
    ...set({ InterfaceAlias: INGRESS, Forwarding: 'Disabled' }),
    address: `NetIPInterface.${INGRESS}/IPv4`,
    cause: 'drifted',
  },
  {
    ...set({ InterfaceAlias: EGRESS, WeakHostSend: 'Enabled' }),
    address: `NetIPInterface.${EGRESS}/IPv4`,
    cause: 'drifted',
  },
  {
    cmdlet: 'Remove-NetIPAddress',
    params: { InterfaceAlias: INGRESS, IPAddress: '192.168.1.129', Confirm: false },
    address: `NetIPAddress.${INGRESS}/192.168.1.129`,
    cause: 'missing',
  },
  {
    cmdlet: 'Set-NetIPAddress',
    params: { InterfaceAlias: INGRESS, IPAddress: '192.168.1.129', PrefixLength: 24, Confirm: false },
    address: `NetIPAddress.${INGRESS}/192.168.1.129`,
    cause: 'drifted',
  },
  {
    cmdlet: 'New-NetIPAddress',
    params: { InterfaceAlias: INGRESS, IPAddress: '192.168.1.200', PrefixLength: 25 },
    address: `NetIPAddress.${INGRESS}/192.168.1.200`,
    cause: 'foreign',
  },
  {
    cmdlet: 'New-NetRoute',
    params: { InterfaceAlias: INGRESS, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.130' },
    address: `NetRoute.${INGRESS}/0.0.0.0/0 via 192.168.1.130`,
    cause: 'foreign',
  },
  {
    cmdlet: 'Remove-NetRoute',
    params: { InterfaceAlias: EGRESS, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.1', Confirm: false },
    address: `NetRoute.${EGRESS}/0.0.0.0/0 via 192.168.1.1`,
    cause: 'missing',
  },
  {
    cmdlet: 'Set-DnsClientServerAddress',
    params: { InterfaceAlias: EGRESS, ServerAddresses: ['8.8.8.8'] },
    address: `DnsClientServerAddress.${EGRESS}`,
    cause: 'drifted',
  },
  {
    cmdlet: 'Remove-VMNetworkAdapter',
    params: { ManagementOS: true, Name: 'vmbr0.1', SwitchName: 'vmbr0' },
    address: 'HyperVAdapter.vmbr0.1',
    cause: 'missing',
  },
]
