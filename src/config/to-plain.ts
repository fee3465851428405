// The syntax tree as plain data: aliases followed, merge keys merged, duplicate keys told. Bounded, whatever the file says.
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import type { Diagnostic, Position } from '../model/diagnostic.ts'
import type { Anchors } from './anchors.ts'
import type { Lines } from './lines.ts'
import { isMerge, keyText } from './mapping-key.ts'
import { tooDeep } from './parse-yaml.ts'
import { quote } from './quote.ts'

/** Values that aliases may add to those that are written. A file that repeats itself more is a bomb. */
const MAX_COPIES = 200_000
/** A gateway.yaml needs five levels; deeper recursion than this is refused before it can hurt. */
const MAX_DEPTH = 100

export interface Plain {
  readonly data: unknown
  readonly problems: readonly Diagnostic[]
}

type Mapping = Record<string, unknown>

/** Plain data and the problems found on the way. Undefined data: the file was refused. */
export function toPlain(root: Node | null, anchors: Anchors, lines: Lines): Plain {
  const problems: Diagnostic[] = []
  const told = new Set<unknown>()
  let copies = 0
  let aliases = 0
  let depth = 0

  function value(node: unknown): unknown {
    if (aliases > 0 && ++copies > MAX_COPIES) throw new Refused(bomb(lines))
    if (isScalar(node)) return node.value
    if (isAlias(node)) {
      aliases++
      const copy = value(anchors.targets.get(node))
      aliases--
      return copy
    }
    if (!isMap(node) && !isSeq(node)) return null
    if (++depth > MAX_DEPTH) throw new Refused(tooDeep(lines, node.range?.[0]))
    const collection = isMap(node) ? mapping(node) : node.items.map(value)
    depth--
    return collection
  }

  function mapping(node: YAMLMap): Mapping {
    const result: Mapping = {}
    const firstOf = new Map<string, Pair>()
    for (const pair of node.items) {
      if (isMerge(pair)) continue
      const key = keyText(pair)
      if (key === undefined) tell(pair, keyIsNoText)
      else if (firstOf.has(key)) tell(pair, (at) => duplicate(at, key, firstOf.get(key)))
      else {
        firstOf.set(key, pair)
        set(result, key, value(pair.value))
      }
    }
    for (const pair of node.items) if (isMerge(pair)) merge(result, pair)
    return result
  }

  function merge(result: Mapping, pair: Pair): void {
    const merged = value(pair.value)
    for (const part of Array.isArray(merged) ? merged : [merged]) {
      if (!isMapping(part)) {
        tell(pair, mergeOfNoMapping)
        continue
      }
      for (const [key, inherited] of Object.entries(part)) if (!Object.hasOwn(result, key)) set(result, key, inherited)
    }
  }

  /** Once for each place, however often aliases lead there. */
  function tell(pair: Pair, problem: (at: Position) => Diagnostic): void {
    if (told.has(pair)) return
    told.add(pair)
    problems.push(problem(placeOf(pair.key)))
  }

  function placeOf(node: unknown) {
    const [start, end] = (node as Node | null)?.range ?? [0, 0]
    return lines.position(start, end)
  }

  function duplicate(at: Position, key: string, first: Pair | undefined): Diagnostic {
    return {
      severity: 'error',
      code: 'yaml/duplicate-key',
      message: `The key ${quote(key)} stands twice in one mapping.`,
      why: `First in line ${placeOf(first?.key).line}.`,
      fix: 'Keep one of them.',
      position: at,
    }
  }

  try {
    return { data: value(root), problems }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { data: undefined, problems: [...problems, error.diagnostic] }
  }
}

/** Ends the walk from any depth of it. */
class Refused extends Error {
  readonly diagnostic: Diagnostic

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code)
    this.diagnostic = diagnostic
  }
}

function bomb(lines: Lines): Diagnostic {
  const at = /\*[^\s,[\]{}]+/.exec(lines.text)?.index ?? 0
  return {
    severity: 'error',
    code: 'yaml/alias-bomb',
    message: `Aliases make more than ${MAX_COPIES} values out of this file.`,
    why: 'Aliases of aliases grow without end, and nothing that a gateway needs looks like that.',
    position: lines.position(at, at + 1),
  }
}

function keyIsNoText(position: Position): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/key-is-no-text',
    message: 'A list or a mapping cannot be a key.',
    fix: 'Check the brackets and the question mark in this line.',
    position,
  }
}

function mergeOfNoMapping(position: Position): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/merge-needs-mapping',
    message: '<< takes an alias of a mapping, or a list of them.',
    position,
  }
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `__proto__` is a key like any other, and must not become the prototype. */
function set(target: Mapping, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}
