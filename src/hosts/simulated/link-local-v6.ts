// The fe80 address every IPv6 interface has; it follows from the adapter and is not kept.
import type { Shown } from './filter.ts'
import { shownInterface } from './ghost.ts'
import { adapterOf, isConnected } from './lookup.ts'
import type { MachineState } from './state.ts'

/** As captured: the text ends in %<ifIndex>, without carrier it reads Deprecated (captures.md, section 4). */
export function linkLocalRows(state: MachineState): Shown<undefined>[] {
  return state.interfaces.flatMap(({ adapter: guid, family }) => {
    const adapter = adapterOf(state, guid)
    if (family !== 'IPv6' || adapter === undefined || adapter.kind === 'loopback') return []
    const address = `${linkLocalAddress(guid)}%${adapter.index}`
    const row = {
      ...shownInterface(state, guid),
      IPAddress: address,
      IPv4Address: null,
      IPv6Address: address,
      PrefixLength: 64,
      AddressFamily: 'IPv6',
      Type: 'Unicast',
      PrefixOrigin: 'WellKnown',
      SuffixOrigin: 'Link',
      AddressState: isConnected(state, adapter) ? 'Preferred' : 'Deprecated',
      SkipAsSource: false,
      Store: 'ActiveStore',
    }
    return [{ object: undefined, row }]
  })
}

function linkLocalAddress(guid: string): string {
  const digits = guid.replace(/[^0-9A-Fa-f]/g, '').toLowerCase()
  const groups = [digits.slice(0, 4), digits.slice(12, 16), digits.slice(24, 28), digits.slice(28, 32)]
  return `fe80::${groups.map((group) => group.replace(/^0{1,3}/, '')).join(':')}`
}
