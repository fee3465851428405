// Addresses and interfaces in the words of a message.
import { formatIPv4, type Prefix } from '../net/ipv4.ts'
import type { HostAddress, Interface, Placed } from './topology.ts'

/** `192.168.1.2/25` */
export function showAddress({ address, prefix }: HostAddress): string {
  return `${formatIPv4(address)}/${prefix.length}`
}

/** `vmbr0 (192.168.1.2/25)` */
export function showOwner(face: Interface, { value }: Placed<HostAddress>): string {
  return `${face.label} (${showAddress(value)})`
}

/** The part behind the last dot when the network says the rest: `.130`. */
export function showShort(address: number, network: Prefix): string {
  return network.length >= 24 ? `.${address & 255}` : formatIPv4(address)
}

/** `a`, `a and b`, `a, b and c`; of many the first three and how many more. */
export function showList(items: readonly string[]): string {
  if (items.length > 4) return `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
