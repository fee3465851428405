// A program as PowerShell: conditions become questions on fresh rows, exactly as the engine asks them.
import type { Condition, Program, Step } from '../program.ts'
import type { ProgramRun } from '../system-program.ts'
import { callText, valueText } from './cmdlet-text.ts'
import type { Words } from './words.ts'

/** Lines of the program, in order. */
export function programText(program: Program, words: Words): string[] {
  return program.flatMap((step) => stepText(step, words))
}

function stepText(step: Step, words: Words): string[] {
  const call = 'program' in step ? [programRunText(step, words)] : discarding(callText(step, words))
  const wait = step.waitFor === undefined ? [] : [waitText(step.waitFor.for, step.waitFor.seconds, words)]
  const body = step.otherwise === undefined ? [...call, ...wait] : attempt([...call, ...wait], step.otherwise, words)
  if (step.onlyIf === undefined) return body
  return [`if (${questionText(step.onlyIf, words)}) {`, ...indented(body), '}']
}

function programRunText(run: ProgramRun, words: Words): string {
  return `Invoke-Program ${words.of(run.program)} ${valueText(run.arguments, words)}`
}

/** What a cmdlet emits is of no use here, and would otherwise be printed as a table. */
function discarding(lines: string[]): string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? `$null = ${line}` : line))
}

/** When Windows refuses or the wait runs out, the other program takes the step's place. */
function attempt(lines: readonly string[], otherwise: Program, words: Words): string[] {
  return [
    'try {',
    ...indented(lines),
    '} catch {',
    '  Write-Host "  $($_.Exception.Message) Trying the other way."',
    ...indented(programText(otherwise, words)),
    '}',
  ]
}

/** A condition as a PowerShell expression. */
export function questionText({ table, where, is }: Condition, words: Words): string {
  const question = `Test-Row ${words.of(table)} ${whereText(where, words)}`
  return is === 'present' ? question : `-not (${question})`
}

function waitText({ table, where, is }: Condition, seconds: number, words: Words): string {
  const absent = is === 'absent' ? ' -Absent' : ''
  return `Wait-Row ${words.of(table)} ${whereText(where, words)} -Seconds ${seconds}${absent}`
}

function whereText(where: Condition['where'], words: Words): string {
  // Columns of a row are plain values or lists of text; undefined ones are not asked about.
  const columns = Object.entries(
    where as Record<string, string | number | boolean | readonly string[] | null | undefined>,
  )
  const pairs = columns.flatMap(([column, value]) =>
    value === undefined ? [] : [`${column} = ${valueText(value, words)}`],
  )
  return `@{ ${pairs.join('; ')} }`
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
