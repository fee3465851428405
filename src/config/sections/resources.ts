// resources: objects of any kind, as the file writes them.
import { assertNever } from '../../model/assert-never.ts'
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

function objectOf(draft: Draft, value: DeclaredResource, on: string, path: Path): AnyProps {
  switch (value.kind) {
    case 'HyperVSwitch': {
      const { kind, adapter, ...props } = value
      checkHyperVName(draft, props.name, [...path, 'name'])
      return { kind, props: { ...props, ...(adapter === undefined ? {} : { adapter: on }) } }
    }
    case 'HyperVAdapter': {
      const { kind, macAddress, ...props } = value
      checkHyperVName(draft, props.name, [...path, 'name'])
      if (props.switch !== undefined) checkHyperVName(draft, props.switch, [...path, 'switch'])
      return {
        kind,
        props: { ...props, ...(macAddress === undefined ? {} : { macAddress: canonicalMac(macAddress) }) },
      }
    }
    case 'NetIPInterface': {
      const { kind, ...props } = value
      return { kind, props: { ...props, interface: on } }
    }
    case 'NetIPAddress': {
      const { kind, ...props } = value
      return { kind, props: { ...props, interface: on } }
    }
    case 'NetRoute': {
      const { kind, ...props } = value
      return { kind, props: { ...props, interface: on } }
    }
    case 'DnsClientServerAddress': {
      const { kind, ...props } = value
      return { kind, props: { ...props, interface: on } }
    }
    case 'WindowsFeature': {
      const { kind, ...props } = value
      return { kind, props }
    }
    case 'TcpipRegistry': {
      const { kind, ...props } = value
      return { kind, props }
    }
    case 'WindowsService': {
      const { kind, ...props } = value
      return { kind, props }
    }
    case 'PowerSetting': {
      const { kind, ...props } = value
      return { kind, props }
    }
    default:
      return assertNever(value)
  }
}
