// What works on a machine and what does not, as text: a line a check, and below it what follows and what to do.
import type { Check, CheckState, Examination } from '../../model/examination.ts'
import { padTo, visible, wrap } from './cells.ts'
import { type Page, paint, type Role } from './page.ts'

const MARKS: Readonly<Record<CheckState, { readonly mark: string; readonly role: Role }>> = {
  works: { mark: '✓', role: 'good' },
  limited: { mark: '!', role: 'warning' },
  broken: { mark: '✗', role: 'error' },
  unknown: { mark: '?', role: 'warning' },
}

export function renderExamination(page: Page, { host, computer, user, checks }: Examination): string[] {
  const who = computer === undefined ? host : `${computer} as ${user} (${host})`
  const width = Math.max(...checks.map(({ name }) => name.length))
  return [
    ...wrap(visible(who), page.columns).map((line) => paint(page, 'strong', line)),
    '',
    ...checks.flatMap((check) => renderCheck(page, check, width)),
    '',
    ...wrap(summary(checks), page.columns),
  ]
}

function renderCheck(page: Page, { name, state, found, why, fix }: Check, width: number): string[] {
  const { mark, role } = MARKS[state]
  const indent = ' '.repeat(width + 4)
  const room = page.columns - indent.length
  const lead = `${paint(page, role, mark)} ${paint(page, 'strong', padTo(name, width))}  `
  const below = (text: string | undefined, as: Role) =>
    text === undefined ? [] : wrap(visible(text), room).map((line) => indent + paint(page, as, line))
  return [
    ...wrap(visible(found), room).map((line, index) => (index === 0 ? lead : indent) + line),
    ...below(why, 'quiet'),
    ...below(fix, 'info'),
  ]
}

function summary(checks: readonly Check[]): string {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length
  if (count('works') === checks.length) return 'Everything that gw needs works here.'
  const parts = [
    [count('broken'), 'broken'],
    [count('limited'), 'limited'],
    [count('unknown'), 'not said'],
    [count('works'), 'in order'],
  ] as const
  return `${parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ')}.`
}
