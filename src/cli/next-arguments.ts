// The arguments of this run, as the next command has to repeat them.
import { DEFAULT_FILE } from '../app/load-checked.ts'
import type { NextArguments } from '../report/plain/plan.ts'

export interface Repeated {
  readonly file?: string | undefined
  readonly host?: string | undefined
  readonly target?: readonly string[]
  readonly exclude?: readonly string[]
  readonly accept?: readonly string[]
}

export function nextArguments(run: Repeated): NextArguments {
  const where = [
    ...(run.file === undefined || run.file === DEFAULT_FILE ? [] : [run.file]),
    ...(run.host === undefined ? [] : ['--host', run.host]),
  ]
  const words = [
    ...where,
    ...(run.target ?? []).flatMap((address) => ['--target', address]),
    ...(run.exclude ?? []).flatMap((address) => ['--exclude', address]),
    ...(run.accept ?? []).flatMap((address) => ['--accept', address]),
  ]
  return {
    args: joined(words),
    where: joined(where),
    isRecorded: run.host?.startsWith('recorded:') ?? false,
  }
}

function joined(words: readonly string[]): string {
  return words.map((word) => ` ${quoted(word)}`).join('')
}

/** Double quotes work in cmd, PowerShell and POSIX shells for everything that addresses contain. */
function quoted(word: string): string {
  return /^[\w./:\\@=-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`
}
