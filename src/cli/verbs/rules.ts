// gw rules lint, find, stats
import { findInFile, lintFile, statsOfFile } from '../../app/rules.ts'
import { resultJson } from '../../report/json.ts'
import { renderRulesFind, renderRulesLint, renderRulesStats } from '../../report/plain/rules.ts'
import { progressOf } from '../progress.ts'
import { print, printJson, terminal } from '../terminal.ts'

interface Json {
  readonly json?: true
}

export interface LintFlags extends Json {
  readonly all?: true
}

export interface FindFlags extends Json {
  readonly udp?: true
  readonly from?: string
  readonly ip?: string
}

export async function runRulesLint(file: string, { json, all }: LintFlags): Promise<number> {
  const result = await watched('Checking', (onProgress) => lintFile({ file, onProgress }))
  const { exitCode, ...rest } = result
  if (json) printJson(resultJson('rules lint', rest, exitCode))
  else print(renderRulesLint(terminal().out, result, all === true))
  return exitCode
}

export async function runRulesFind(host: string, file: string, { json, udp, from, ip }: FindFlags): Promise<number> {
  const input = {
    host,
    file,
    network: udp === true ? 'udp' : 'tcp',
    ...(from === undefined ? {} : { from }),
    ...(ip === undefined ? {} : { ip }),
  } as const
  const result = await watched('Reading', (onProgress) => findInFile({ ...input, onProgress }))
  const { exitCode, ...rest } = result
  if (json) printJson(resultJson('rules find', rest, exitCode))
  else print(renderRulesFind(terminal().out, result))
  return exitCode
}

export async function runRulesStats(file: string, { json }: Json): Promise<number> {
  const result = await watched('Counting', (onProgress) => statsOfFile({ file, onProgress }))
  const { exitCode, types, targets, ...rest } = result
  const counted = { ...rest, types: Object.fromEntries(types), targets: Object.fromEntries(targets) }
  if (json) printJson(resultJson('rules stats', counted, exitCode))
  else print(renderRulesStats(terminal().out, result))
  return exitCode
}

async function watched<T>(
  what: string,
  work: (onProgress: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const progress = progressOf(what)
  try {
    return await work(progress.onProgress)
  } finally {
    progress.end()
  }
}
