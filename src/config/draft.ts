// A gateway in the making: what the sections read, and where they put resources and problems.
import type { Diagnostic, Position } from '../model/diagnostic.ts'
import type { GatewayYaml } from '../model/gateway.gen.ts'
import type { Authority, Resource } from '../model/resource.ts'
import type { Reason } from './explain-address.ts'
import type { Path, Source } from './source.ts'
import type { Validated } from './validate.ts'

type List = 'features' | 'switches' | 'adapters' | 'ipPlans' | 'clients' | 'resources' | 'accept'
type Entry<S extends List> = NonNullable<GatewayYaml[S]>[number]

export interface Listed<T> {
  readonly value: T
  readonly path: Path
}

export class Draft {
  readonly problems: Diagnostic[] = []
  /** By lower-case address, in the order of declaration. */
  readonly resources = new Map<string, Resource>()
  readonly authorities: Authority[] = []
  private readonly source: Source
  private readonly validated: Validated

  constructor(source: Source, validated: Validated) {
    this.source = source
    this.validated = validated
  }

  /** A section that fits its schema; undefined when it is missing or broken. */
  one<S extends 'lan' | 'forwarding' | 'power'>(section: S): GatewayYaml[S] | undefined {
    return this.validated.isSound(section) ? this.validated.declared[section] : undefined
  }

  /** The entries of a list that fit their schema, each with its path. */
  list<S extends List>(section: S): readonly Listed<Entry<S>>[] {
    const entries: unknown = this.validated.declared[section]
    if (!Array.isArray(entries)) return []
    return (entries as Entry<S>[]).flatMap((value, index) =>
      this.validated.isSound(section, index) ? [{ value, path: [section, index] }] : [],
    )
  }

  /** Texts under `key` in the entries that do not fit: a reference to one of them is not wrong on top of that. */
  brokenNames(section: List, key: string): readonly string[] {
    const entries: unknown = this.validated.declared[section]
    if (!Array.isArray(entries)) return []
    return entries.flatMap((entry: unknown, index) => {
      if (this.validated.isSound(section, index) || typeof entry !== 'object' || entry === null) return []
      const name = (entry as Record<string, unknown>)[key]
      return typeof name === 'string' ? [name] : []
    })
  }

  positionOf(path: Path): Position {
    return this.source.positionOf(path)
  }

  error(path: Path, reason: Reason): void {
    this.problems.push({ severity: 'error', ...reason, position: this.positionOf(path) })
  }
}
