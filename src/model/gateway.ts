// A gateway.yaml after config/ has read and checked it.
import type { Position } from './diagnostic.ts'
import type { GatewayYaml } from './gateway.gen.ts'
import type { Authority, ForwardingOthers, Resource } from './resource.ts'

export interface Gateway {
  readonly name: string
  readonly file: string
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string
  /** The file's text, for showing the line a diagnostic points at. */
  readonly text: string
  readonly declared: GatewayYaml
  readonly resources: readonly Resource[]
  readonly authorities: readonly Authority[]
  readonly others: ForwardingOthers
  readonly accept: readonly Accepted[]
  /** Where the value at this path of the YAML stands; of a missing key, where its parent stands. */
  positionOf(path: readonly (string | number)[]): Position
}

/** A diagnostic that the author has seen and accepts, for a reason, until a day. */
export interface Accepted {
  readonly code: string
  readonly reason: string
  /** ISO date; the acceptance ends with this day. */
  readonly until: string
  readonly position: Position
}
