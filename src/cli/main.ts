// Entry of the command line: reads the arguments, runs one verb, ends with its exit code.
import { fail } from './fail.ts'
import { normaliseArguments, verbOf } from './normalise-arguments.ts'
import { buildProgram } from './program.ts'
import { endQuietlyOnClosedPipe } from './terminal.ts'

/** `argv` without node and the script. Sets the exit code instead of leaving, so that everything is written out. */
export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe()
  const end = (exitCode: number) => {
    process.exitCode = exitCode
  }
  const onCrash = (error: unknown) => {
    end(fail(error, verbOf(argv), wantsJson(argv)))
  }
  process.on('uncaughtException', onCrash)
  process.on('unhandledRejection', onCrash)
  try {
    await buildProgram(end).parseAsync(normaliseArguments(argv), { from: 'user' })
  } catch (error) {
    onCrash(error)
  }
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json')
}
