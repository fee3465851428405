// resources: objects of any kind, as the file writes them.
import type { Adapter, DeclaredResource } from '../../model/gateway.gen.ts'
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'
import type { HostAdapters } from '../host-adapters.ts'
import { canonicalMac, type InterfaceName, interfaceName } from '../interface-name.ts'
import { checkAlias, checkHyperVName } from '../names.ts'
import type { AnyProps } from '../object-key.ts'
import type { Path } from '../source.ts'

export function readResources(draft: Draft, hosts: HostAdapters): void {
  for (const { value, path } of draft.list('resources')) {
    const { needs = [], ...rest } = value
    const on = adapterOf(draft, rest, path, hosts)
    const object = objectOf(draft, rest, on?.name ?? '', path)
    declare(draft, object, { adapter: on?.adapter, needs: [...(on?.needs ?? []), ...needs], at: path })
  }
}

/** The interface that the resource is on, or the adapter that a switch is bound to. */
function adapterOf(draft: Draft, value: DeclaredResource, path: Path, hosts: HostAdapters): InterfaceName | undefined {
  const isOn = 'interface' in value
  const named: Adapter | undefined = isOn ? value.interface : 'adapter' in value ? value.adapter : undefined
  if (named === undefined) return undefined
  if (typeof named === 'string') checkAlias(draft, named, [...path, isOn ? 'interface' : 'adapter'])
  return interfaceName(named, isOn ? hosts : new Map())
}

/** What the schema of its kind has checked, with names in the form that Windows gives them. */
function objectOf(draft: Draft, value: DeclaredResource, on: string, path: Path): AnyProps {
  if (value.kind === 'HyperVSwitch' || value.kind === 'HyperVAdapter')
    checkHyperVName(draft, value.name, [...path, 'name'])
  const { kind, ...rest } = value
  if ('switch' in rest && rest.switch !== undefined) checkHyperVName(draft, rest.switch, [...path, 'switch'])
  const props = {
    ...rest,
    ...('interface' in rest && { interface: on }),
    ...('adapter' in rest && { adapter: on }),
    ...('macAddress' in rest && rest.macAddress !== undefined && { macAddress: canonicalMac(rest.macAddress) }),
  }
  // The boundary to the file: a declared resource of a kind has the properties of that kind, as its schema says.
  return { kind, props } as AnyProps
}
