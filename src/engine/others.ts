// Forwarding that somebody else switched on is drift on any interface, in either store: one such flag cuts a house off.

import type { Finding } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import { addressOf, OTHERS } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import type { Draft } from './draft.ts'
import { propertyOf } from './equal.ts'
import { findForwardingEverywhere } from './forwarding-everywhere.ts'
import { propsOnMachine } from './ownership.ts'
import type { Known } from './state.ts'

export function findOthers(draft: Draft): void {
  const { gateway, registry } = draft.inputs
  if (gateway.others.mode === 'ignored') return
  const declared = declaredForwarding(draft)
  for (const item of draft.state.interfaces()) {
    const { props } = item
    if (item.since !== undefined || !('family' in props) || !forwards(item)) continue
    if (declared.has(registry.NetIPInterface.key(props).toLowerCase())) continue
    if (gateway.others.allow.some((alias) => isSameName(alias, props.interface)) || isOfWindows(draft, props.interface))
      continue
    if (gateway.others.mode === 'report')
      draft.findings.push(finding(draft, item, props.interface, declared.has(`${props.interface}/IPv4`.toLowerCase())))
    else switchOff(draft, item, props.interface, props.family)
  }
  findForwardingEverywhere(draft)
}

/** Lower-case keys of the interfaces whose forwarding the file decides. */
function declaredForwarding({ inputs: { gateway, registry, snapshot } }: Draft): Set<string> {
  const keys = new Set<string>()
  for (const resource of gateway.resources) {
    if (!('forwarding' in resource.props)) continue
    const props = propsOnMachine(resource, registry, snapshot)
    if (props !== undefined) keys.add(providerOf(registry, resource.kind).key(props).toLowerCase())
  }
  return keys
}

function forwards({ props }: Known): boolean {
  return propertyOf(props, 'forwarding') === 'Enabled' || propertyOf(props, 'persistentForwarding') === 'Enabled'
}

/** Internal switches of Windows translate addresses for their guests and forward by design (forwarding.md, R34). */
function isOfWindows(draft: Draft, alias: string): boolean {
  const position = draft.inputs.gateway.others.position ?? { file: draft.inputs.gateway.file, line: 1, column: 1 }
  const address = addressOf('NetIPInterface', `${alias}/IPv4`)
  const resource = {
    address,
    kind: 'NetIPInterface',
    props: { interface: alias, family: 'IPv4' },
    position,
    positions: {},
    needs: [],
  } as const
  return draft.inputs.registry.NetIPInterface.resolve(resource, draft.inputs.snapshot).props === undefined
}

/** `isOurs`: its IPv4 forwarding is declared, so this is the other family of the same switch. */
function finding(draft: Draft, item: Known, alias: string, isOurs: boolean): Finding {
  const { position } = draft.inputs.gateway.others
  const family = String(propertyOf(item.props, 'family'))
  return {
    code: 'forwarding/others',
    message: `${alias} forwards ${family}, and nothing in the file says so: ${storesOf(item)}.`,
    why: isOurs ? OTHER_FAMILY : SOMEBODY,
    ...(position && { position }),
  }
}

const SOMEBODY =
  'Somebody else switched it on: WSL mirrored networking, Internet sharing, a VPN product or a routing service. On the interface the proxy dials from, this loops every packet.'
// windows.md, section 2.
const OTHER_FAMILY =
  'Set-NetIPInterface without -AddressFamily switches both families. This gateway needs IPv4 alone: others: disabled under forwarding takes the rest back.'

function storesOf({ props }: Known): string {
  const persistent = propertyOf(props, 'persistentForwarding')
  if (propertyOf(props, 'forwarding') !== 'Enabled') return 'in PersistentStore only, so from the next restart on'
  return persistent === 'Enabled'
    ? 'now and after a restart'
    : persistent === undefined
      ? 'in ActiveStore'
      : 'in ActiveStore only, so until the next restart'
}

function switchOff(draft: Draft, item: Known, alias: string, family: 'IPv4' | 'IPv6'): void {
  const before = item.props
  const after = {
    interface: alias,
    family,
    forwarding: 'Disabled',
    ...(propertyOf(before, 'persistentForwarding') === undefined ? {} : { persistentForwarding: 'Disabled' }),
  } as const
  const address = addressOf('NetIPInterface', `${alias}/${family}`)
  const { position } = draft.inputs.gateway.others
  const properties = (['forwarding', 'persistentForwarding'] as const).flatMap((property) =>
    propertyOf(before, property) === 'Enabled'
      ? [{ property, before: 'Enabled', after: 'Disabled', cause: 'foreign' as const }]
      : [],
  )
  draft.basis.set(address, before)
  draft.update({
    address,
    kind: 'NetIPInterface',
    cause: 'foreign',
    because: OTHERS,
    before,
    after,
    properties,
    ...(position && { position }),
    note: storesOf(item),
  })
}
