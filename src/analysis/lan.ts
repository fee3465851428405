// The declared facts about the home network, as numbers.
import type { Position } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import { type Prefix, parseCidr, parseIPv4 } from '../net/ipv4.ts'
import type { Written } from './clients.ts'

export interface Pool {
  readonly first: number
  readonly last: number
  readonly position: Position
}

export interface Lan {
  readonly network: Prefix
  readonly router?: Written<number>
  readonly pool?: Pool
}

export function lanOf(gateway: Gateway): Lan | undefined {
  const { lan } = gateway.declared
  const network = lan === undefined ? undefined : parseCidr(lan.network)?.prefix
  if (lan === undefined || network === undefined) return undefined
  const router = lan.router === undefined ? undefined : parseIPv4(lan.router)
  const [first, last] = (lan.dhcpPool ?? '').split('-').map((part) => parseIPv4(part.trim()))
  return {
    network,
    ...(router === undefined ? {} : { router: { value: router, position: gateway.positionOf(['lan', 'router']) } }),
    ...(first === undefined || last === undefined
      ? {}
      : { pool: { first, last, position: gateway.positionOf(['lan', 'dhcpPool']) } }),
  }
}
