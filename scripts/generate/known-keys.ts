// Lists the keys that each mapping of a gateway.yaml may have, so that a misspelt one can be told the right name.
import type { Schema } from './bundle.ts'

/**
 * Path of a mapping → its keys. `*` stands for any place in a list; an entry of `resources` has its kind there
 * instead: `resources/NetRoute`. `resources/*` holds the kinds themselves.
 */
export function knownKeys(bundled: Schema): Record<string, string[]> {
  const known: Record<string, string[]> = {}
  visit(bundled, [])
  return known

  function visit(schema: Schema, path: string[]): void {
    const { $ref, items, oneOf, properties } = schema
    if ($ref !== undefined) visit(resolve(bundled, $ref), path)
    if (items !== undefined) visit(items, [...path, '*'])
    for (const branch of oneOf ?? []) visitBranch(branch, path)
    if (properties === undefined) return
    const at = path.join('/')
    known[at] = [...(known[at] ?? []), ...Object.keys(properties)]
    for (const [key, property] of Object.entries(properties)) visit(property, [...path, key])
  }

  function visitBranch(branch: Schema, path: string[]): void {
    const target = branch.$ref === undefined ? branch : resolve(bundled, branch.$ref)
    const kind = target.properties?.kind?.const
    if (typeof kind !== 'string') {
      visit(target, path)
      return
    }
    const kinds = path.join('/')
    known[kinds] = [...(known[kinds] ?? []), kind]
    visit(target, [...path.slice(0, -1), kind])
  }
}

/** Names of properties that only Windows tells, of any kind. `folder` is schemas/. */
export function observedKeys(kinds: Iterable<Schema>): string[] {
  const names = [...kinds].flatMap(({ properties = {} }) =>
    Object.keys(properties).filter((name) => properties[name]?.readOnly),
  )
  return [...new Set(names)].sort()
}

function resolve(bundled: Schema, reference: string): Schema {
  const found = bundled.definitions?.[reference.replace('#/definitions/', '')]
  if (found === undefined) throw new Error(`${reference} leads nowhere`)
  return found
}
