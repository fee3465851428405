// A step into plain data that nothing is known of yet.
import type { Path } from './source.ts'

/** The value at a path of plain data, undefined when there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  let at = data
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string | number, unknown>)[step]
  }
  return at
}
