// Prefixes of both families in radix trees: which entries contain an address, in at most 33 or 129 steps.
import type { Ip, IpPrefix } from './ip.ts'

/** Values are numbers, added in ascending order; a prefix may have several. */
export class PrefixTree {
  private readonly ipv4 = new RadixTree(1)
  private readonly ipv6 = new RadixTree(4)

  add({ ip, bits }: IpPrefix, value: number): void {
    this.treeOf(ip).add(ip, bits, value)
  }

  /** The smallest value of at least `from` whose prefix contains all of this one; Infinity for none. */
  find({ ip, bits }: IpPrefix, from = 0): number {
    return this.treeOf(ip).find(ip, bits, from)
  }

  private treeOf(ip: Ip): RadixTree {
    return ip.length === 1 ? this.ipv4 : this.ipv6
  }
}

const NONE = 0
const NO_VALUE = -1

/** Nodes are columns of numbers: a hundred thousand prefixes are a few megabytes. Node 0 is the root, ::/0. */
class RadixTree {
  private readonly words: number
  private keys: Uint32Array
  private lengths = new Uint8Array(16)
  private lefts = new Int32Array(16)
  private rights = new Int32Array(16)
  private firsts = new Int32Array(16).fill(NO_VALUE)
  private readonly others = new Map<number, number[]>()
  private count = 1

  constructor(words: number) {
    this.words = words
    this.keys = new Uint32Array(16 * words)
  }

  add(ip: Ip, bits: number, value: number): void {
    let node = 0
    while (bits > this.length(node)) {
      const goesRight = bitAt(ip, this.length(node)) === 1
      const child = this.child(node, goesRight)
      if (child === NONE) {
        this.link(node, goesRight, this.create(ip, bits, value))
        return
      }
      const common = this.common(child, ip, Math.min(bits, this.length(child)))
      if (common < this.length(child)) {
        const middle = this.create(ip, common, common === bits ? value : NO_VALUE)
        this.link(node, goesRight, middle)
        this.link(middle, this.keyBit(child, common) === 1, child)
        if (common < bits) this.link(middle, bitAt(ip, common) === 1, this.create(ip, bits, value))
        return
      }
      node = child
    }
    this.addValue(node, value)
  }

  find(ip: Ip, bits: number, from: number): number {
    let best = this.valueFrom(0, from)
    for (let node = 0; this.length(node) < bits; ) {
      const child = this.child(node, bitAt(ip, this.length(node)) === 1)
      if (child === NONE || this.length(child) > bits) return best
      if (this.common(child, ip, this.length(child)) < this.length(child)) return best
      best = Math.min(best, this.valueFrom(child, from))
      node = child
    }
    return best
  }

  private valueFrom(node: number, from: number): number {
    const first = this.firsts[node] ?? NO_VALUE
    if (first === NO_VALUE) return Infinity
    if (first >= from) return first
    const others = this.others.get(node) ?? []
    let low = 0
    for (let high = others.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((others[middle] ?? 0) >= from) high = middle
      else low = middle + 1
    }
    return others[low] ?? Infinity
  }

  private addValue(node: number, value: number): void {
    if (this.firsts[node] === NO_VALUE) {
      this.firsts[node] = value
      return
    }
    const others = this.others.get(node)
    if (others === undefined) this.others.set(node, [value])
    else others.push(value)
  }

  private create(ip: Ip, bits: number, value: number): number {
    if (this.count === this.lengths.length) this.grow()
    const node = this.count++
    for (let word = 0; word < this.words; word++) this.keys[node * this.words + word] = ip[word] ?? 0
    this.lengths[node] = bits
    this.firsts[node] = value
    return node
  }

  private grow(): void {
    const size = this.count * 2
    const [keys, lengths, lefts, rights, firsts] = [this.keys, this.lengths, this.lefts, this.rights, this.firsts]
    this.keys = new Uint32Array(size * this.words)
    this.lengths = new Uint8Array(size)
    this.lefts = new Int32Array(size)
    this.rights = new Int32Array(size)
    this.firsts = new Int32Array(size).fill(NO_VALUE)
    this.keys.set(keys)
    this.lengths.set(lengths)
    this.lefts.set(lefts)
    this.rights.set(rights)
    this.firsts.set(firsts)
  }

  private length(node: number): number {
    return this.lengths[node] ?? 0
  }

  private child(node: number, right: boolean): number {
    return (right ? this.rights[node] : this.lefts[node]) ?? NONE
  }

  private link(node: number, right: boolean, child: number): void {
    if (right) this.rights[node] = child
    else this.lefts[node] = child
  }

  private keyBit(node: number, bit: number): number {
    return ((this.keys[node * this.words + (bit >> 5)] ?? 0) >>> (31 - (bit & 31))) & 1
  }

  /** How many of the first `most` bits of the node's key and the address agree. */
  private common(node: number, ip: Ip, most: number): number {
    for (let word = 0; word * 32 < most; word++) {
      const difference = (this.keys[node * this.words + word] ?? 0) ^ (ip[word] ?? 0)
      if (difference !== 0) return Math.min(most, word * 32 + Math.clz32(difference))
    }
    return most
  }
}

function bitAt(ip: Ip, bit: number): number {
  return ((ip[bit >> 5] ?? 0) >>> (31 - (bit & 31))) & 1
}
