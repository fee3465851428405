// gw clients
import { clients } from '../../app/clients.ts'
import { resultJson } from '../../report/json.ts'
import { renderClients } from '../../report/plain/clients.ts'
import { print, printJson, terminal } from '../terminal.ts'

/** The first word is a name, unless it ends like a file and stands alone. */
export async function runClients(
  first: string | undefined,
  second: string | undefined,
  { json }: { readonly json?: true },
): Promise<number> {
  const isFile = second === undefined && first !== undefined && /\.ya?ml$/i.test(first)
  const [name, file] = isFile ? [undefined, first] : [first, second]
  const result = await clients({ ...(name !== undefined && { name }), ...(file !== undefined && { file }) })
  if (json) printJson(resultJson('clients', result, 0))
  else print(renderClients(terminal().out, result))
  return 0
}
