// Puts a resource into the draft, unless the file has declared the same object before.
import type { Position } from '../model/diagnostic.ts'
import { type AdapterSelector, type Address, addressOf, type Role } from '../model/resource.ts'
import type { Draft } from './draft.ts'
import { type AnyProps, objectKey } from './object-key.ts'
import type { Path } from './source.ts'

export interface Declaration {
  readonly adapter?: AdapterSelector | undefined
  readonly needs: readonly Address[]
  readonly role?: Role | undefined
  /** Where the resource as a whole stands. */
  readonly at: Path
  /** Where each property stands, when not in a key of its own below `at`. */
  readonly places?: Readonly<Record<string, Path>>
}

export function declare(draft: Draft, object: AnyProps, declaration: Declaration): void {
  const address = addressOf(object.kind, objectKey(object.kind, object.props))
  const first = draft.resources.get(address.toLowerCase())
  if (first !== undefined) {
    declaredTwice(draft, address, declaration.at, first.position)
    return
  }
  const { adapter, role, needs, at, places } = declaration
  const positions: Record<string, Position> = {}
  for (const property of Object.keys(object.props)) {
    positions[property] = draft.positionOf(places?.[property] ?? [...at, property])
  }
  draft.resources.set(address.toLowerCase(), {
    address,
    kind: object.kind,
    props: object.props,
    ...(adapter === undefined ? {} : { adapter }),
    ...(role === undefined ? {} : { role }),
    needs,
    position: draft.positionOf(at),
    positions,
  })
}

function declaredTwice(draft: Draft, address: Address, at: Path, first: Position): void {
  draft.error(at, {
    code: 'config/declared-twice',
    message: `${address} is declared twice.`,
    why: `First at ${first.file}:${first.line}:${first.column}; gw cannot know which of them is meant.`,
    fix: 'Keep one of them.',
  })
}
