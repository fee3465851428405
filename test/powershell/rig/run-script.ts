// Runs a script file as a person would, in its own process.
import { spawn } from 'node:child_process'
import type { Shell } from './shells.ts'

export interface ScriptRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export function runScript(
  shell: Shell,
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  rest: readonly string[] = [],
): Promise<ScriptRun> {
  const args = [...shell.args, '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', file, ...rest]
  const child = spawn(shell.program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((done, fail) => {
    child.on('error', fail).on('close', (code) => done({ code, stdout, stderr }))
  })
}
