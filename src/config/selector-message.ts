// What to say of a value that names no adapter.
import type { Reason } from './explain-address.ts'
import { formats } from './formats.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'
import { describe } from './wrong-type.ts'

const WAYS = ['guid', 'mac', 'description'] as const

export function selectorReason(value: unknown): Reason {
  if (typeof value === 'number') {
    return {
      code: 'config/wrong-type',
      message: `The adapter is ${describe(value)}, not its name.`,
      // GW052: indexes change at boot.
      why: 'Interface indexes change from one start of Windows to the next.',
      fix: 'Write the alias as Get-NetAdapter shows it under Name, or { mac: … }.',
    }
  }
  if (typeof value === 'string') return wrong(value, 'The alias of an adapter has 1 to 256 characters.')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return noAdapter(value)
  const entries = Object.entries(value)
  const [first] = entries
  if (first === undefined || entries.length > 1) {
    return wrong(value, 'Name the adapter in one way: its alias, { guid: … }, { mac: … } or { description: … }.')
  }
  const [way, name] = first
  if (way === 'guid' || way === 'mac') {
    return typeof name === 'string' ? (formats[way]?.explain(name) ?? noAdapter(value)) : noAdapter(name)
  }
  if (way === 'description') return wrong(name, 'A description has 1 to 256 characters.')
  const close = nearest(way, WAYS)
  return {
    code: 'config/unknown-key',
    message: `There is no key ${quote(way)} here.`,
    fix:
      close === undefined ? `Known here: ${WAYS.join(', ')}; an alias stands without a key.` : `Did you mean ${close}?`,
  }
}

function noAdapter(value: unknown): Reason {
  return {
    code: 'config/wrong-type',
    message: `The adapter is ${describe(value)}, not a name.`,
    fix: 'Write its alias, { guid: … }, { mac: … } or { description: … }.',
  }
}

function wrong(value: unknown, fix: string): Reason {
  return { code: 'config/wrong-value', message: `${quote(value)} names no adapter.`, fix }
}
