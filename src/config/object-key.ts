// The name of a declared object within its kind, as its schema says. The providers name observed objects alike.
import { objectKeys } from '../model/object-keys.gen.ts'
import type { PropsOf } from '../model/props.gen.ts'
import type { Kind } from '../model/resource.ts'

export type AnyProps = { [K in Kind]: { readonly kind: K; readonly props: PropsOf[K] } }[Kind]

export function objectKey<K extends Kind>(kind: K, props: PropsOf[K]): string {
  return objectKeys[kind](props)
}
