// Addresses that no host of a LAN can have.
import { contains, formatIPv4, formatPrefix, parseCidr } from '../net/ipv4.ts'
import type { Draft } from './draft.ts'
import type { Path } from './source.ts'

/** IANA special-purpose registry (RFC 6890), and RFC 1112 for multicast. */
const SPECIAL: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['127.0.0.0/8', 'the machine itself'],
  ['169.254.0.0/16', 'addresses that Windows gives itself when DHCP does not answer'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'nobody'],
]

/** Reports an address that is reserved for something else. True when it is fine. */
export function checkUsable(draft: Draft, address: number, path: Path): boolean {
  for (const [text, use] of SPECIAL) {
    const prefix = parseCidr(text)?.prefix
    if (prefix === undefined || !contains(prefix, address)) continue
    draft.error(path, {
      code: 'ip/not-usable',
      message: `${formatIPv4(address)} cannot be the address of a device.`,
      why: `${formatPrefix(prefix)} is for ${use}.`,
      fix: 'Choose an address of your LAN.',
    })
    return false
  }
  return true
}
