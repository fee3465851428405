// An adapter that a switch is bound to has no IP configuration of its own.
import type { Resource } from '../model/resource.ts'
import type { Draft } from './draft.ts'
import { quote } from './quote.ts'

/** facts: captures.md, section 3: the bound NIC loses its IP interface rows and its DNS rows entirely. */
export function checkUplinks(draft: Draft): void {
  const uplinks = new Map<string, Resource<'HyperVSwitch'>>()
  for (const resource of draft.resources.values()) {
    if (isSwitch(resource) && resource.props.adapter !== undefined) {
      uplinks.set(resource.props.adapter.toLowerCase(), resource)
    }
  }
  for (const resource of draft.resources.values()) {
    if (!('interface' in resource.props)) continue
    const bound = uplinks.get(resource.props.interface.toLowerCase())
    if (bound === undefined || isToldAlready(draft, resource)) continue
    draft.problems.push({
      severity: 'error',
      code: 'config/uplink-has-no-ip',
      message: `${quote(resource.props.interface)} is the adapter of the switch ${quote(bound.props.name)}.`,
      why: 'Windows takes the IP configuration away from it; the host adapter of the switch has it then.',
      fix: `In an IP plan write adapter: ${bound.props.name}, elsewhere interface: vEthernet (${bound.props.name}).`,
      position: resource.positions.interface ?? resource.position,
    })
  }
}

function isSwitch(resource: Resource): resource is Resource<'HyperVSwitch'> {
  return resource.kind === 'HyperVSwitch'
}

/** The resources of one IP plan name their interface in one place: once is enough. */
function isToldAlready(draft: Draft, resource: Resource): boolean {
  const at = resource.positions.interface ?? resource.position
  return draft.problems.some(
    ({ code, position }) =>
      code === 'config/uplink-has-no-ip' && position?.line === at.line && position.column === at.column,
  )
}
