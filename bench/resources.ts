// What one run of a Node program takes besides time: peak memory and processes started. Never part of a timed run.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contestant } from './measure.ts'

export interface Used {
  /** Largest resident set of the whole process, megabytes (2^20). */
  readonly megabytes: number
  /** Processes that it started. */
  readonly processes: number
}

const WITNESS = new URL('witness.js', import.meta.url)

/** Runs a Node program once with a witness inside it. Throws when it does not do its work. */
export function resourcesOf({ name, program, args, cwd, exitCode = 0 }: Contestant, scratch: string): Used {
  const report = join(scratch, 'witness.json')
  const { status, stderr } = spawnSync(program, ['--import', WITNESS.href, ...args], {
    cwd,
    env: { ...process.env, GW_BENCH_WITNESS: report },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== exitCode) throw new Error(`${name} ended with ${status} and not ${exitCode}:\n${stderr}`)
  const used: { kilobytes: number; processes: number } = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(report)
  return { megabytes: used.kilobytes / 1024, processes: used.processes }
}

/** Path of one of the bench's own scripts. */
export function ownScript(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
