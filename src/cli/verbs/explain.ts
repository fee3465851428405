// gw explain
import { explain } from '../../app/explain.ts'
import { resultJson } from '../../report/json.ts'
import { renderExplanation } from '../../report/plain/explain.ts'
import { print, printJson, terminal } from '../terminal.ts'

export async function runExplain(code: string, options: { readonly json?: true }): Promise<number> {
  const explained = await explain({ code })
  if (options.json) printJson(resultJson('explain', explained, 0))
  else print(renderExplanation(terminal().out, explained))
  return 0
}
