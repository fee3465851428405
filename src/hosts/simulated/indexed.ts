// Finding things in long lists of the state without walking them each time.

/**
 * A lookup by key. The lists of the state only grow at their end or are replaced, and keys never change, so the same
 * list of the same length has the same index.
 */
export function indexed<T extends object>(
  keyOf: (one: T) => string,
): (list: readonly T[], key: string) => readonly T[] {
  const known = new WeakMap<readonly T[], { length: number; groups: Map<string, T[]> }>()
  return (list, key) => {
    let index = known.get(list)
    if (index?.length !== list.length) {
      index = { length: list.length, groups: group(list, keyOf) }
      known.set(list, index)
    }
    return index.groups.get(key) ?? []
  }
}

function group<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    const members = groups.get(key)
    if (members) members.push(one)
    else groups.set(key, [one])
  }
  return groups
}
