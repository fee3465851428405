// The house in namespaces: gateway, router with the Internet behind it, three clients, and a bridge between all of them.
import type { TraceInput } from '../../src/analysis/trace/input.ts'
import { clientScript, gatewayScript, type Place, proxySettings, routerScript, STRANGER } from './compile.ts'
import { Node } from './node.ts'
import type { Event } from './protocol.ts'

export const CLIENTS = ['tv', 'pc', 'box'] as const
const LINKS = { gateway: ['lan', 'in'], router: ['r0'], tv: ['e0'], pc: ['e0'], box: ['e0'] }

/** What was seen of one packet, in the order it was seen. */
export interface Seen {
  readonly crossings: Crossing[]
  readonly events: (Event & { readonly node: string })[]
}

export interface Crossing {
  /** Interface of the gateway, or `router`. */
  readonly place: string
  readonly way: 'in' | 'out'
  readonly ttl: number
  readonly kind: 'req' | 'ack'
  readonly stage: number
}

export class Lab {
  readonly nodes = new Map<string, Node>()
  readonly seen = new Map<number, Seen>()
  /** Addresses that the gateway asked for, with the interface. */
  readonly asked = new Map<string, string>()
  private lastSeen = 0

  async start(): Promise<void> {
    const names = Object.keys(LINKS)
    for (const name of names) {
      const tuns = name === 'gateway' ? ['tun', 'wg'] : []
      this.nodes.set(name, new Node(name, (event) => this.take(name, event), tuns))
    }
    const bridge = new Node('switch')
    this.nodes.set('switch', bridge)
    await Promise.all(names.map((name) => this.node(name).listening()))
    bridge.run('ip link add br0 type bridge && ip link set br0 up')
    for (const [name, links] of Object.entries(LINKS)) {
      for (const link of links) {
        const port = `${name}-${link}`
        bridge.run(
          `ip link add ${port} type veth peer name ${link} netns ${this.node(name).pid} && ip link set ${port} master br0 up`,
        )
      }
    }
    await Promise.all(['gateway', 'router'].map((name) => this.sniff(name)))
  }

  /** Makes every node what the house says. */
  async build(house: TraceInput): Promise<void> {
    this.node('gateway').run(gatewayScript(house))
    this.node('router').run(routerScript(house))
    for (const name of CLIENTS) this.node(name).run(clientScript(house, name))
    await Promise.all(Object.keys(LINKS).map((name) => this.node(name).reset()))
    this.node('gateway').command({ do: 'proxy', settings: proxySettings(house) })
    this.seen.clear()
    this.asked.clear()
  }

  send(from: string, id: number, to: string, port: number): void {
    this.seen.set(id, { crossings: [], events: [] })
    const [node, source] = from === 'internet' ? ['router', { source: STRANGER }] : [from, {}]
    this.node(node).command({ do: 'send', id, to, port, ...source })
  }

  /** Until nothing was seen for that long, and at most `most` milliseconds. */
  async quiet(milliseconds: number, most: number): Promise<void> {
    const start = performance.now()
    this.lastSeen = start
    while (performance.now() - this.lastSeen < milliseconds && performance.now() - start < most) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** The kernel says "Network is unreachable" where it has no route, and something else where it does not forward. */
  hasRoute(to: string, source: string, arrival: string): boolean {
    const answer = this.node('gateway').run(`ip route get ${to} from ${source} iif ${arrival} 2>&1; true`)
    return !answer.includes('Network is unreachable')
  }

  end(): void {
    for (const node of this.nodes.values()) node.end()
  }

  private node(name: string): Node {
    const node = this.nodes.get(name)
    if (node === undefined) throw new Error(`there is no ${name}`)
    return node
  }

  private take(node: string, event: Event): void {
    if (!('id' in event)) return
    this.lastSeen = performance.now()
    this.seen.get(event.id)?.events.push({ ...event, node })
  }

  private async sniff(name: string): Promise<void> {
    const places = new Map<string, Place>()
    for (const [, index = '', link = ''] of this.node(name)
      .run('ip -o link')
      .matchAll(/^(\d+): ([^:@]+)/gm)) {
      if (link !== 'lo') places.set(index, name === 'router' ? 'router' : link)
    }
    await this.node(name).sniff((line) => {
      const [protocol, index = '', way, third = '', kind, id, stage] = line.split(' ')
      const place = places.get(index)
      if (place === undefined || (way !== 'in' && way !== 'out')) return
      if (protocol === 'arp') {
        if (name === 'gateway' && way === 'out') this.asked.set(third, place)
        return
      }
      if (kind !== 'req' && kind !== 'ack') return
      this.lastSeen = performance.now()
      this.seen.get(Number(id))?.crossings.push({ place, way, ttl: Number(third), kind, stage: Number(stage) })
    })
  }
}
