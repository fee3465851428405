// One object as it was before gw: what has to change for that. It is nobody's edit and nobody's drift: it has left the file.

import type { Diagnostic } from '../model/diagnostic.ts'
import type { PropertyChange } from '../model/plan.ts'
import { providerOf } from '../model/provider.ts'
import type { Address, Props, Resource } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'
import { creation, differences } from './difference.ts'
import type { Draft } from './draft.ts'
import { pick } from './equal.ts'
import { aliasOfInterface } from './ownership.ts'

const NOTE = 'as it was before gw'
/** What makes a machine or one of its interfaces let packets pass (forwarding.md, R11 and R14). */
const PASSING = ['forwarding', 'persistentForwarding', 'weakHostSend', 'ipEnableRouter', 'status', 'startType']

export function planRestoration(draft: Draft, resource: Resource): void {
  const { address, kind, position } = resource
  const common = { address, kind, cause: 'left' } as const
  const alias = aliasOfInterface(resource.props)
  const unknown = draft.state.unknown(kind) ?? (alias === undefined ? undefined : draft.state.unknown('NetIPInterface'))
  if (unknown !== undefined) {
    draft.unknown.push({ address, position, ...unknown })
    return
  }
  const taker = resource.restores === undefined ? undefined : draft.changeOf(resource.restores)
  if (taker?.action === 'record' && taker.kept === true) {
    draft.record({ ...common, properties: [], note: `stays with ${taker.address}` })
    return
  }
  if (alias !== undefined && !draft.state.hasInterface(alias)) {
    if (isHostAdapter(alias) || wasThere(draft, alias))
      draft.record({ ...common, properties: [], note: `${alias} will not be there: nothing to put back` })
    else draft.diagnostics.push(adapterMissing(address, alias))
    return
  }
  const before = draft.state.get(kind, resource.props)
  if (before?.since === undefined) draft.basis.set(address, before?.props)
  const loops = draft.inputs.wouldLoop.has(address)
  if (loops) draft.diagnostics.push(wouldLoop(resource))
  const after = loops ? withoutForwarding(resource.props) : resource.props
  const steps = draft.stepsBefore(address).map(({ number }) => number)
  if (before === undefined) {
    const knownAfter = alias === undefined || draft.state.sawInterface(alias) ? [] : steps
    draft.create({ ...common, properties: creation(resource, after, 'left'), after, knownAfter, note: NOTE })
    return
  }
  const properties = differences(resource, after, before.props, undefined).map(
    (change): PropertyChange => ({ ...change, cause: 'left' }),
  )
  if (properties.length === 0) {
    // What is only expected to be so is looked at again when it is there; until then it is remembered.
    if (before.since !== undefined) return
    if (loops) draft.record({ ...common, properties: [], kept: true, note: 'as it was before gw, it would loop' })
    else draft.record({ ...common, properties: [], note: 'is as it was before gw' })
    return
  }
  const knownAfter = before.since === undefined ? [] : steps
  const wish = { ...common, properties, before: before.props, after, knownAfter, note: NOTE }
  const { fixed } = providerOf(draft.inputs.registry, kind)
  if (properties.some(({ property }) => fixed.some((name) => name === property))) draft.replace(wish)
  else draft.update(wish)
}

/** A host adapter goes for good with its switch; any other adapter can be unplugged or disabled, and come back. */
function isHostAdapter(alias: string): boolean {
  return /^vEthernet \(/i.test(alias)
}

/** On the machine now, so it is this plan that takes it away. */
function wasThere({ inputs: { snapshot } }: Draft, alias: string): boolean {
  return snapshot.rows('Get-NetIPInterface').some((row) => isSameName(row.InterfaceAlias ?? '', alias))
}

function adapterMissing(address: Address, alias: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'destroy/adapter-missing',
    message: `${address} cannot be put back now: ${alias} has no IP interface.`,
    why: 'It is unplugged, disabled, or bound to a switch. What it was before gw stays in the ledger.',
    fix: 'When it is there again, run the same command once more.',
    address,
  }
}

/** What lets packets pass is left as it is; the rest of the object is put back. */
function withoutForwarding(props: Props): Props {
  return pick(props, (property) => !PASSING.includes(property))
}

function wouldLoop({ address }: Resource): Diagnostic {
  return {
    severity: 'warning',
    code: 'destroy/would-loop',
    message: `${address} is not put back wholly: as it was before gw, the machine would loop.`,
    why: 'It let packets pass where the proxy dials from, so every one of them would come back into the tunnel.',
    fix: `If it shall be so all the same: --accept '${address}'`,
    address,
  }
}
