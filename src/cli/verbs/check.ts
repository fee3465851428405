// gw check
import { check } from '../../app/check.ts'
import { sourcesOf } from '../../app/sources.ts'
import { checkJson } from '../../report/json.ts'
import { renderCheck } from '../../report/plain/check.ts'
import { nextArguments } from '../next-arguments.ts'
import { print, printJson, terminal } from '../terminal.ts'

export async function runCheck(file: string | undefined, options: { readonly json?: true }): Promise<number> {
  const result = await check(file === undefined ? {} : { file })
  if (options.json) printJson(checkJson(result))
  else print(renderCheck(terminal().out, result, sourcesOf(result.diagnostics), nextArguments({ file })))
  return result.exitCode
}
