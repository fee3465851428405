// gw snapshot
import { snapshot } from '../../app/snapshot.ts'
import { resultJson } from '../../report/json.ts'
import { renderSnapshot } from '../../report/plain/snapshot.ts'
import { nextArguments } from '../next-arguments.ts'
import { print, printJson, terminal } from '../terminal.ts'

export interface SnapshotFlags {
  readonly out: string
  readonly host?: string
  readonly json?: true
}

export async function runSnapshot(file: string | undefined, { json, ...input }: SnapshotFlags): Promise<number> {
  const result = await snapshot({ ...input, ...(file === undefined ? {} : { file }) })
  if (json) printJson(resultJson('snapshot', result, 0))
  else print(renderSnapshot(terminal().out, result, nextArguments({ file, host: `recorded:${result.file}` })))
  return 0
}
