// What the cmdlets of a simulated machine answer and what it assumes, as text.
import type { ErrorRecord } from '../../powershell/error-record.ts'
import { padTo, visible, wrap } from './cells.ts'
import { type Page, paint } from './page.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows as Format-List shows them; an error with the id that decisions are made on. */
export function renderAnswer(
  page: Page,
  answer: { readonly rows: readonly Row[] } | { readonly error: ErrorRecord },
): string[] {
  if ('error' in answer) {
    const { message, id, category, target } = answer.error
    return [
      ...wrap(visible(message), page.columns).map((line) => paint(page, 'error', line)),
      `  id        ${visible(id)}`,
      `  category  ${visible(category)}`,
      ...(target === undefined ? [] : [`  target    ${visible(target)}`]),
    ]
  }
  if (answer.rows.length === 0) return [paint(page, 'quiet', 'Done; the cmdlet answers nothing.')]
  return answer.rows.flatMap((row, index) => [...(index === 0 ? [] : ['']), ...renderRow(page, row)])
}

function renderRow(page: Page, row: Row): string[] {
  const width = Math.max(...Object.keys(row).map((name) => name.length))
  return Object.entries(row).flatMap(([name, value]) => {
    const lead = `${padTo(name, width)} : `
    return wrap(cellText(value), page.columns - lead.length).map((line, index) =>
      index === 0 ? paint(page, 'quiet', lead) + line : ' '.repeat(lead.length) + line,
    )
  })
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return `{${value.map(cellText).join(', ')}}`
  return visible(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

export interface AssumptionLine {
  readonly name: string
  readonly question: string
  readonly choices: readonly string[]
  readonly chosen: string
}

/** The chosen answer first; the first choice of each is the default. */
export function renderAssumptions(page: Page, assumptions: readonly AssumptionLine[]): string[] {
  return [
    ...wrap(
      'What nobody has verified about Windows, and what this machine takes for true (* is the default):',
      page.columns,
    ),
    ...assumptions.flatMap(({ name, question, choices, chosen }) => {
      const all = choices.map((choice, index) => {
        const text = `${choice}${index === 0 ? '*' : ''}`
        return choice === chosen ? `[${text}]` : text
      })
      return [
        '',
        `${paint(page, chosen === choices[0] ? 'strong' : 'change', name)}  ${all.join('  ')}`,
        ...wrap(question, page.columns - 4).map((line) => paint(page, 'quiet', `    ${line}`)),
      ]
    }),
    '',
    'Set one: gw sim assume FILE NAME=CHOICE',
  ]
}
