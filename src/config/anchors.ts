// Finds what every alias stands for: the anchor of that name which was written last before it.
import { type Alias, isAlias, isMap, isPair, isSeq, type Node } from 'yaml'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lines } from './lines.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'

export interface Anchors {
  readonly targets: ReadonlyMap<Alias, Node>
  readonly problems: readonly Diagnostic[]
}

export function findAnchors(root: Node | null, lines: Lines): Anchors {
  // Most files have no alias, and walking all of their nodes would be a good part of loading them.
  if (!lines.text.includes('*')) return { targets: new Map(), problems: [] }
  const named = new Map<string, Node>()
  const open = new Set<Node>()
  const targets = new Map<Alias, Node>()
  const problems: Diagnostic[] = []

  function visit(node: unknown): void {
    if (isPair(node)) {
      visit(node.key)
      visit(node.value)
    } else if (isAlias(node)) {
      const target = named.get(node.source)
      if (target !== undefined && !open.has(target)) targets.set(node, target)
      else problems.push(target ? cycle(node, lines) : unknown(node, [...named.keys()], lines))
    } else if (isMap(node) || isSeq(node)) {
      if (node.anchor) named.set(node.anchor, node)
      open.add(node)
      for (const item of node.items) visit(item)
      open.delete(node)
    } else if (isNamed(node)) named.set(node.anchor, node)
  }

  visit(root)
  return { targets, problems }
}

function isNamed(node: unknown): node is Node & { anchor: string } {
  return typeof node === 'object' && node !== null && 'anchor' in node && typeof node.anchor === 'string'
}

function cycle(alias: Alias, lines: Lines): Diagnostic {
  const [start, end] = alias.range ?? [0, 0]
  return {
    severity: 'error',
    code: 'yaml/alias-cycle',
    message: `*${alias.source} stands inside the very thing that &${alias.source} names.`,
    position: lines.position(start, end),
  }
}

function unknown(alias: Alias, names: readonly string[], lines: Lines): Diagnostic {
  const [start, end] = alias.range ?? [0, 0]
  const close = nearest(alias.source, names)
  return {
    severity: 'error',
    code: 'yaml/unknown-anchor',
    message: `Nothing before this place is named &${alias.source}.`,
    fix:
      close === undefined
        ? `Put a value that begins with * in quotes: ${quote(`*${alias.source}`)}.`
        : `Did you mean *${close}?`,
    position: lines.position(start, end),
  }
}
