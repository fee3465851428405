// The longest run of free addresses in a range.

/** First and last, both included. */
export interface Range {
  readonly first: number
  readonly last: number
}

/** Undefined when everything is taken. */
export function longestFree(range: Range, taken: readonly Range[]): Range | undefined {
  const end: Range = { first: range.last + 1, last: range.last + 1 }
  let best: Range | undefined
  let from = range.first
  for (const { first, last } of [...[...taken].sort((a, b) => a.first - b.first), end]) {
    const free = { first: from, last: Math.min(first - 1, range.last) }
    if (size(free) > (best === undefined ? 0 : size(best))) best = free
    from = Math.max(from, last + 1)
  }
  return best
}

function size({ first, last }: Range): number {
  return last - first + 1
}
