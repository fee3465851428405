// Names by their labels, from the last to the first: which entry covers a host, in time linear in the host's length.
import { PairMap } from './pair-map.ts'

/** Larger than every value: small integers only, so that a million nodes are columns of numbers. */
const NONE = 0x7fffffff

/** Values are integers from 0; of several that fit, the smallest is the answer. Case counts. */
export class LabelTrie {
  private readonly labels = new Map<string, number>()
  private readonly children = new PairMap()
  /** Of each node the smallest value of this very name, and of this name and all below it. Node 0 is the root. */
  private exacts = new Int32Array(64).fill(NONE)
  private belows = new Int32Array(64).fill(NONE)
  private count = 1

  /** `exact`: the name alone. `below`: the name and everything below it. */
  add(name: string, reach: 'exact' | 'below', value: number): void {
    let node = 0
    for (let end = name.length; end >= 0; ) {
      const dot = end === 0 ? -1 : name.lastIndexOf('.', end - 1)
      node = this.childOf(node, name.slice(dot + 1, end))
      end = dot
    }
    const values = reach === 'exact' ? this.exacts : this.belows
    if (value < (values[node] ?? NONE)) values[node] = value
  }

  /** The smallest value whose entry covers the host; Infinity for none. */
  find(host: string): number {
    return this.walk(host, true)
  }

  /** The smallest value whose entry covers the name and everything below it; Infinity for none. */
  findBelow(name: string): number {
    return this.walk(name, false)
  }

  private walk(host: string, withExact: boolean): number {
    let node = 0
    let best = NONE
    for (let end = host.length; end >= 0; ) {
      const dot = end === 0 ? -1 : host.lastIndexOf('.', end - 1)
      const label = this.labels.get(host.slice(dot + 1, end))
      const child = label === undefined ? undefined : this.children.get(node, label)
      if (child === undefined) return best === NONE ? Infinity : best
      best = Math.min(best, this.belows[child] ?? NONE)
      node = child
      end = dot
    }
    if (withExact) best = Math.min(best, this.exacts[node] ?? NONE)
    return best === NONE ? Infinity : best
  }

  private childOf(node: number, text: string): number {
    let label = this.labels.get(text)
    if (label === undefined) {
      label = this.labels.size
      this.labels.set(text, label)
    }
    const child = this.children.get(node, label)
    if (child !== undefined) return child
    if (this.count === this.exacts.length) this.grow()
    this.children.set(node, label, this.count)
    return this.count++
  }

  private grow(): void {
    const [exacts, belows] = [this.exacts, this.belows]
    this.exacts = new Int32Array(this.count * 2).fill(NONE)
    this.belows = new Int32Array(this.count * 2).fill(NONE)
    this.exacts.set(exacts)
    this.belows.set(belows)
  }
}
