// The declared clients with their addresses as numbers and the places they are written.
import type { Position } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import { parseIPv4 } from '../net/ipv4.ts'

export interface Written<T> {
  readonly value: T
  readonly position: Position
}

export interface Client {
  readonly name: string
  readonly address: Written<number>
  /** As set on the device; left out when the file leaves it out. */
  readonly gateway?: Written<number>
  readonly dns: readonly Written<number>[]
}

export function clientsOf(gateway: Gateway): Client[] {
  return (gateway.declared.clients ?? []).flatMap((client, index) => {
    const at = ['clients', index]
    const written = (text: string, path: readonly (string | number)[]): Written<number>[] => {
      const value = parseIPv4(text)
      return value === undefined ? [] : [{ value, position: gateway.positionOf([...at, ...path]) }]
    }
    const [address] = written(client.address, ['address'])
    if (address === undefined) return []
    const [hop] = client.gateway === undefined ? [] : written(client.gateway, ['gateway'])
    const dns = (client.dns ?? []).flatMap((server, place) => written(server, ['dns', place]))
    return [{ name: client.name, address, dns, ...(hop === undefined ? {} : { gateway: hop }) }]
  })
}
