// Many words at once: the smallest value of those that occur in a text.

interface Node {
  value: number
  children: Map<number, Node> | undefined
}

export class SubstringTrie {
  private readonly root: Node = { value: Infinity, children: undefined }

  add(word: string, value: number): void {
    let node = this.root
    for (let index = 0; index < word.length; index++) {
      const code = word.charCodeAt(index)
      node.children ??= new Map()
      let child = node.children.get(code)
      if (child === undefined) {
        child = { value: Infinity, children: undefined }
        node.children.set(code, child)
      }
      node = child
    }
    if (value < node.value) node.value = value
  }

  /** Infinity when none occurs. */
  find(text: string): number {
    let best = this.root.value
    for (let start = 0; start < text.length; start++) {
      let node: Node | undefined = this.root
      for (let index = start; node?.children !== undefined && index < text.length; index++) {
        node = node.children.get(text.charCodeAt(index))
        if (node !== undefined && node.value < best) best = node.value
      }
    }
    return best
  }
}
