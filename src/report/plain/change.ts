// One change of a plan as text: a row that says what, where and why, and below it what it means.
import type { Action, Change, PropertyChange, Value } from '../../model/plan.ts'
import { cells, padTo, shorten, visible, wrap } from './cells.ts'
import { type Page, paint, type Role } from './page.ts'
import { renderTouches } from './touches.ts'

export const MARKS: Readonly<Record<Action, { readonly mark: string; readonly role: Role }>> = {
  create: { mark: '+', role: 'create' },
  update: { mark: '~', role: 'change' },
  replace: { mark: '-/+', role: 'replace' },
  delete: { mark: '-', role: 'delete' },
  clear: { mark: '-', role: 'delete' },
  record: { mark: '=', role: 'info' },
}

/** Columns that all rows of one list share. */
export interface Columns {
  readonly number: number
  readonly mark: number
  readonly address: number
  readonly place: number
  readonly property: number
}

/** `numbered` is false in drift, where there is no order of steps. */
export function columnsFor(page: Page, changes: readonly Change[], numbered: boolean): Columns {
  const widest = (texts: readonly string[]) => texts.reduce((width, text) => Math.max(width, cells(text)), 0)
  const number = numbered ? widest(changes.map((change) => String(change.number))) + 1 : 0
  const mark = widest(changes.map((change) => MARKS[change.action].mark))
  const place = widest(changes.map(rowPlace))
  const cause = widest(changes.map((change) => change.cause))
  const room = page.columns - indentOf({ number, mark }) - place - cause - 4
  return {
    number,
    mark,
    place,
    address: Math.min(widest(changes.map((change) => visible(change.address))), Math.max(20, room)),
    property: Math.min(24, widest(changes.flatMap((change) => change.properties.map((one) => one.property)))),
  }
}

export function renderChange(page: Page, change: Change, columns: Columns): string[] {
  const { mark, role } = MARKS[change.action]
  const number = columns.number === 0 ? '' : `${String(change.number).padStart(columns.number)} `
  const lead = number + paint(page, role, mark.padStart(columns.mark))
  const indent = ' '.repeat(indentOf(columns) + 2)
  const known =
    change.knownAfter.length === 0
      ? undefined
      : `known after step ${[...change.knownAfter].sort((a, b) => a - b).join(', ')}`
  const [row, restOfRow] = renderRow(page, change, columns, known)
  return [
    `${lead} ${row}`,
    ...restOfRow.map((line) => indent + line),
    ...notesOf(change).flatMap((note) => wrapped(page, indent, note).map((line) => paint(page, 'quiet', line))),
    ...change.properties.flatMap((property) => renderProperty(page, change, property, indent, columns)),
    ...renderCost(page, change, indent),
  ]
}

function notesOf(change: Change): string[] {
  const clears = `whatever else ${change.action === 'clear' ? change.interface : ''} turns out to carry: addresses and default routes`
  const kept = change.action === 'record' && change.kept === true ? 'kept: ' : ''
  return [
    ...(change.action === 'clear' ? [clears] : []),
    ...(change.note === undefined ? [] : [kept + change.note]),
  ].map(visible)
}

function indentOf(columns: Pick<Columns, 'number' | 'mark'>): number {
  return (columns.number === 0 ? 0 : columns.number + 1) + columns.mark + 1
}

/** Everything on one line when it fits; else what does not fit goes below. */
function renderRow(page: Page, change: Change, columns: Columns, known: string | undefined): [string, string[]] {
  const address = visible(change.address)
  const place = paint(page, 'quiet', padTo(rowPlace(change), columns.place))
  const cause = paint(page, 'cause', change.cause)
  const knownText = known === undefined ? [] : [paint(page, 'quiet', known)]
  if (cells(address) > columns.address) return [paint(page, 'strong', address), [`${place}  ${cause}`, ...knownText]]
  const row = `${paint(page, 'strong', address)}${' '.repeat(columns.address - cells(address))}  ${place}  ${cause}`
  const used = indentOf(columns) + columns.address + columns.place + 4 + cells(change.cause)
  if (known === undefined) return [row.trimEnd(), []]
  return used + cells(known) + 2 <= page.columns ? [`${row}, ${knownText.join('')}`, []] : [row, knownText]
}

/** Base name and line: the head of the plan names the file. */
function rowPlace(change: Change): string {
  const { position } = change
  return position === undefined ? '' : visible(`${baseName(position.file)}:${position.line}`)
}

export function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file
}

function renderProperty(
  page: Page,
  change: Change,
  property: PropertyChange,
  indent: string,
  columns: Columns,
): string[] {
  const name = padTo(visible(property.property), columns.property)
  const hanging = cells(indent) + cells(name) + 2
  const beside = aside(change, property)
  const place = indentOf(columns) + columns.address + 2
  const [first = '', ...rest] = wrap(valueText(change, property), page.columns - hanging)
  const gap = Math.max(3, place - hanging - cells(first))
  const fits = hanging + cells(first) + gap + cells(beside) <= page.columns
  const valueLine = (line: string) => paint(page, property.after === undefined ? 'quiet' : 'plain', line)
  return [
    `${indent}${name}  ${valueLine(first)}${fits && beside !== '' ? ' '.repeat(gap) + paint(page, 'quiet', beside) : ''}`,
    ...rest.map((line) => ' '.repeat(hanging) + valueLine(line)),
    ...(fits || beside === '' ? [] : [' '.repeat(hanging) + paint(page, 'quiet', beside)]),
  ]
}

function valueText(change: Change, property: PropertyChange): string {
  const { before, after } = property
  if (change.action === 'create' && before === undefined) return formatValue(after)
  if (change.action === 'delete' || change.action === 'clear') return formatValue(before)
  if (JSON.stringify(before) === JSON.stringify(after)) return formatValue(after)
  return `${formatValue(before)} → ${formatValue(after)}`
}

/** Position and cause, said only where they differ from the row above. */
function aside(change: Change, property: PropertyChange): string {
  const { position, cause } = property
  const elsewhere = position !== undefined && position.line !== change.position?.line
  const parts = [
    ...(elsewhere ? [`${baseName(position.file)}:${position.line}`] : []),
    ...(cause === change.cause ? [] : [cause]),
  ]
  return visible(parts.join('  '))
}

/** For people: a list is separated by commas, an empty one says so. */
export function formatValue(value: Value | undefined): string {
  if (value === undefined) return 'none'
  if (typeof value === 'object') return value.length === 0 ? '(empty)' : visible(value.join(', '))
  return value === '' ? '""' : shorten(visible(String(value)), 2000)
}

function renderCost(page: Page, change: Change, indent: string): string[] {
  const { outage, seconds, oneWay } = change.cost
  const touches = renderTouches(change.touches)
  const alarms = [
    ...(outage === 'cuts traffic' ? [`cuts traffic for about ${formatSeconds(seconds)}`] : []),
    ...(outage === 'restart' ? ['needs a restart of the machine'] : []),
    ...(oneWay ? ['one-way: gw cannot undo it'] : []),
    ...touches.filter(({ isAlarming }) => isAlarming).map(({ text }) => text),
  ]
  return [
    ...touches.filter(({ isAlarming }) => !isAlarming).flatMap(({ text }) => wrapped(page, indent, text)),
    ...alarms.flatMap((alarm) => {
      const [first = '', ...rest] = wrapped(page, indent, alarm)
      return [`${indent.slice(2)}${paint(page, 'alarm', '!')} ${first.slice(indent.length)}`, ...rest]
    }),
  ]
}

export function formatSeconds(seconds: number): string {
  return seconds < 10 && !Number.isInteger(seconds) ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`
}

function wrapped(page: Page, indent: string, text: string): string[] {
  return wrap(text, page.columns - indent.length).map((line) => indent + line)
}
