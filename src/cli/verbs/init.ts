// gw init
import { init } from '../../app/init.ts'
import { resultJson } from '../../report/json.ts'
import { renderInit } from '../../report/plain/init.ts'
import { print, printJson, terminal } from '../terminal.ts'

export async function runInit(
  example: string,
  folder: string | undefined,
  options: { readonly json?: true },
): Promise<number> {
  const result = await init({ example, ...(folder === undefined ? {} : { folder }) })
  if (options.json) printJson(resultJson('init', result, 0))
  else print(renderInit(terminal().out, result))
  return 0
}
