// A small program of calls with conditions, as data: the engine interprets it, and the same program can be rendered as text.
import type { Call, CmdletName } from './call.ts'
import type { CmdletParams } from './catalogue.gen.ts'
import type { Row, TableName } from './snapshot.ts'
import type { ProgramRun, SystemProgram } from './system-program.ts'

/**
 * Whether a table has a row with all these values. Strings compare whole and without regard to case, as Windows
 * compares names; a list compares item by item.
 */
export interface Condition<T extends TableName = TableName> {
  readonly table: T
  readonly where: Partial<Row<T>>
  readonly is: 'present' | 'absent'
}

/** How long something may take to come true after a call. */
export interface Wait {
  readonly for: Condition
  readonly seconds: number
}

/** What one step does: a cmdlet call, or a program of Windows where no cmdlet does it. */
export type Act = Call | ProgramRun

/**
 * One step: `onlyIf` is asked on fresh rows before the act (false: the step is passed over), `waitFor` after it.
 * When Windows refuses it or the wait runs out, `otherwise` runs in its place; without one the program fails.
 */
export type Step = Act & Circumstances
export type Program = readonly Step[]

export interface Circumstances {
  readonly onlyIf?: Condition
  readonly waitFor?: Wait
  readonly otherwise?: Program
}

/** A condition whose column names and values are checked against the table's row type. */
export function present<T extends TableName>(table: T, where: Partial<Row<T>>): Condition {
  return { table, where, is: 'present' }
}

export function absent<T extends TableName>(table: T, where: Partial<Row<T>>): Condition {
  return { table, where, is: 'absent' }
}

/** A step whose call is checked against the catalogue. */
export function step<C extends CmdletName>(cmdlet: C, params: CmdletParams[C], rest: Circumstances = {}): Step {
  return { cmdlet, params: params as Call['params'], ...rest }
}

/** A step that starts a program of Windows. */
export function run(program: SystemProgram, args: readonly string[], rest: Circumstances = {}): Step {
  return { program, arguments: args, ...rest }
}

/** The act of a step without its circumstances. */
export function actOf(step: Step): Act {
  return 'program' in step
    ? { program: step.program, arguments: step.arguments }
    : { cmdlet: step.cmdlet, params: step.params }
}

/** Every table that the conditions of a program look at. */
export function tablesOf(program: Program): Set<TableName> {
  const tables = new Set<TableName>()
  for (const { onlyIf, waitFor, otherwise } of program) {
    if (onlyIf) tables.add(onlyIf.table)
    if (waitFor) tables.add(waitFor.for.table)
    if (otherwise) for (const table of tablesOf(otherwise)) tables.add(table)
  }
  return tables
}
