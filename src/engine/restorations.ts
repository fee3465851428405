// What has left the file, as it was before gw: remembered objects become wishes like those of the file, so that destroying
// a gateway and taking one section out of it are ordinary plans.

import type { Gateway } from '../model/gateway.ts'
import { type Ledger, type LedgerEntry, type Original, remembered } from '../model/ledger.ts'
import type { PlanOptions } from '../model/plan.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import { type Address, type Authority, addressOf, OTHERS, type Props, type Resource } from '../model/resource.ts'
import { isByDhcp } from './authority.ts'
import { entriesOf, merge, pick, propertyOf } from './equal.ts'
import { keptAddresses } from './kept.ts'

/** The gateway with what is to be put back; resources of the file come first and win. */
export function withRestorations(gateway: Gateway, ledger: Ledger, registry: Registry, options: PlanOptions): Gateway {
  const declared = declaredAddresses(gateway)
  const kept = keptAddresses(ledger, registry, options)
  const isLeft = (address: Address) => !declared.has(address) && !kept.has(address)
  const position = { file: gateway.file, line: 1, column: 1 }
  const restore = (address: Address, { kind }: Original | LedgerEntry, props: Props, because: Address): Resource => ({
    address,
    kind,
    props,
    position,
    positions: {},
    needs: [],
    restores: because,
  })
  const taken = Object.entries(remembered(ledger)).flatMap(([address, entry]) =>
    isLeft(address) && isRestorable(entry, registry)
      ? [restore(address, entry, managedPart(entry, entry.original), address)]
      : [],
  )
  const moved = Object.entries(ledger.originals).filter(
    ([address, { because, props }]) =>
      isLeft(because) && !declared.has(address) && !(address in remembered(ledger)) && !isByDhcp(props),
  )
  const resources = [
    ...taken,
    ...moved.map(([address, original]) => restore(address, original, writable(original.props), original.because)),
  ]
  const back = (resource: Resource) => withOriginal(resource, ledger.originals[resource.address], declared)
  if (resources.length === 0 && Object.keys(ledger.originals).length === 0) return gateway
  return {
    ...gateway,
    resources: [...gateway.resources.map(back), ...resources],
    authorities: [
      ...gateway.authorities,
      ...moved.flatMap(([, original]) => wholeInterface(original, declared, position)),
    ],
  }
}

/** True when gw took the object over, knows what it was, and may put it back. */
export function isRestorable(
  entry: LedgerEntry,
  registry: Registry,
): entry is LedgerEntry & { readonly original: Props } {
  if (entry.created || entry.original === undefined || providerOf(registry, entry.kind).stays !== undefined)
    return false
  // What DHCP gave comes back by itself once DHCP is on again; it cannot be written.
  return !isByDhcp(entry.original)
}

/** Declared now, and displaced before on account of something that has left the file: what is not declared is put back. */
function withOriginal(resource: Resource, original: Original | undefined, declared: ReadonlySet<Address>): Resource {
  if (original === undefined || declared.has(original.because) || original.kind !== resource.kind) return resource
  return { ...resource, props: merge(writable(original.props), entriesOf(resource.props)) }
}

/** Everything on whose account gw may have changed something else. */
export function declaredAddresses(gateway: Gateway): Set<Address> {
  return new Set([
    ...gateway.resources.map(({ address }) => address),
    ...gateway.authorities.map(({ address }) => address),
    ...(gateway.others.mode === 'disabled' ? [OTHERS] : []),
  ])
}

/** Only what was managed is put back; what was never gw's stays as it is. */
function managedPart({ props }: LedgerEntry, original: Props): Props {
  return writable(pick(original, (property) => propertyOf(props, property) !== undefined))
}

/** Servers that came from DHCP come from there again. */
function writable(props: Props): Props {
  if (!('source' in props) || props.source !== 'Dhcp') return props
  const { servers: _servers, ...rest } = props
  return rest
}

/** An interface that was taken away as a whole comes back with whatever it then carries: what it did not have goes. */
function wholeInterface(
  { props, because }: Original,
  declared: ReadonlySet<Address>,
  position: Authority['position'],
): Authority[] {
  if (!('family' in props) || props.family !== 'IPv4') return []
  const address = addressOf('NetIPAddress', `${props.interface}/*`)
  if (declared.has(address)) return []
  const common = { address, interface: props.interface, position, needs: [], restores: because }
  return [props.dhcp === 'Enabled' ? { ...common, sparesDhcp: true } : common]
}
