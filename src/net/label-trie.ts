// Names by their labels, from the last to the first: which entry covers a host, in time linear in the host's length.

interface Node {
  /** Smallest value of this very name; of this name and all below it. */
  exact: number
  below: number
  children: Map<string, Node> | undefined
}

/** Values are numbers; of several that fit, the smallest is the answer. Case counts. */
export class LabelTrie {
  private readonly root: Node = { exact: Infinity, below: Infinity, children: undefined }

  /** `exact`: the name alone. `below`: the name and everything below it. */
  add(name: string, reach: 'exact' | 'below', value: number): void {
    let node = this.root
    for (let end = name.length; end >= 0; ) {
      const dot = end === 0 ? -1 : name.lastIndexOf('.', end - 1)
      const label = name.slice(dot + 1, end)
      node.children ??= new Map()
      let child = node.children.get(label)
      if (child === undefined) {
        child = { exact: Infinity, below: Infinity, children: undefined }
        node.children.set(label, child)
      }
      node = child
      end = dot
    }
    if (value < node[reach]) node[reach] = value
  }

  /** The smallest value whose entry covers the host; Infinity for none. */
  find(host: string): number {
    return this.walk(host, true)
  }

  /** The smallest value whose entry covers the name and everything below it. */
  findBelow(name: string): number {
    return this.walk(name, false)
  }

  private walk(host: string, withExact: boolean): number {
    let node = this.root
    let best = Infinity
    for (let end = host.length; end >= 0; ) {
      const dot = end === 0 ? -1 : host.lastIndexOf('.', end - 1)
      const child = node.children?.get(host.slice(dot + 1, end))
      if (child === undefined) return best
      if (child.below < best) best = child.below
      node = child
      end = dot
    }
    return withExact ? Math.min(best, node.exact) : best
  }
}
