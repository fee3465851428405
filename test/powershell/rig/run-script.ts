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
  const policy = [...shell.args, '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass']
  const args =
    shell.isRig || env['GW_RIG_MACHINE'] === undefined
      ? [...policy, '-File', file, ...rest]
      : [...policy, '-Command', onMachineTime(file)]
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

/** An installed PowerShell would sleep by its own clock, and the simulated machine would never get any further. */
function onMachineTime(file: string): string {
  const sleep =
    'function Start-Sleep([double] $Seconds, [int] $Milliseconds) { GwRig\\Step-MachineClock -Seconds ($Seconds + $Milliseconds / 1000) }'
  return `$ErrorActionPreference = 'Stop'; ${sleep}; & '${file.replaceAll("'", "''")}'`
}
