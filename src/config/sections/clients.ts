// clients: devices that use this machine as their gateway. Checked here and by the lints; makes no resources.
import { parseIPv4 } from '../../net/ipv4.ts'
import type { Draft } from '../draft.ts'
import { quote } from '../quote.ts'
import { checkUsable } from '../usable-address.ts'

export function readClients(draft: Draft): void {
  const names = new Map<string, number>()
  for (const { value, path } of draft.list('clients')) {
    const first = names.get(value.name)
    const { line } = draft.positionOf([...path, 'name'])
    if (first !== undefined) {
      draft.error([...path, 'name'], {
        code: 'config/duplicate-name',
        message: `Two clients are named ${quote(value.name)}.`,
        why: `The first stands in line ${first}.`,
        fix: 'Give each device a name of its own.',
      })
    } else names.set(value.name, line)
    const address = parseIPv4(value.address)
    if (address !== undefined) checkUsable(draft, address, [...path, 'address'])
  }
}
