// The valid name that was probably meant.
import { distance } from 'fastest-levenshtein'

/** The closest of the names, undefined when none is close. Case, hyphens and underscores do not count. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const bare = normalise(wrong)
  if (bare.length > 100) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(bare.length / 3)) + 1
  for (const name of names) {
    const steps = distance(bare, normalise(name))
    if (steps < least) {
      least = steps
      best = name
    }
  }
  return best
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '')
}
