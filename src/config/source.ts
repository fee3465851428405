// A parsed gateway.yaml as plain data, with the way back: from a path in the data to its place in the file.
import { isAlias, isMap, isSeq, type Node } from 'yaml'
import type { Diagnostic, Position } from '../model/diagnostic.ts'
import { type Anchors, findAnchors } from './anchors.ts'
import type { Lines } from './lines.ts'
import { isMerge, keyText } from './mapping-key.ts'
import { toPlain } from './to-plain.ts'

export type Path = readonly (string | number)[]

export class Source {
  readonly lines: Lines
  /** Plain data; aliases and merge keys are resolved. Not yet checked against the schemas. */
  readonly data: unknown
  readonly problems: readonly Diagnostic[]
  private readonly root: Node
  private readonly anchors: Anchors
  /** The path asked for last, and what is above its last step. */
  private last: { readonly path: Path; readonly parent: Found }

  constructor(root: Node, lines: Lines) {
    this.lines = lines
    this.root = root
    this.last = { path: [], parent: { value: root } }
    this.anchors = findAnchors(root, lines)
    const plain = this.anchors.problems.length > 0 ? undefined : toPlain(root, this.anchors, lines)
    this.data = plain?.data
    this.problems = [...this.anchors.problems, ...(plain?.problems ?? [])]
  }

  /** Where the value at this path is written; of a missing key, where its parent stands. */
  positionOf(path: Path): Position {
    const { key, value } = this.find(path)
    const node = value?.range && value.range[1] > value.range[0] ? value : (key ?? value)
    return this.place(node)
  }

  /** Where the last key of this path is written. */
  keyPositionOf(path: Path): Position {
    const { key, value } = this.find(path)
    return this.place(key ?? value)
  }

  private place(node: Node | null | undefined): Position {
    const [start, end] = node?.range ?? [0, 0]
    // A block mapping is shown by its first key: all of it would be many lines.
    const firstKey = isMap(node) && node.flow !== true ? node.items[0]?.key : undefined
    const keyRange = (firstKey as Node | undefined)?.range
    return keyRange ? this.lines.position(keyRange[0], keyRange[1]) : this.lines.position(start, end)
  }

  private find(path: Path): Found {
    let parent: Found = { value: this.root }
    let above = path.slice(0, -1)
    if (this.isBesideLast(path)) {
      parent = this.last.parent
      above = []
    }
    for (const step of above) {
      const next = this.child(this.target(parent.value), step)
      if (next === undefined) return parent
      parent = next
    }
    this.last = { path, parent }
    const [step] = path.slice(-1)
    return (step === undefined ? undefined : this.child(this.target(parent.value), step)) ?? parent
  }

  /** The places of one resource are asked for one after the other: the way down to it is then known. */
  private isBesideLast(path: Path): boolean {
    const { path: other } = this.last
    if (path.length === 0 || path.length !== other.length) return false
    for (let index = path.length - 2; index >= 0; index--) if (path[index] !== other[index]) return false
    return true
  }

  private child(parent: Node | null | undefined, step: string | number): Found | undefined {
    if (isSeq(parent)) {
      const item = parent.items[Number(step)]
      return item === undefined ? undefined : { value: this.target(item as Node) }
    }
    if (!isMap(parent)) return undefined
    const name = String(step)
    const own = parent.items.find((pair) => keyText(pair) === name && !isMerge(pair))
    if (own !== undefined) return { key: own.key as Node, value: this.target(own.value as Node | null) }
    for (const merge of parent.items.filter(isMerge)) {
      const value = this.target(merge.value as Node | null)
      for (const item of isSeq(value) ? value.items : [value]) {
        const inherited = this.child(this.target(item as Node | null), step)
        if (inherited !== undefined) return inherited
      }
    }
    return undefined
  }

  private target(node: Node | null | undefined): Node | null | undefined {
    return isAlias(node) ? (this.anchors.targets.get(node) ?? node) : node
  }
}

interface Found {
  readonly key?: Node
  readonly value?: Node | null | undefined
}
