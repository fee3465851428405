// What a plan has said it would delete, replace or move. Nothing else may go while it is applied.

import type { Plan } from '../model/plan.ts'
import type { Touch } from '../model/provider.ts'
import { providerOf, type Registry } from '../model/provider.ts'
import { type Address, addressOf, type Kind, type Props } from '../model/resource.ts'
import { isByDhcp } from './authority.ts'
import { propertyOf } from './equal.ts'
import { aliasOfInterface } from './ownership.ts'

export class Announced {
  private readonly registry: Registry
  private readonly objects = new Set<string>()
  private readonly interfaces = new Set<string>()
  /** Interfaces that go as a whole, or that shall not have what DHCP gives. */
  private readonly withoutLease = new Set<string>()

  constructor(plan: Plan, registry: Registry) {
    this.registry = registry
    for (const change of plan.changes) {
      if (change.action === 'delete' || change.action === 'replace') this.add(change.kind, change.before)
      if (change.action === 'clear') this.interfaces.add(change.interface.toLowerCase())
      if ('after' in change && change.after !== undefined && propertyOf(change.after, 'dhcp') === 'Disabled')
        addAlias(this.withoutLease, change.after)
      for (const touch of change.touches) this.addTouch(touch)
    }
  }

  /** True when the plan said that this object may go, or that all of its interface is being made. */
  covers(kind: Kind, props: Props): boolean {
    const alias = aliasOfInterface(props)?.toLowerCase()
    // DHCP may give an interface something at any time, and Windows may turn it on again (windows.md, section 5.3).
    if (alias !== undefined && this.withoutLease.has(alias) && isByDhcp(props)) return true
    return this.objects.has(this.nameOf(kind, props)) || (alias !== undefined && this.interfaces.has(alias))
  }

  private addTouch({ effect, kind, from, to }: Touch): void {
    if (from !== undefined) this.add(kind, from)
    if (to !== undefined) addAlias(this.interfaces, to)
    if (from !== undefined && kind === 'NetIPInterface' && effect === 'goes') addAlias(this.withoutLease, from)
  }

  private add(kind: Kind, props: Props): void {
    this.objects.add(this.nameOf(kind, props))
  }

  private nameOf(kind: Kind, props: Props): Address {
    return addressOf(kind, providerOf(this.registry, kind).key(props)).toLowerCase()
  }
}

function addAlias(aliases: Set<string>, props: Props): void {
  const alias = aliasOfInterface(props)
  if (alias !== undefined) aliases.add(alias.toLowerCase())
}
