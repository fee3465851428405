// The page that plain text is set on: its width in terminal cells and whether it has colours. Decides nothing else.
import { styleText } from 'node:util'

export interface Page {
  readonly columns: number
  readonly colour: boolean
}

/** Lines in a pipe or a log file have a fixed width, so that the same run gives the same text everywhere. */
const PIPE_COLUMNS = 100

export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** NO_COLOR wins over FORCE_COLOR; without either, colour is for terminals (no-color.org). */
export function pageFor(output: Output, env: Readonly<Record<string, string | undefined>>): Page {
  const columns = output.isTTY ? clamp(output.columns ?? 80) : PIPE_COLUMNS
  return { columns, colour: wantsColour(output, env) }
}

function wantsColour(output: Output, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return output.isTTY === true && env.TERM !== 'dumb'
}

/** Below 40 columns nothing can be set; above 140 the eye loses the line. */
function clamp(columns: number): number {
  return Math.min(140, Math.max(40, columns))
}

const ROLES = {
  create: 'green',
  change: 'yellow',
  replace: 'magenta',
  delete: 'red',
  alarm: ['red', 'bold'],
  good: 'green',
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  info: 'cyan',
  cause: 'cyan',
  strong: 'bold',
  quiet: 'dim',
  plain: [],
} as const

export type Role = keyof typeof ROLES

/** Colours by what the text means, never by name, so that one table holds all of them. */
export function paint(page: Page, role: Role, text: string): string {
  const style = ROLES[role]
  if (!page.colour || text === '' || style.length === 0) return text
  return styleText(typeof style === 'string' ? style : [...style], text, { validateStream: false })
}
