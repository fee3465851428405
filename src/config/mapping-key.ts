// The keys of a YAML mapping: plain ones, and the merge key.
import { isScalar, type Pair } from 'yaml'

/** A key as the data has it; undefined for a list or a mapping as key. */
export function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined
}

/** `<<` without quotes: the mappings behind it give what the mapping itself does not say. */
export function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN'
}
