// The payload of AND, OR, NOT and SUB-RULE: its parts are found by parentheses alone (facts: mihomo.md §1).
import type { Span } from './rule.ts'

/** For each `(` the offset of its `)`. Says instead which one has no partner. */
export function pairParentheses(text: string): Map<number, number> | { readonly alone: number } {
  const open: number[] = []
  const pairs = new Map<number, number>()
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 40) open.push(at)
    else if (code === 41) {
      const start = open.pop()
      if (start === undefined) return { alone: at }
      pairs.set(start, at)
    }
  }
  const [alone] = open
  return alone === undefined ? pairs : { alone }
}

export interface Parts {
  /** What stands between the parentheses of each part. */
  readonly parts: readonly Span[]
  /** Text outside of them, which mihomo drops. */
  readonly dropped: readonly Span[]
}

/** The outer pair is left off when it spans the whole payload, and may be missing around two or more parts. */
export function partsOf(text: string, pairs: ReadonlyMap<number, number>, { start, end }: Span): Parts {
  const hasOuterPair = pairs.get(start) === end - 1
  const to = hasOuterPair ? end - 1 : end
  const parts: Span[] = []
  const dropped: Span[] = []
  let at = hasOuterPair ? start + 1 : start
  while (at < to) {
    const close = pairs.get(at)
    if (close !== undefined) {
      parts.push({ start: at + 1, end: close })
      at = close + 1
      continue
    }
    const from = at
    while (at < to && text.charCodeAt(at) !== 40) at++
    if (!/^[ ,]*$/.test(text.slice(from, at))) dropped.push({ start: from, end: at })
  }
  return { parts, dropped }
}
