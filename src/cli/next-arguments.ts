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
  const words = [
    ...(run.file === undefined || run.file === DEFAULT_FILE ? [] : [run.file]),
    ...(run.host === undefined ? [] : ['--host', run.host]),
    ...(run.target ?? []).flatMap((address) => ['--target', address]),
    ...(run.exclude ?? []).flatMap((address) => ['--exclude', address]),
    ...(run.accept ?? []).flatMap((address) => ['--accept', address]),
  ]
  return {
    args: words.map((word) => ` ${quoted(word)}`).join(''),
    isRecorded: run.host?.startsWith('recorded:') ?? false,
  }
}

/** Double quotes work in cmd, PowerShell and POSIX shells for everything that addresses contain. */
function quoted(word: string): string {
  return /^[\w./:\\@=-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`
}
