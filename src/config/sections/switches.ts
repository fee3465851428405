// switches: → one HyperVSwitch each.
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'
import { interfaceName } from '../interface-name.ts'
import { checkAlias, checkHyperVName } from '../names.ts'
import { quote } from '../quote.ts'

export function readSwitches(draft: Draft): void {
  const bound = new Map<string, string>()
  for (const { value, path } of draft.list('switches')) {
    const { name, adapter, allowManagementOS } = value
    checkHyperVName(draft, name, [...path, 'name'])
    if (typeof adapter === 'string') checkAlias(draft, adapter, [...path, 'adapter'])
    const uplink = interfaceName(adapter, new Map())
    const other = bound.get(uplink.name.toLowerCase())
    if (other !== undefined && other.toLowerCase() !== name.toLowerCase()) {
      draft.error([...path, 'adapter'], {
        code: 'config/adapter-twice',
        message: `${quote(uplink.name)} is already the adapter of the switch ${quote(other)}.`,
        why: 'Windows binds an adapter to one switch only.',
        fix: 'Hang a second host adapter on that switch instead: section adapters.',
      })
    }
    bound.set(uplink.name.toLowerCase(), name)
    declare(
      draft,
      { kind: 'HyperVSwitch', props: { name, adapter: uplink.name, allowManagementOS } },
      { adapter: uplink.adapter, needs: [], at: path },
    )
  }
}
