// What an interface carries beside its IP plan is foreign: deleted where it can be seen, cleared where it is yet to come.

import type { PropertyChange } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import { type Authority, addressOf, type Props } from '../model/resource.ts'
import { removal } from './difference.ts'
import type { Draft } from './draft.ts'
import type { Known } from './state.ts'

export function planAuthority(draft: Draft, authority: Authority): void {
  const alias = draft.owned.aliases.get(authority.address)
  if (
    alias === undefined ||
    draft.state.unknown('NetIPAddress') !== undefined ||
    draft.state.unknown('NetRoute') !== undefined
  )
    return
  const extras = routesFirst(extrasOn(draft, alias, authority.sparesDhcp === true))
  const [maker] = draft.stepsBefore(authority.address)
  if (maker !== undefined && extras.every(({ since }) => since !== undefined)) {
    clear(draft, authority, alias, extras, maker.number, maker.cause)
    return
  }
  const cause = authority.restores === undefined ? 'foreign' : 'left'
  for (const extra of extras) {
    const { kind, props } = extra
    const address = addressOf(kind, providerOf(draft.inputs.registry, kind).key(props))
    // What gw itself once declared here and the file no longer names is handled as left, not as foreign.
    if (draft.changeOf(address) !== undefined) continue
    draft.basis.set(address, props)
    draft.delete({
      address,
      kind,
      ...placeOf(authority),
      cause,
      before: props,
      properties: removal(props, cause),
      note: authority.restores === undefined ? originOf(props) : 'was not there before gw',
      because: authority.address,
    })
  }
}

/** Addresses and default routes that the IP plan does not name, or that are there by DHCP instead of by declaration. */
function extrasOn(draft: Draft, alias: string, sparesDhcp: boolean): Known[] {
  const { declared } = draft.owned
  return draft.state.onInterface(alias).filter(({ kind, props, since }) => {
    if (sparesDhcp && isByDhcp(props)) return false
    const key = addressOf(kind, providerOf(draft.inputs.registry, kind).key(props)).toLowerCase()
    // On an interface of this plan's making an equal object by DHCP is cleared with the rest and then made anew.
    return !declared.has(key) || (since !== undefined && isByDhcp(props))
  })
}

/** One step for an interface that this plan makes: nobody can know yet what DHCP will have put there by then. */
function clear(
  draft: Draft,
  authority: Authority,
  alias: string,
  extras: readonly Known[],
  after: number,
  cause: Draft['changes'][number]['cause'],
): void {
  const properties = extras.map(({ kind, props }): PropertyChange => ({ property: kind, before: nameOf(props), cause }))
  for (const { kind, props } of extras) draft.state.drop(kind, props)
  draft.clear(
    {
      address: authority.address,
      kind: 'NetIPAddress',
      ...placeOf(authority),
      cause,
      properties,
      knownAfter: [after],
      ...(authority.restores !== undefined && {
        note: 'and what else of it Windows does not bring back by itself is put back then: settings, DNS',
      }),
    },
    alias,
  )
}

/** What is remembered stands nowhere in the file. */
function placeOf({ position, restores }: Authority): { position?: Authority['position'] } {
  return restores === undefined ? { position } : {}
}

/** A default route goes before its address (windows.md, section 5.2). */
function routesFirst(items: readonly Known[]): Known[] {
  return [...items.filter(({ kind }) => kind === 'NetRoute'), ...items.filter(({ kind }) => kind !== 'NetRoute')]
}

export function isByDhcp(props: Props): boolean {
  return (
    ('prefixOrigin' in props && props.prefixOrigin === 'Dhcp') ||
    ('protocol' in props && (props.protocol === 'Dhcp' || props.store === 'active'))
  )
}

function originOf(props: Props): string {
  return isByDhcp(props) ? 'not in the IP plan (was DHCP)' : 'not in the IP plan'
}

function nameOf(props: Props): string {
  if ('address' in props) return `${props.address}/${props.prefixLength ?? '?'}${isByDhcp(props) ? ' (DHCP)' : ''}`
  return 'destinationPrefix' in props ? `${props.destinationPrefix} via ${props.nextHop}` : ''
}
