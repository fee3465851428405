// Problems as text: code and place first, then the line of the file, what is wrong, why, what to write instead.
import { type Diagnostic, type Position, sortDiagnostics } from '../../model/diagnostic.ts'
import { visible, wrap } from './cells.ts'
import { codeFrame, type Sources } from './code-frame.ts'
import { type Page, paint } from './page.ts'

const INDENT = '      '

/** All of them, in the order of the file, a blank line between two. */
export function renderDiagnostics(page: Page, diagnostics: readonly Diagnostic[], sources: Sources): string[] {
  return sortDiagnostics(diagnostics).flatMap((diagnostic, index) => [
    ...(index === 0 ? [] : ['']),
    ...renderDiagnostic(page, diagnostic, sources),
  ])
}

export function renderDiagnostic(page: Page, diagnostic: Diagnostic, sources: Sources): string[] {
  const { severity, code, message, why, fix, position, address } = diagnostic
  const place = position === undefined ? address : placeOf(position)
  const head = `${paint(page, severity, severity)} ${paint(page, 'strong', code)}`
  return [
    place === undefined ? head : `${head}  ${paint(page, 'quiet', visible(place))}`,
    ...(position === undefined ? [] : codeFrame(page, position, sources)),
    ...paragraph(page, message),
    ...(why === undefined ? [] : paragraph(page, why)),
    ...(fix === undefined ? [] : paragraph(page, fix).map((line) => paint(page, 'info', line))),
  ]
}

/** `gateway.yaml:24:14`, as editors and terminals understand it. */
export function placeOf(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`
}

/** Indented and wrapped; line breaks of the text are kept. */
function paragraph(page: Page, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => wrap(visible(line), page.columns - INDENT.length))
    .map((line) => INDENT + line)
}

/** `2 errors, 1 warning.` */
export function countProblems(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((one) => one.severity === severity).length
  return `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}.`
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : noun.endsWith('ch') ? 'es' : 's'}`
}
