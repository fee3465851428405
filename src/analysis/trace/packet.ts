// A packet on its way, as the walk passes it on. Types only.
import type { Ip } from '../../net/ip.ts'
import type { KnownFacts } from '../rules/match-types.ts'

export interface Packet {
  /** A client, `gateway`, or the tunnel whose outer packet it is. */
  readonly sender: string
  readonly to: Ip
  /** As in a path. */
  readonly toName: string
  /** `to` only stands for a name that nobody has resolved. */
  readonly isUnresolved?: boolean
  readonly source?: Ip
  readonly host?: string
  /** The address behind a fake one. */
  readonly real?: Ip
  readonly proto: 'tcp' | 'udp' | 'icmp'
  readonly port?: number
  readonly known?: KnownFacts
}
