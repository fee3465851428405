// What a schema error means for the person who wrote the file, and where it is.
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Reason } from './explain-address.ts'
import { formats } from './formats.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'
import { selectorReason } from './selector-message.ts'
import type { Path, Source } from './source.ts'
import { unknownKey } from './unknown-key.ts'
import { keys, type SchemaError } from './validators.gen.js'
import { valueAt } from './value-at.ts'
import { wrongType } from './wrong-type.ts'

export function schemaMessage(error: SchemaError, path: Path, source: Source): Diagnostic {
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty)
    return { severity: 'error', ...unknownKey(key, path, source.data), position: source.keyPositionOf([...path, key]) }
  }
  const reason = reasonOf(error, path, valueAt(source.data, path))
  return { severity: 'error', ...reason, position: positionOf(error, path, source) }
}

function positionOf(error: SchemaError, path: Path, source: Source) {
  return error.keyword === 'discriminator' ? source.positionOf([...path, 'kind']) : source.positionOf(path)
}

function reasonOf(error: SchemaError, path: Path, value: unknown): Reason {
  const { keyword, params } = error
  switch (keyword) {
    case 'required':
      return missingKey(String(params.missingProperty), path)
    case 'type':
      return wrongType(String(params.type), path, value)
    case 'format':
      return explainFormat(String(params.format), value)
    case 'enum':
      return notOneOf(value, params.allowedValues as readonly unknown[])
    case 'const':
      return notOneOf(value, [params.allowedValue])
    case 'discriminator':
      return unknownKind(params.tagValue)
    case 'oneOf':
      if (path[0] === 'power') return limit(value, 'A timeout is a whole number of seconds from 1, or never.')
      return path.at(-1) === 'interfaceMetric' ? notAMetric(value) : selectorReason(value)
    case 'minimum':
    case 'maximum':
      return limit(value, `${keyword === 'minimum' ? 'At least' : 'At most'} ${String(params.limit)}.`)
    case 'minLength':
      return limit(value, 'The text must not be empty.')
    case 'maxLength':
      return limit(value, `At most ${String(params.limit)} characters.`)
    default:
      return limit(value, `It is against the rule "${keyword}" of the schema.`)
  }
}

function missingKey(key: string, path: Path): Reason {
  const where = path.length > 1 ? `This entry of ${String(path[0])}` : `The section ${String(path[0])}`
  return {
    code: 'config/missing-key',
    message: `${path.length === 0 ? 'The file' : where} has no ${key}.`,
    fix: MISSING[key] ?? `Add ${key}: and its value.`,
  }
}

const MISSING: Readonly<Record<string, string>> = {
  name: 'Add a name: for example name: home.',
  allowManagementOS:
    'Write allowManagementOS: true to keep this machine on the network, false to give the adapter to virtual machines only.',
  until: 'Say until when: until: 2027-06-01.',
  reason: 'Say why it is acceptable here.',
  kind: `Kinds are ${(keys['resources/*'] ?? []).join(', ')}.`,
  family: 'Write family: IPv4. Without it Windows would change both families.',
}

function explainFormat(name: string, value: unknown): Reason {
  const format = formats[name]
  return format === undefined ? limit(value, `It must be ${name}.`) : format.explain(String(value))
}

function notOneOf(value: unknown, allowed: readonly unknown[]): Reason {
  const names = allowed.map(String)
  const close = nearest(String(value), names)
  return {
    code: 'config/wrong-value',
    message: `${quote(value)} is not possible here.`,
    fix: close === undefined ? `Write ${names.join(' or ')}.` : `Did you mean ${close}?`,
  }
}

function unknownKind(kind: unknown): Reason {
  const kinds = keys['resources/*'] ?? []
  const close = nearest(String(kind), kinds)
  return {
    code: 'config/unknown-kind',
    message: `There is no kind ${quote(kind)}.`,
    fix: close === undefined ? `Kinds are ${kinds.join(', ')}.` : `Did you mean ${close}?`,
  }
}

function notAMetric(value: unknown): Reason {
  return limit(value, 'A metric is a whole number from 1 to 9999, or auto.')
}

function limit(value: unknown, fix: string): Reason {
  return { code: 'config/wrong-value', message: `${quote(value)} is not possible here.`, fix }
}
