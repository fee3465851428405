// gw show
import { show } from '../../app/show.ts'
import { showJson } from '../../report/json.ts'
import { renderShow } from '../../report/plain/show.ts'
import { nextArguments } from '../next-arguments.ts'
import { print, printJson, terminal } from '../terminal.ts'

export async function runShow(file: string, options: { readonly json?: true }): Promise<number> {
  const plan = await show({ file })
  if (options.json) printJson(showJson(plan, 0))
  else print(renderShow(terminal().out, plan, nextArguments({ file })))
  return 0
}
