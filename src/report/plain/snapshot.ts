// What became of a recording, and what it is good for, as text.
import { visible, wrap } from './cells.ts'
import { plural } from './diagnostic.ts'
import type { Page } from './page.ts'
import { type NextArguments, wrapHints } from './plan.ts'

export interface Recorded {
  readonly file: string
  readonly tables: number
  readonly unknown: readonly string[]
}

export function renderSnapshot(page: Page, { file, tables, unknown }: Recorded, next: NextArguments): string[] {
  const saved = `${plural(tables, 'table')} in ${visible(file)}; the names of the machine and its user are masked.`
  const left = `Unknown there as here: ${unknown.join(', ')}.`
  return [
    ...wrap(saved, page.columns),
    ...(unknown.length === 0 ? [] : wrap(left, page.columns)),
    ...wrapHints(page, '', [`Plan on it anywhere: gw plan${next.args}`]),
  ]
}
