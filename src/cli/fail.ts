// Every way a command can end badly, told in its voice: problems of the user's, wrong usage, and crashes of ours.
import { CommanderError } from 'commander'
import { saveCrashReport } from '../app/crash-report.ts'
import { sourcesOf } from '../app/sources.ts'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import { HostLost } from '../model/host.ts'
import { errorJson } from '../report/json.ts'
import { countProblems, renderDiagnostics } from '../report/plain/diagnostic.ts'
import { printError, printJson, terminal } from './terminal.ts'
import { VERSION } from './version.ts'

const WRONG_USAGE = 64

/** `verb` is the command as far as it was understood. Prints and answers the exit code. */
export function fail(error: unknown, verb: string, json: boolean): number {
  if (error instanceof CommanderError) return failUsage(error, verb, json)
  if (error instanceof Stop) return report(error.diagnostics, error.exitCode, verb, json)
  if (error instanceof HostLost) {
    return report([{ severity: 'error', code: error.code, message: error.message }], 1, verb, json)
  }
  return crash(error, verb, json)
}

function failUsage(error: CommanderError, verb: string, json: boolean): number {
  if (error.exitCode === 0) return 0
  // A verb that needs another word was told what there is: commander has printed the help.
  if (error.code === 'commander.help') return WRONG_USAGE
  const [, message = error.message, suggestion] = /^(?:error: )?(.*?)(?:\n\((.*)\))?$/s.exec(error.message) ?? []
  const code = error.code.replace('commander.', 'usage/').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const known = code === 'usage/unknown-command' ? verb.split(' ').slice(0, -1) : [verb]
  const help = `${['gw', ...known.filter((word) => word !== ''), '--help'].join(' ')} shows what there is.`
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: USAGE_CODES.has(code) ? code : 'usage/wrong',
    message: `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`,
    fix: suggestion === undefined ? help : `${suggestion} ${help}`,
  }
  return report([diagnostic], WRONG_USAGE, verb, json)
}

/** Commander's own codes that docs/messages.md explains one by one. */
const USAGE_CODES = new Set([
  'usage/unknown-command',
  'usage/unknown-option',
  'usage/missing-argument',
  'usage/option-missing-argument',
  'usage/excess-arguments',
  'usage/invalid-argument',
])

function report(diagnostics: readonly Diagnostic[], exitCode: number, verb: string, json: boolean): number {
  if (json) {
    printJson(errorJson(verb, diagnostics, exitCode))
    return exitCode
  }
  const page = terminal().err
  const count = diagnostics.length > 1 ? ['', countProblems(diagnostics)] : []
  printError([...renderDiagnostics(page, diagnostics, sourcesOf(diagnostics)), ...count])
  return exitCode
}

function crash(error: unknown, verb: string, json: boolean): number {
  const saved = saveCrashReport(error, verb, VERSION)
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: 'gw/crash',
    message: `gw itself failed; this is a bug: ${error instanceof Error ? error.message : String(error)}`,
    why: saved === undefined ? 'A report could not be saved.' : `A report without secrets is in ${saved}`,
    fix: 'Please send it to the authors. gw drift tells whether the machine is as declared.',
  }
  return report([diagnostic], 1, verb, json)
}
