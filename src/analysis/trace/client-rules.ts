// What a device of the LAN does before the gateway sees its packet, and after (forwarding.md R24, R25, section 1).
import { formatIp, prefixContains } from '../../net/ip.ts'
import type { Client } from './network.ts'
import type { Owner, Owners } from './owners.ts'

/** R25: a gateway outside the client's own network is not used at all. */
export function gatewayIsOnLink({ address, gateway }: Client): boolean {
  return gateway !== undefined && prefixContains(address, gateway)
}

/** Its IPv4 gateway is an address of this machine. */
export function isCovered({ gateway }: Client, owners: Owners): boolean {
  return gateway !== undefined && (owners.get(formatIp(gateway)) ?? []).some(({ kind }) => kind === 'face')
}

/** R24: between two clients the answer may take another way than the request. */
export function needsAnswer(sender: Owner | undefined, receiver: Owner | undefined): boolean {
  return sender?.kind === 'client' && receiver?.kind === 'client' && sender.client !== receiver.client
}
