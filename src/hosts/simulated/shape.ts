// A small language to say what JSON has to look like; it answers the first thing that does not fit and where.
import type { Path } from './json-positions.ts'

export interface Misfit {
  readonly path: Path
  readonly message: string
}
/** Where the walk is. */
type Way = (string | number)[]
export type Shape = (value: unknown, path: Way) => Misfit | undefined

export const text: Shape = (value, path) => (typeof value === 'string' ? undefined : expected('a text', value, path))
export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? undefined : expected('true or false', value, path)
export const whole: Shape = (value, path) =>
  Number.isSafeInteger(value) ? undefined : expected('a whole number', value, path)

export const positive: Shape = (value, path) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? undefined : expected('a whole number above 0', value, path)

export function textLike(pattern: RegExp, what: string): Shape {
  return (value, path) => (typeof value === 'string' && pattern.test(value) ? undefined : expected(what, value, path))
}

export function oneOf(...choices: readonly (string | number | boolean)[]): Shape {
  const names = choices.map((one) => JSON.stringify(one)).join(', ')
  return (value, path) => (choices.some((one) => one === value) ? undefined : expected(`one of ${names}`, value, path))
}

export function anyOf(...shapes: readonly Shape[]): Shape {
  return (value, path) => {
    const misfits = shapes.map((shape) => shape(value, path))
    return misfits.includes(undefined) ? undefined : misfits[0]
  }
}

export function listOf(item: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return expected('a list', value, path)
    for (const [index, one] of value.entries()) {
      const misfit = under(path, index, item, one)
      if (misfit) return misfit
    }
    return undefined
  }
}

export function recordOf(item: Shape): Shape {
  return (value, path) => {
    if (!isObject(value)) return expected('an object', value, path)
    for (const key of Object.keys(value)) {
      const misfit = under(path, key, item, value[key])
      if (misfit) return misfit
    }
    return undefined
  }
}

/** Keys that end in `?` may be missing; keys that are not named are refused. */
export function object(members: Readonly<Record<string, Shape>>): Shape {
  const wanted = new Map(Object.entries(members).map(([key, shape]) => [key.replace(/\?$/, ''), shape]))
  const needed = Object.keys(members).filter((key) => !key.endsWith('?'))
  return (value, path) => {
    if (!isObject(value)) return expected('an object', value, path)
    const lost = needed.find((key) => !(key in value))
    if (lost !== undefined) return { path: [...path], message: `'${lost}' is missing in ${placeOf(path)}.` }
    for (const key of Object.keys(value)) {
      const misfit = under(path, key, wanted.get(key) ?? unknownKey(wanted), value[key])
      if (misfit) return misfit
    }
    return undefined
  }
}

function unknownKey(wanted: ReadonlyMap<string, Shape>): Shape {
  return (_, path) => {
    const place = placeOf(path.slice(0, -1))
    const message = `'${path.at(-1)}' is unknown in ${place}; it has ${[...wanted.keys()].join(', ')}.`
    return { path: [...path], message }
  }
}

/** One path is used for the whole walk and copied only into a misfit: a machine has a hundred thousand values. */
function under(path: Way, key: string | number, shape: Shape, value: unknown): Misfit | undefined {
  path.push(key)
  const misfit = shape(value, path)
  path.pop()
  return misfit
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function expected(what: string, value: unknown, path: Path): Misfit {
  const shown = JSON.stringify(value) ?? 'nothing'
  return {
    path: [...path],
    message: `${placeOf(path)} should be ${what}, not ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}.`,
  }
}

function placeOf(path: Path): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return place === '' ? 'the machine' : place.replace(/^\./, '')
}
