// Starts a program of Windows by its absolute path and waits for its end. The exit code decides: texts are localised.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type CallOutcome, HostLost } from '../../model/host.ts'
import type { ProgramRun } from '../../powershell/system-program.ts'
import type { Timer } from './powershell-process.ts'

export interface Surroundings {
  /** Where Windows keeps its programs; also the current folder of the program, so that it finds nobody else's files. */
  readonly folder: string
  readonly timer: Timer
  /** How long it may take. */
  readonly seconds: number
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Of what a program prints, this many characters are kept for people. */
const LIMIT = 4000

/** Throws HostLost when it does not end in time; whether it took effect is then not known. */
export function startSystemProgram(
  run: ProgramRun,
  { folder, timer, seconds, env }: Surroundings,
): Promise<CallOutcome> {
  const child = spawn(join(folder, run.program), run.arguments, {
    cwd: folder,
    env: env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  let said = ''
  const hear = (text: string) => {
    said = `${said}${text}`.slice(0, LIMIT)
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  return new Promise((done, fail) => {
    const cancel = timer(seconds, () => {
      child.kill('SIGKILL')
      fail(new HostLost('host/timeout', `${run.program} did not end within ${seconds} s.`))
    })
    child.on('error', (error) => {
      cancel()
      done(refused('gw/program-not-started', 'ObjectNotFound', `${run.program} does not start: ${error.message}`))
    })
    child.on('close', (code) => {
      cancel()
      done(code === 0 ? { ok: true } : refused('gw/exit-code', 'NotSpecified', ending(run, code, said)))
    })
  })
}

function ending({ program }: ProgramRun, code: number | null, said: string): string {
  const line = said
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text !== '')
  return `${program} ended with exit code ${code}${line === undefined ? '.' : `: ${line}`}`
}

function refused(id: string, category: string, message: string): CallOutcome {
  return { ok: false, error: { id, category, message } }
}
