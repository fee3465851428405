// Desired, recorded and actual of one object: what differs, and who made it differ.

import type { Cause, PropertyChange } from '../model/plan.ts'
import type { Props, Resource } from '../model/resource.ts'
import { entriesOf, isSameValue, propertyOf } from './equal.ts'

/** Properties that name the object; they are in its address and cannot differ. */
export const IDENTITY: ReadonlySet<string> = new Set([
  'name',
  'interface',
  'family',
  'address',
  'destinationPrefix',
  'nextHop',
])

/**
 * What has to change on an object that is there. A property that is not what was recorded has been changed on the
 * machine (drifted), otherwise in the file (edited); without a record the object is only now becoming ours (new).
 */
export function differences(
  resource: Resource,
  desired: Props,
  actual: Props,
  recorded: Props | undefined,
): PropertyChange[] {
  return entriesOf(desired).flatMap(([property, after]): PropertyChange[] => {
    const before = propertyOf(actual, property)
    if (IDENTITY.has(property) || isSameValue(before, after)) return []
    const kept = propertyOf(recorded, property)
    const cause: Cause =
      recorded === undefined ? 'new' : kept !== undefined && !isSameValue(kept, before) ? 'drifted' : 'edited'
    const position = resource.positions[property]
    return [{ property, after, cause, ...(before === undefined ? {} : { before }), ...(position && { position }) }]
  })
}

/** What an object that is not there will be: its declared properties. What declaring it implies is not repeated. */
export function creation(resource: Resource, desired: Props, cause: Cause): PropertyChange[] {
  return entriesOf(desired).flatMap(([property, after]): PropertyChange[] => {
    if (IDENTITY.has(property) || propertyOf(resource.props, property) === undefined) return []
    const position = resource.positions[property]
    return [{ property, after, cause, ...(position && { position }) }]
  })
}

/** What an object loses that goes away. */
export function removal(actual: Props, cause: Cause): PropertyChange[] {
  return entriesOf(actual).flatMap(([property, before]) =>
    IDENTITY.has(property) ? [] : [{ property, before, cause }],
  )
}

/** The strongest cause: what somebody did to the machine counts more than an edit. */
export function causeOf(changes: readonly PropertyChange[]): Cause {
  return (
    changes.find(({ cause }) => cause === 'drifted')?.cause ??
    changes.find(({ cause }) => cause === 'edited')?.cause ??
    'new'
  )
}

/**
 * True when both records say the same of the same properties. What declaring the object only implies may differ in value:
 * a stopped service may be Manual or Disabled, and which of them it is can change without anybody's edit.
 */
export function isSameRecord(recorded: Props, desired: Props, declared: Props): boolean {
  const [left, right] = [entriesOf(recorded), entriesOf(desired)]
  if (left.length !== right.length) return false
  return left.every(([property, value]) => {
    const now = propertyOf(desired, property)
    const isImplied = now !== undefined && propertyOf(declared, property) === undefined
    return isImplied || isSameValue(value, now)
  })
}
