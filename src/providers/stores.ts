// One object in two stores: what is there now (Active) and what will be there after a restart (Persistent).

export type Store = 'both' | 'active' | 'persistent'

/** Rows of one object, one per store. The active one tells the values, because the persistent one lacks some (windows.md, section 2). */
export interface StoredRow<R> {
  readonly row: R
  readonly store: Store
}

/** Joins rows that have the same key. */
export function joinStores<R extends { readonly Store: string | null }>(
  rows: readonly R[],
  key: (row: R) => string,
): StoredRow<R>[] {
  const joined = new Map<string, StoredRow<R>>()
  for (const row of rows) {
    const name = key(row)
    const seen = joined.get(name)
    const store: Store = row.Store === 'PersistentStore' ? 'persistent' : 'active'
    if (seen === undefined) joined.set(name, { row, store })
    else joined.set(name, { row: store === 'active' ? row : seen.row, store: seen.store === store ? store : 'both' })
  }
  return [...joined.values()]
}
