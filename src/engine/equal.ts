// When two property values are the same to Windows.
import type { Value } from '../model/plan.ts'
import type { Props } from '../model/resource.ts'
import { isSameName } from '../powershell/condition.ts'

/** Names, GUIDs and MACs compare without regard to case; the order of a list counts (DNS servers are asked in order). */
export function isSameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true
  if (typeof a === 'string' && typeof b === 'string') return isSameName(a, b)
  if (!isList(a) || !isList(b)) return false
  return a.length === b.length && a.every((item, index) => isSameName(item, b[index] ?? ''))
}

/** Properties as name and value; those that are not set are left out. */
export function entriesOf(props: Props): [property: string, value: Value][] {
  const entries: [property: string, value: Value][] = []
  for (const [property, value] of Object.entries(props)) if (isValue(value)) entries.push([property, value])
  return entries
}

/** The value of a property by its name. */
export function propertyOf(props: Props | undefined, property: string): Value | undefined {
  if (props === undefined || !Object.hasOwn(props, property)) return undefined
  const value: unknown = Reflect.get(props, property)
  return isValue(value) ? value : undefined
}

/** Some of the properties; which ones must include the identity. */
export function pick(props: Props, isWanted: (property: string) => boolean): Props {
  // A part of props is of the same kind; entries cannot say so to the compiler.
  return Object.fromEntries(entriesOf(props).filter(([property]) => isWanted(property))) as unknown as Props
}

/** These properties over those. */
export function merge(base: Props, over: readonly (readonly [property: string, value: Value])[]): Props {
  // The entries come from props of the same kind, so the result is of that kind; entries cannot say so to the compiler.
  return { ...base, ...Object.fromEntries(over) } as Props
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value)
}

function isList(value: Value | undefined): value is readonly string[] {
  return Array.isArray(value)
}
