// Range lists: `22/3389/6000-6010` (facts: mihomo.md §1). Numbers are cut to the width mihomo keeps them in.

export interface RangeList {
  readonly ranges: readonly (readonly [low: number, high: number])[]
  /** Numbers that did not fit, and what became of them. */
  readonly cut: readonly { readonly written: string; readonly kept: number }[]
  readonly reversed: boolean
}

const MOST_ITEMS = 28

/** unicode.IsSpace */
const SPACES =
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

/** `bits`: 16 for ports, 8 for DSCP. An empty text and `*` are no ranges at all. Undefined: mihomo refuses it. */
export function parseRanges(text: string, bits: 8 | 16): RangeList | undefined {
  const list = trimmed(text)
  if (list === '' || list === '*') return { ranges: [], cut: [], reversed: false }
  const items = list.split('/')
  if (items.length > MOST_ITEMS) return undefined
  const cut: { written: string; kept: number }[] = []
  const ranges: [number, number][] = []
  let reversed = false
  for (const item of items) {
    if (item === '') continue
    const [first = '', second, more] = item.split('-')
    const low = parseNumber(first, bits, cut)
    const high = second === undefined ? low : parseNumber(second, bits, cut)
    if (low === undefined || high === undefined || more !== undefined) return undefined
    reversed ||= low > high
    ranges.push(low > high ? [high, low] : [low, high])
  }
  return { ranges, cut, reversed }
}

export function printRanges(ranges: RangeList['ranges']): string {
  return ranges.length === 0 ? '*' : ranges.map(([low, high]) => (low === high ? low : `${low}-${high}`)).join('/')
}

function parseNumber(text: string, bits: number, cut: { written: string; kept: number }[]): number | undefined {
  const digits = /^[[\] ]*([0-9]+)[[\] ]*$/.exec(text)?.[1]
  if (digits === undefined) return undefined
  const significant = digits.replace(/^0+(?=[0-9])/, '')
  // Go reads 64 bits before it keeps 16 or 8 of them; what does not fit into 64 is refused.
  if (significant.length > 20 || (significant.length === 20 && significant > '18446744073709551615')) return undefined
  const kept = Number(BigInt(significant) & ((1n << BigInt(bits)) - 1n))
  if (significant !== String(kept)) cut.push({ written: significant, kept })
  return kept
}

/** strings.TrimSpace: unlike trim() it leaves a byte order mark where it is. */
function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && SPACES.includes(text.charAt(start))) start++
  while (end > start && SPACES.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}
