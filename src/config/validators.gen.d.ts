// Types of the generated validators, whose code git does not keep: `npm run generate` and the tests write it.

/** One thing that does not fit, as ajv's standalone code reports it. */
export interface SchemaError {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

declare const validate: {
  (data: unknown): boolean
  errors?: readonly SchemaError[] | null
}
export default validate

/** Path of a mapping → the keys it may have; see scripts/generate/known-keys.ts. */
export declare const keys: Readonly<Record<string, readonly string[]>>

/** The readOnly properties of schemas/resources, of whatever kind. */
export declare const observed: readonly string[]
