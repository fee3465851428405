// Holds the data of a gateway.yaml against the schemas. This is where unknown data becomes a GatewayYaml.
import type { Diagnostic } from '../model/diagnostic.ts'
import type { GatewayYaml } from '../model/gateway.gen.ts'
import { schemaMessage } from './schema-messages.ts'
import type { Path, Source } from './source.ts'
import validate, { type SchemaError } from './validators.gen.js'
import { valueAt } from './value-at.ts'

export interface Validated {
  /** Of the declared type wherever `isSound` says so, and anything elsewhere. */
  readonly declared: GatewayYaml
  readonly problems: readonly Diagnostic[]
  /** True when nothing at or below a section, or one entry of it, is against the schemas. */
  isSound(section: string, index?: number): boolean
}

/** More problems than anybody reads; each costs a search for its place. */
const MAX_TOLD = 500

export function validateSource(source: Source): Validated {
  const errors = validate(source.data) ? [] : (validate.errors ?? [])
  const telling = withoutEchoes(errors).map((error) => ({ error, path: pathOf(error.instancePath, source.data) }))
  const broken = new Set<string>()
  for (const { path } of telling)
    for (let length = 0; length <= 2; length++) broken.add(path.slice(0, length).join('/'))
  const whole = telling.filter(({ path }) => path.length < 2).map(({ path }) => path.join('/'))
  return {
    // The validator has just proved it, except for the parts that isSound denies.
    declared: source.data as GatewayYaml,
    problems: [
      ...telling.slice(0, MAX_TOLD).map(({ error, path }) => schemaMessage(error, path, source)),
      ...(telling.length > MAX_TOLD ? [more(telling.length - MAX_TOLD, source)] : []),
    ],
    isSound(section, index) {
      if (index === undefined) return !broken.has(section)
      return !whole.includes(section) && !broken.has(`${section}/${index}`)
    },
  }
}

function more(count: number, source: Source): Diagnostic {
  return {
    severity: 'error',
    code: 'config/more-problems',
    message: `${count} more problems of this kind are not shown.`,
    fix: 'Check that this is the right file.',
    position: source.positionOf([]),
  }
}

/** Leaves out what follows from another error: the branches of a oneOf, and the tag of a missing kind. */
function withoutEchoes(errors: readonly SchemaError[]): SchemaError[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf')
  return errors.filter((error) => {
    if (error.keyword === 'discriminator' && error.params.error === 'tag') {
      return !errors.some((other) => other.keyword === 'required' && other.instancePath === error.instancePath)
    }
    return !choices.some(
      (choice) =>
        choice !== error &&
        `${error.instancePath}/`.startsWith(`${choice.instancePath}/`) &&
        error.schemaPath.startsWith(`${choice.schemaPath}/`),
    )
  })
}

/** A JSON pointer as a path; a step into a list becomes a number. */
function pathOf(pointer: string, data: unknown): Path {
  let at = data
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
      const isList = Array.isArray(at)
      at = valueAt(at, [key])
      return isList ? Number(key) : key
    })
}
