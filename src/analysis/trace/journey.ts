// What a walk has behind it: the path, the reasons, the states it has been in. It decides nothing.
import { formatIp, formatIpPrefix, type Ip } from '../../net/ip.ts'
import type { PrefixTable } from '../../net/prefix-table.ts'
import { showList } from '../show.ts'
import type { Hop, RouteShown, Verdict } from './answer.ts'
import type { Assumptions } from './assumptions.ts'
import { type Choice, chooseRoute, type Sees } from './choose-route.ts'
import { CLAIMS, type RuleId } from './claims.ts'
import type { Model } from './model.ts'
import type { Face, House, Place, Route } from './network.ts'
import type { Owner, Owners } from './owners.ts'
import { costOf } from './routes.ts'
import { SOMEWHERE } from './somewhere.ts'

/** Lines of `rules:` and of `sub-rules:`. */
export interface RuleLists {
  readonly rules: readonly string[]
  readonly subRules: Readonly<Record<string, readonly string[]>>
}

/** Everything about a house that does not change from packet to packet. */
export interface Ground {
  readonly house: House
  readonly owners: Owners
  readonly table: PrefixTable<Route>
  readonly rules: RuleLists
  readonly model: Model
  readonly assume: Assumptions
}

export interface Outcome {
  readonly verdict: Verdict
  readonly reason?: string
  readonly via?: string
  readonly out?: string
}

type More = Partial<Pick<Hop, 'route' | 'runnerUp' | 'flag' | 'line' | 'evidence'>>

export class Journey {
  readonly ground: Ground
  readonly direction: Hop['direction']
  readonly path: string[] = []
  readonly hops: Hop[] = []
  /** The client whose packet went into the TUN, the interface it arrived on, and how long the path was then. */
  entered: { readonly client: Ip; readonly arrival: Face; readonly length: number } | undefined
  /** A flow whose tunnel goes through the TUN: what it reports itself, if it was dialled, and the nodes behind the peer. */
  inner:
    | { readonly told: { readonly via?: string; readonly out?: string }; readonly behind: readonly string[] }
    | undefined
  /** Name of the outbound that dialled last. */
  lastDialled: string | undefined
  private readonly seen = new Set<string>()

  constructor(ground: Ground, direction: Hop['direction']) {
    this.ground = ground
    this.direction = direction
  }

  go(...nodes: readonly string[]): void {
    this.path.push(...nodes)
  }

  tell(rule: RuleId, says: string, more: More = {}): void {
    const at = this.path.at(-1) ?? 'nowhere'
    this.hops.push({ at, direction: this.direction, says, rule, evidence: CLAIMS[rule], ...more })
  }

  /** True when this very state was there before. */
  isRepeated(state: string): boolean {
    if (this.seen.has(state)) return true
    this.seen.add(state)
    return false
  }

  /** Looks into the route table and tells what it found. `rule` is the one that says which routes count. */
  choose(rule: RuleId, { ip, name }: Place, sees: Sees): Choice | undefined {
    const { table, model } = this.ground
    const choice =
      ip === undefined
        ? chooseRoute(table, SOMEWHERE, (route) => route.prefix.bits <= 1 && sees(route), model.compareRoutes)
        : chooseRoute(table, ip, sees, model.compareRoutes)
    const more =
      ip === undefined ? ' Its address is not known; it is taken for one that only default routes lead to.' : ''
    if (choice === undefined) this.tell(rule, `No route leads to ${name}.${more}`)
    else this.tell(rule, `${sayChoice(name, choice)}${more}`, moreOf(choice))
    return choice
  }

  /** All that have the address; told when they are several. */
  ownersOf(ip: Ip): readonly Owner[] {
    const owners = this.ground.owners.get(formatIp(ip)) ?? []
    if (owners.length > 1) {
      this.tell(
        'R27',
        `${showList(owners.map(({ name }) => name))} have the same address ${formatIp(ip)}; the trace goes on with the first.`,
      )
    }
    return owners
  }

  nameOf(ip: Ip): string {
    return this.ground.owners.get(formatIp(ip))?.[0]?.name ?? formatIp(ip)
  }
}

function sayChoice(name: string, { route, runnerUp, isAmbiguous }: Choice): string {
  const taken = `${name} takes ${say(route)}`
  if (runnerUp === undefined) return `${taken}.`
  if (isAmbiguous) return `${taken}; ${say(runnerUp)} has the same prefix and metric, so this is ambiguous.`
  return `${taken}; ${say(runnerUp)} loses by its ${lostBy(route, runnerUp)}.`
}

function say(route: Route): string {
  return `${formatIpPrefix(route.prefix)} of ${route.face.name} (metric ${costOf(route)})`
}

function moreOf({ route, runnerUp }: Choice): More {
  const taken = { route: shown(route) }
  return runnerUp === undefined ? taken : { ...taken, runnerUp: { ...shown(runnerUp), lost: lostBy(route, runnerUp) } }
}

function shown(route: Route): RouteShown {
  const via = route.via === undefined ? {} : { via: formatIp(route.via) }
  return { dst: formatIpPrefix(route.prefix), ...via, interface: route.face.name, metric: costOf(route) }
}

function lostBy(taken: Route, lost: Route): NonNullable<Hop['runnerUp']>['lost'] {
  if (lost.prefix.bits < taken.prefix.bits) return 'shorter prefix'
  return costOf(lost) > costOf(taken) ? 'higher metric' : 'same metric, later in the table'
}
