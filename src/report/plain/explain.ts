// The explanation of a code as text: what it means, then what gw prints with it.
import { cells, padTo, shorten, wrap } from './cells.ts'
import { type Page, paint } from './page.ts'

export interface Explanation {
  readonly topic: string
  readonly isArea: boolean
  readonly entries: readonly {
    readonly codes: readonly string[]
    readonly text: string
    readonly examples: readonly string[]
  }[]
}

export function renderExplanation(page: Page, { topic, isArea, entries }: Explanation): string[] {
  if (isArea) return renderArea(page, entries)
  return entries.flatMap(({ text, examples }) => [
    paint(page, 'strong', topic),
    ...wrap(plain(text), page.columns - 2).map((line) => `  ${line}`),
    ...examples.flatMap((example) => [
      '',
      'For example:',
      '',
      ...example.split('\n').flatMap((line) => fitted(page, line)),
    ]),
  ])
}

/** Examples are wider than a small terminal: what does not fit goes on below, under its own indent. */
function fitted(page: Page, line: string): string[] {
  const indent = `  ${/^ */.exec(line)?.[0] ?? ''}`
  return wrap(line.trimStart(), page.columns - indent.length).map((part) => indent + part)
}

/** One line a code: enough to find the one that is meant. */
function renderArea(page: Page, entries: Explanation['entries']): string[] {
  const width = Math.max(...entries.flatMap(({ codes }) => codes.map(cells)))
  const lines = entries.flatMap(({ codes, text }) =>
    codes.map((code) => `${padTo(code, width)}  ${shorten(plain(text), page.columns - width - 2)}`),
  )
  return [...lines, '', `More of one: ${paint(page, 'info', 'gw explain CODE')}`]
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`/g, '$1').replace(/\*([^*]+)\*/g, '$1')
}
