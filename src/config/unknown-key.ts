// What to say of a key that no schema knows: misspelt, not asked for but observed, or not there yet.
import type { Reason } from './explain-address.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'
import type { Path } from './source.ts'
import { keys, observed } from './validators.gen.js'
import { valueAt } from './value-at.ts'

export function unknownKey(key: string, path: Path, data: unknown): Reason {
  const later = LATER.get([...path, key].join('.'))
  if (later !== undefined) {
    return {
      code: 'config/not-yet',
      message: `This version of gw does not have ${later} yet.`,
      fix: 'Remove it for now, or put # before its lines.',
    }
  }
  if (path[0] === 'resources' && observed.includes(key)) {
    return {
      code: 'config/read-only',
      message: `${key} is what Windows says of the object; it cannot be asked for.`,
      fix: 'Remove the key.',
    }
  }
  const known = keys[shapeOf(path, data)] ?? []
  const close = nearest(key, known)
  return {
    code: 'config/unknown-key',
    message: `There is no key ${quote(key)} here.`,
    fix: close === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean ${close}?`,
  }
}

/** Sections of design.md, section 2, that come with later versions. */
const LATER: ReadonlyMap<string, string> = new Map([
  ...['services', 'proxy', 'wireguard', 'wsl', 'probes'].map((section) => [section, `the section ${section}`] as const),
])

/** The path as the list of known keys has it: `*` for places in lists, and the kind in `resources`. */
function shapeOf(path: Path, data: unknown): string {
  const kind = path[0] === 'resources' ? valueAt(data, [...path.slice(0, 2), 'kind']) : undefined
  return path.map((step) => (typeof step === 'number' ? (typeof kind === 'string' ? kind : '*') : step)).join('/')
}
