// Host adapters against the switches of the same file: the one must not remove or repeat the other.
import { addressOf, type Resource } from '../model/resource.ts'
import type { Draft } from './draft.ts'
import { quote } from './quote.ts'

export function checkHostAdapters(draft: Draft): void {
  for (const resource of draft.resources.values()) {
    if (!isHostAdapter(resource)) continue
    const { name, switch: on } = resource.props
    const own = on === undefined ? undefined : switchNamed(draft, on)
    if (own?.props.allowManagementOS === false) {
      draft.problems.push({
        severity: 'error',
        code: 'config/switch-not-shared',
        message: `The switch ${quote(own.props.name)} has allowManagementOS: false.`,
        // facts: windows.md, section 3.
        why: `That removes every host adapter of the switch, ${quote(name)} too.`,
        fix: 'Write allowManagementOS: true at the switch, or remove the host adapter.',
        position: resource.positions.switch ?? resource.position,
      })
    }
    if (switchNamed(draft, name)?.props.allowManagementOS === true) {
      draft.problems.push({
        severity: 'error',
        code: 'config/duplicate-name',
        message: `The switch ${quote(name)} already makes a host adapter of this name.`,
        why: 'Windows would make a second one with the same name, and nobody could tell them apart.',
        fix: `Choose another name, for example ${name}.1.`,
        position: resource.positions.name ?? resource.position,
      })
    }
  }
}

function switchNamed(draft: Draft, name: string): Resource<'HyperVSwitch'> | undefined {
  const found = draft.resources.get(addressOf('HyperVSwitch', name).toLowerCase())
  return found !== undefined && isSwitch(found) ? found : undefined
}

function isSwitch(resource: Resource): resource is Resource<'HyperVSwitch'> {
  return resource.kind === 'HyperVSwitch'
}

function isHostAdapter(resource: Resource): resource is Resource<'HyperVAdapter'> {
  return resource.kind === 'HyperVAdapter'
}
