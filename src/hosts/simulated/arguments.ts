// Bound parameter values as plain types; the binder has already converted them.
import type { Bound } from './bind.ts'

export function textOf(bound: Bound, name: string): string | undefined {
  const value = bound[name]
  return typeof value === 'string' ? value : undefined
}

export function numberOf(bound: Bound, name: string): number | undefined {
  const value = bound[name]
  return typeof value === 'number' ? value : undefined
}

export function flagOf(bound: Bound, name: string): boolean | undefined {
  const value = bound[name]
  return typeof value === 'boolean' ? value : undefined
}

export function textsOf(bound: Bound, name: string): string[] | undefined {
  const value = bound[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}
