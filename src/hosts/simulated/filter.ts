// Selecting objects as CIM cmdlets do: every list parameter is a filter, texts are patterns, none found is an error.
import { type OutputRow, Refusal } from './answer.ts'
import type { Bound } from './bind.ts'
import type { Cmdlet } from './catalogue.ts'
import { fitsPattern, isPattern } from './wildcard.ts'

/** An object of the machine and the row that shows it. */
export interface Shown<T> {
  readonly row: OutputRow
  readonly object: T
}

/** Those that fit every filter. Throws `CmdletizationQuery_NotFound...`: windows.md, section 4. */
export function select<T>(cmdlet: Cmdlet, set: string, bound: Bound, all: readonly Shown<T>[]): Shown<T>[] {
  const filters = filtersOf(cmdlet, set, bound)
  const found = all.filter(({ row }) =>
    filters.every(({ property, values }) => values.some((value) => fits(row[property], value))),
  )
  const [first] = filters
  if (first !== undefined && filters.length === 1) {
    const lost = first.values.find(
      (value) => !isOpen(value) && !found.some(({ row }) => fits(row[first.property], value)),
    )
    if (lost !== undefined) throw notFound(cmdlet, first.property, lost)
  }
  if (filters.length > 1 && found.length === 0 && !filters.some(({ values }) => values.some(isOpen)))
    throw notFound(cmdlet)
  return found
}

interface Filter {
  /** Name in the class, which is what error ids carry: windows.md, section 4. */
  readonly property: string
  readonly values: readonly unknown[]
}

function filtersOf(cmdlet: Cmdlet, set: string, bound: Bound): Filter[] {
  const parameters = cmdlet.parameterSets.find(({ name }) => name === set)?.parameters ?? []
  // What the set for a piped object has too is written, never asked for: windows.md, section 2.
  const written = cmdlet.parameterSets.find(({ name }) => name.startsWith('InputObject'))?.parameters ?? []
  const piped = parameters.find(({ name, type }) => /^CimInstance/.test(type) && bound[name] !== undefined)
  if (piped) throw notSimulated(cmdlet, piped.name)
  return parameters
    .filter(({ name }) => !written.some((other) => other.name === name))
    .flatMap(({ name, type }) => {
      const value = bound[name]
      if (value === undefined) return []
      // A parameter that takes one value is set, one that takes a list is asked for: windows.md, section 2.
      return type.endsWith('[]') && Array.isArray(value)
        ? [{ property: name.replace(/(Bytes|Ms)$/, ''), values: value }]
        : []
    })
}

function fits(actual: unknown, wanted: unknown): boolean {
  // Names of interfaces and addresses are LIKE patterns, indexes are literal: windows.md, section 1.
  if (typeof actual === 'string' && typeof wanted === 'string') return fitsPattern(wanted, actual)
  // The DNS object keeps its family as a number: captures.md, section 4.
  if (typeof actual === 'number' && typeof wanted === 'string') return { IPv4: 2, IPv6: 23 }[wanted] === actual
  return actual === wanted
}

function isOpen(value: unknown): boolean {
  return typeof value === 'string' && isPattern(value)
}

function notFound(cmdlet: Cmdlet, property?: string, value?: unknown): Refusal {
  const what = cmdlet.cimClass ?? 'matching'
  const message =
    property === undefined
      ? `No matching ${what} objects found by CIM query. Verify query parameters and retry.`
      : `No ${what} objects found with property '${property}' equal to '${String(value)}'.  Verify the value of the property and retry.`
  const id = `CmdletizationQuery_NotFound${property === undefined ? '' : `_${property}`},${cmdlet.name}`
  return new Refusal({ id, category: 'ObjectNotFound', message, ...(value !== undefined && { target: String(value) }) })
}

export function notSimulated(cmdlet: Cmdlet, parameter: string): Refusal {
  const message = `The simulated machine does not know -${parameter} of ${cmdlet.name}.`
  return new Refusal({ id: `gw/not-simulated,${cmdlet.name}`, category: 'NotImplemented', message })
}
