// The addresses under `needs` must be resources of this file.
import type { Draft } from './draft.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'

/** Reports needs that lead nowhere, and writes the others as the resource they mean spells itself. */
export function checkReferences(draft: Draft): void {
  const known = draft.resources
  for (const { value, path } of draft.list('resources')) {
    for (const [index, need] of (value.needs ?? []).entries()) {
      if (known.has(need.toLowerCase())) continue
      const close = nearest(
        need,
        [...known.values()].map(({ address }) => address),
      )
      draft.error([...path, 'needs', index], {
        code: 'config/unknown-reference',
        message: `There is no resource ${quote(need)} in this file.`,
        fix: close === undefined ? 'gw plan shows the addresses of all resources.' : `Did you mean ${close}?`,
      })
    }
  }
  for (const [key, resource] of known) {
    if (resource.needs.length === 0) continue
    const needs = resource.needs.map((need) => known.get(need.toLowerCase())?.address ?? need)
    known.set(key, { ...resource, needs: [...new Set(needs)] })
  }
}
