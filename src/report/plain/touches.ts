// What else moves when a change is made, as sentences that name every address, gateway and DNS setting. No colours.
import type { PropsOf } from '../../model/props.gen.ts'
import type { Touch } from '../../model/provider.ts'
import { visible } from './cells.ts'

type TouchedProps = NonNullable<Touch['from']>

export interface TouchText {
  readonly text: string
  /** Something that was in use is not where it was. */
  readonly isAlarming: boolean
}

/** One sentence for each way between two interfaces, in the order of the touches. */
export function renderTouches(touches: readonly Touch[]): TouchText[] {
  const groups = new Map<string, Touch[]>()
  for (const touch of touches) {
    const key = JSON.stringify([touch.effect, ownerOf(touch.from), ownerOf(touch.to)])
    groups.set(key, [...(groups.get(key) ?? []), touch])
  }
  return [...groups.values()]
    .map((group) => ({ text: sentence(group), isAlarming: group.some(({ effect }) => effect !== 'comes') }))
    .filter(({ text }) => text !== '')
}

/** What people look for comes first; settings that nobody set come last. */
const ORDER: readonly Touch['kind'][] = ['NetIPAddress', 'NetRoute', 'DnsClientServerAddress', 'NetIPInterface']

function sentence(group: readonly Touch[]): string {
  const [first] = group
  const sorted = [...group].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const all = sorted.flatMap(thingOf)
  if (first === undefined || all.length === 0) return ''
  const things = list(all)
  const from = ownerOf(first.from)
  const to = ownerOf(first.to)
  switch (first.effect) {
    case 'moves':
      return visible(
        `moves ${things}${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`,
      )
    case 'may go':
      return visible(`${things} may go with it${from === undefined ? '' : `, from ${from}`}`)
    case 'goes':
      return visible(`${things} ${all.length === 1 ? 'goes' : 'go'}${from === undefined ? '' : `, from ${from}`}`)
    case 'comes':
      return visible(`brings ${things}${to === undefined ? '' : ` on ${to}`}`)
  }
}

/** The interface or adapter it belongs to. */
function ownerOf(props: TouchedProps | undefined): string | undefined {
  if (props === undefined) return undefined
  return 'interface' in props ? props.interface : undefined
}

function thingOf(touch: Touch): string[] {
  const props = touch.from ?? touch.to
  if (props === undefined) return []
  if ('address' in props) return [addressText(props)]
  if ('destinationPrefix' in props) return [routeText(props, touch.effect)]
  if (touch.kind === 'DnsClientServerAddress') return dnsText(props, touch.effect)
  if ('family' in props)
    return [touch.effect === 'moves' ? `its ${props.family} settings` : `an ${props.family} interface`]
  if ('name' in props) return [`${touch.kind}.${props.name}`]
  return [touch.kind]
}

function addressText(props: PropsOf['NetIPAddress']): string {
  const length = props.prefixLength === undefined ? '' : `/${props.prefixLength}`
  return `${props.address}${length}${props.prefixOrigin === 'Dhcp' ? ' (DHCP)' : ''}`
}

function routeText(props: PropsOf['NetRoute'], effect: Touch['effect']): string {
  if (props.destinationPrefix !== '0.0.0.0/0') return `the route ${props.destinationPrefix}`
  return effect === 'moves' ? `its gateway ${props.nextHop}` : `the default route by ${props.nextHop}`
}

/** A new adapter without DNS servers is nothing to tell. */
function dnsText(props: TouchedProps, effect: Touch['effect']): string[] {
  const servers = 'servers' in props ? (props.servers ?? []) : []
  if (servers.length === 0) return effect === 'moves' ? ['its DNS'] : []
  return [`${effect === 'moves' ? 'its DNS' : 'DNS'} ${servers.join(' ')}`]
}

function list(things: readonly string[]): string {
  if (things.length < 2) return things.join('')
  return `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`
}
