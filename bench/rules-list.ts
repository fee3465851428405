// Rule lists of the shape of the real ones: mostly suffixes, some prefixes that do not resolve, a few keywords. Always
// the same list for the same length.

/** `count` lines, the last of them MATCH. */
export function makeRules(count: number): string[] {
  let state = 7
  const roll = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
  const word = () =>
    Array.from({ length: 4 + roll(9) }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[roll(36)]).join('')
  const name = () => `${roll(3) === 0 ? `${word()}.` : ''}${word()}.${TOPS[roll(TOPS.length)]}`
  const rule = (): string => {
    const target = TARGETS[roll(TARGETS.length)]
    const kind = roll(1000)
    if (kind < 940) return `DOMAIN-SUFFIX,${name()},${target}`
    if (kind < 990) return `IP-CIDR,${1 + roll(223)}.${roll(256)}.${roll(64) * 4}.0/22,${target},no-resolve`
    if (kind < 997) return `DOMAIN,www.${name()},${target}`
    return kind < 999
      ? `DOMAIN-KEYWORD,${word()},${target}`
      : `IP-CIDR6,2001:${roll(65536).toString(16)}::/32,${target}`
  }
  return [...Array.from({ length: count - 1 }, rule), 'MATCH,Proxy']
}

const TOPS = ['com', 'com', 'com', 'net', 'org', 'cn', 'com.cn', 'xyz', 'io', 'co.uk', 'de', 'tv']
const TARGETS = ['Proxy', 'Proxy', 'DIRECT', 'REJECT']
