// Short hashes of what a plan rests on, so that a stale one is noticed and can say what changed.
import { hash } from 'node:crypto'
import type { Props } from '../model/resource.ts'
import { entriesOf } from './equal.ts'

/** Twelve hex digits of the SHA-256 of the properties in alphabetic order; `absent` for an object that is not there. */
export function fingerprint(props: Props | undefined): string {
  if (props === undefined) return 'absent'
  return hashOf(JSON.stringify(entriesOf(props).sort(([a], [b]) => (a < b ? -1 : 1))))
}

export function hashOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 12)
}
