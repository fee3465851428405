// Answers a program's conditions from rows. The rendered script asks the same question in PowerShell.
import type { Condition } from './program.ts'
import type { Snapshot } from './snapshot.ts'

/** True when the condition holds in this snapshot. Throws when its table is unknown. */
export function holds(condition: Condition, snapshot: Snapshot): boolean {
  const found = snapshot.rows(condition.table).some((row) => fits(row, condition.where))
  return found === (condition.is === 'present')
}

function fits(row: object, where: object): boolean {
  const columns = row as Record<string, unknown>
  return Object.entries(where).every(([column, value]) => isSame(columns[column], value))
}

function isSame(actual: unknown, wanted: unknown): boolean {
  if (typeof actual === 'string' && typeof wanted === 'string') return isSameName(actual, wanted)
  if (Array.isArray(actual) && Array.isArray(wanted)) {
    return actual.length === wanted.length && actual.every((item, index) => isSame(item, wanted[index]))
  }
  return actual === wanted
}

/** Windows compares names of interfaces, switches and adapters without regard to case. */
export function isSameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase()
}
