// One declared resource: what has to change, and why.

import { type Diagnostic, isError } from '../model/diagnostic.ts'
import type { Cause, PropertyChange } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import type { Address, Props, Resource } from '../model/resource.ts'
import { causeOf, creation, differences, isSameRecord } from './difference.ts'
import type { Draft } from './draft.ts'
import { aliasOfInterface, isOwned } from './ownership.ts'
import type { Known } from './state.ts'

export function planResource(draft: Draft, resource: Resource): void {
  const { registry, snapshot, ledger } = draft.inputs
  const provider = providerOf(registry, resource.kind)
  const unknown = draft.state.unknown(resource.kind)
  // Without the feature of Windows that it stands on nothing can be read; a restart makes that known.
  if (unknown !== undefined && draft.awaitedRestarts(resource.address).length === 0) {
    sayUnknown(draft, resource, unknown.id, unknown.reason)
    return
  }
  const { props, diagnostics } = provider.resolve(resource, snapshot)
  draft.diagnostics.push(...diagnostics)
  if (props === undefined) {
    if (!diagnostics.some(isError)) draft.inSync.push(resource.address)
    return
  }
  draft.desired.set(resource.address, props)
  const actual = draft.state.get(resource.kind, props)
  if (actual?.since === undefined && unknown === undefined) draft.basis.set(resource.address, actual?.props)
  if (actual?.state === 'restart') draft.restarting.add(resource.address)
  if (!isReachable(draft, resource, props)) return
  const recorded = ledger.resources[resource.address]?.props
  if (actual === undefined) planCreation(draft, resource, props)
  else planExisting(draft, resource, props, actual, recorded)
}

function planCreation(draft: Draft, resource: Resource, after: Props): void {
  const { address, kind, position } = resource
  const cause =
    inheritedCause(draft, resource, after) ?? (draft.inputs.ledger.resources[address] === undefined ? 'new' : 'missing')
  draft.create({
    address,
    kind,
    position,
    cause,
    after,
    properties: creation(resource, after, cause),
    knownAfter: awaited(draft, resource, after),
    ...noteOfRestart(draft, resource),
  })
}

/** The restart itself is nobody's step, so a plan that waits for one says so. */
function noteOfRestart(draft: Draft, { kind, address }: Resource): { note?: string } {
  const awaited = draft.state.unknown(kind) === undefined ? [] : draft.awaitedRestarts(address)
  return awaited.length === 0 ? {} : { note: `after the restart that ${awaited.join(', ')} needs` }
}

function planExisting(
  draft: Draft,
  resource: Resource,
  desired: Props,
  actual: Known,
  recorded: Props | undefined,
): void {
  const { address, kind, position } = resource
  const found = differences(resource, desired, actual.props, recorded)
  if (found.length === 0) {
    if (recorded !== undefined && isSameRecord(recorded, desired, resource.props)) draft.inSync.push(address)
    else
      draft.record({
        address,
        kind,
        position,
        cause: recorded === undefined ? 'adopt' : 'edited',
        properties: [],
        before: actual.props,
        after: desired,
      })
    return
  }
  const inherited = actual.since === undefined ? undefined : inheritedCause(draft, resource, desired)
  const properties = inherited === undefined ? found : found.map((change) => ({ ...change, cause: inherited }))
  const wish = {
    address,
    kind,
    position,
    properties,
    before: actual.props,
    after: desired,
    knownAfter: actual.since === undefined ? [] : awaited(draft, resource, desired),
  }
  if (!mustReplace(draft, resource, found)) draft.update({ ...wish, cause: causeOf(properties) })
  else if (recorded !== undefined || actual.since !== undefined || isOwned(draft.owned, kind, desired)) {
    draft.replace({ ...wish, cause: causeOf(properties) })
  } else {
    if (!draft.inputs.options.accept.includes(address)) draft.diagnostics.push(foreign(resource))
    draft.replace({ ...wish, cause: 'foreign' })
  }
}

function mustReplace(draft: Draft, resource: Resource, found: readonly PropertyChange[]): boolean {
  const { fixed } = providerOf(draft.inputs.registry, resource.kind)
  return found.some(({ property }) => fixed.some((name) => name === property))
}

/** An object on an interface that this plan makes anew differs because of that, not for a reason of its own. */
function inheritedCause(draft: Draft, resource: Resource, desired: Props): Cause | undefined {
  if (draft.inputs.ledger.resources[resource.address] === undefined) return undefined
  const alias = aliasOfInterface(desired)
  const isMadeHere =
    draft.state.get(resource.kind, desired)?.since !== undefined ||
    (alias !== undefined && !draft.state.sawInterface(alias))
  return isMadeHere ? draft.stepsBefore(resource.address)[0]?.cause : undefined
}

/** The steps whose effect has to be seen before this one is known. */
function awaited(draft: Draft, resource: Resource, desired: Props): number[] {
  const alias = aliasOfInterface(desired)
  const isKnown =
    draft.state.unknown(resource.kind) === undefined &&
    (alias === undefined
      ? draft.state.get(resource.kind, desired)?.since === undefined
      : draft.state.sawInterface(alias))
  return isKnown ? [] : draft.stepsBefore(resource.address).map(({ number }) => number)
}

/** An interface has to be on the machine, or be made by a step of this plan. */
function isReachable(draft: Draft, resource: Resource, desired: Props): boolean {
  const alias = aliasOfInterface(desired)
  if (alias === undefined || draft.state.hasInterface(alias)) return isSwitchReachable(draft, resource, desired)
  if (draft.state.unknown('NetIPInterface') !== undefined) return true
  const maker = (draft.inputs.graph.needs.get(resource.address) ?? []).find(
    (need) => need === draft.inputs.graph.makers.get(alias.toLowerCase()),
  )
  if (maker === undefined) {
    draft.diagnostics.push(noInterface(resource, alias))
    return false
  }
  if (draft.stepsBefore(resource.address).some(({ address }) => address === maker)) return true
  const isUnknown = draft.unknown.some((item) => item.address === maker)
  // One error is said once: what stands on it waits for that to be mended.
  if (!isUnknown && isRefused(draft, maker)) return false
  const why = isUnknown
    ? `${maker}, which makes it, is unknown itself.`
    : `${maker} is there, but Windows shows no IP interface for it: not ready, disabled, or IPv4 is unbound.`
  sayUnknown(draft, resource, 'interface/not-ready', `${alias} has no IP interface now. ${why}`)
  return false
}

function isRefused(draft: Draft, address: Address): boolean {
  const isOwn = draft.diagnostics.some((problem) => isError(problem) && problem.address === address)
  return isOwn || (draft.inputs.graph.needs.get(address) ?? []).some((need) => isRefused(draft, need))
}

/** A host adapter can hang on a switch that the file does not declare; then it has to be there. */
function isSwitchReachable(draft: Draft, resource: Resource, desired: Props): boolean {
  if (!('switch' in desired) || desired.switch === undefined) return true
  const isThere = draft.state.get('HyperVSwitch', { name: desired.switch }) !== undefined
  if (isThere || draft.changeOf(`HyperVSwitch.${desired.switch}`) !== undefined) return true
  if (draft.inputs.graph.needs.has(`HyperVSwitch.${desired.switch}`)) return false
  draft.diagnostics.push({
    severity: 'error',
    code: 'switch/not-found',
    message: `This machine has no switch named ${desired.switch}, and the file declares none.`,
    fix: 'Declare it under switches, or name one that is there.',
    position: resource.positions.switch ?? resource.position,
    address: resource.address,
  })
  return false
}

function sayUnknown(draft: Draft, resource: Resource, id: string, reason: string): void {
  draft.unknown.push({ address: resource.address, position: resource.position, id, reason })
}

function noInterface(resource: Resource, alias: string): Diagnostic {
  return {
    severity: 'error',
    code: 'interface/not-found',
    message: `This machine has no IP interface named ${alias}.`,
    why: 'Either no adapter has this name, or it has no IPv4 now: an adapter that is bound to a switch has none, its addresses live on vEthernet (switch).',
    fix: 'Write the alias as Get-NetIPInterface shows it, or declare the switch or host adapter that makes it.',
    position: resource.positions.interface ?? resource.position,
    address: resource.address,
  }
}

function foreign(resource: Resource): Diagnostic {
  return {
    severity: 'error',
    code: 'ownership/foreign',
    message: `${resource.address} is on the machine already, is not gw's, and would have to be replaced.`,
    why: 'gw replaces or deletes nothing that somebody else made, unless told so.',
    fix: `If it may go: --accept '${resource.address}'`,
    position: resource.position,
    address: resource.address,
  }
}
