// A tree to a flat program with explicit alternatives, so that matching needs no call stack.
import type { CharSet } from './char-set.ts'
import type { Assertion, Node } from './node.ts'

export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet; readonly ignoreCase: boolean }
  | { readonly op: 'assert'; readonly what: Assertion }
  /** Tries `first`, then `second`. */
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  /** The program from the next instruction to its `match`, tried on its own; then on from `next`. */
  | { readonly op: 'look'; readonly behind: boolean; readonly negate: boolean; readonly next: number }
  | { readonly op: 'atomic'; readonly next: number }
  | { readonly op: 'save'; readonly slot: number }
  /** Leaves a loop whose last round took nothing. */
  | { readonly op: 'progress'; readonly slot: number; readonly exit: number }
  | { readonly op: 'reference'; readonly slot: number; readonly ignoreCase: boolean }
  | { readonly op: 'match' }

export interface Program {
  readonly code: readonly Instruction[]
  /** With references the past matters, so that states cannot be told apart by their place alone. */
  readonly hasReferences: boolean
  readonly slots: number
}

/** More than this is not judged: `(((a{99}){99}){99})` would fill the memory. */
const LARGEST = 20_000

/** Undefined: the pattern loads and is not judged. */
export function compile(root: Node): Program | undefined {
  const groups = referencedGroups(root)
  const code: Instruction[] = []
  let slots = groups.size * 2
  const fits = emit(root)
  code.push({ op: 'match' })
  return fits ? { code, hasReferences: groups.size > 0, slots } : undefined

  function emit(node: Node): boolean {
    if (code.length > LARGEST) return false
    switch (node.kind) {
      case 'set':
        code.push({ op: 'set', set: node.set, ignoreCase: node.ignoreCase })
        return true
      case 'assert':
        code.push({ op: 'assert', what: node.what })
        return true
      case 'sequence':
        return node.items.every(emit)
      case 'choice':
        return emitChoice(node.items)
      case 'repeat':
        return emitRepeat(node)
      case 'capture':
        return emitCapture(node.item, groups.get(node.group))
      case 'look':
        return emitApart(node.item, (next) => ({ op: 'look', behind: node.behind, negate: node.negate, next }))
      case 'atomic':
        return emitApart(node.item, (next) => ({ op: 'atomic', next }))
      case 'reference':
        code.push({ op: 'reference', slot: groups.get(node.group) ?? 0, ignoreCase: node.ignoreCase })
        return true
      case 'unjudged':
        return false
    }
  }

  function emitChoice(items: readonly Node[]): boolean {
    const jumps: number[] = []
    for (const [index, item] of items.entries()) {
      const isLast = index === items.length - 1
      const split = code.length
      if (!isLast) code.push({ op: 'match' })
      if (!emit(item)) return false
      if (isLast) break
      jumps.push(code.length)
      code.push({ op: 'match' })
      code[split] = { op: 'split', first: split + 1, second: code.length }
    }
    for (const jump of jumps) code[jump] = { op: 'jump', to: code.length }
    return true
  }

  function emitRepeat({ item, min, max, lazy }: Node & { kind: 'repeat' }): boolean {
    for (let count = 0; count < min; count++) if (!emit(item)) return false
    if (max === Infinity) return emitLoop(item, lazy)
    const splits: number[] = []
    for (let count = min; count < max; count++) {
      splits.push(code.length)
      code.push({ op: 'match' })
      if (!emit(item)) return false
    }
    for (const split of splits) code[split] = splitTo(split + 1, code.length, lazy)
    return true
  }

  function emitLoop(item: Node, lazy: boolean): boolean {
    const slot = slots++
    const split = code.length
    code.push({ op: 'match' }, { op: 'save', slot })
    if (!emit(item)) return false
    const exit = code.length + 2
    code.push({ op: 'progress', slot, exit }, { op: 'jump', to: split })
    code[split] = splitTo(split + 1, exit, lazy)
    return true
  }

  function emitCapture(item: Node, slot: number | undefined): boolean {
    if (slot === undefined) return emit(item)
    code.push({ op: 'save', slot })
    if (!emit(item)) return false
    code.push({ op: 'save', slot: slot + 1 })
    return true
  }

  function emitApart(item: Node, instruction: (next: number) => Instruction): boolean {
    const start = code.length
    code.push({ op: 'match' })
    if (!emit(item)) return false
    code.push({ op: 'match' })
    code[start] = instruction(code.length)
    return true
  }
}

function splitTo(body: number, exit: number, lazy: boolean): Instruction {
  return lazy ? { op: 'split', first: exit, second: body } : { op: 'split', first: body, second: exit }
}

/** Groups that something refers to, each with the first of its two slots. */
function referencedGroups(root: Node): Map<string, number> {
  const groups = new Map<string, number>()
  const visit = (node: Node): void => {
    if (node.kind === 'reference' && !groups.has(node.group)) groups.set(node.group, groups.size * 2)
    if ('items' in node) for (const item of node.items) visit(item)
    else if ('item' in node) visit(node.item)
  }
  visit(root)
  return groups
}
