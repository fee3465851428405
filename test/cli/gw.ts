// Runs the bundled gw as a child process in a folder of its own: what a user types is what is tested.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll } from 'vitest'
import { bundle } from '../../scripts/build.ts'

export interface Run {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface Gw {
  /** A new, empty folder; all of them go when the tests are over. */
  folder(): string
  /** `gw ARGS` with no terminal and no colours. */
  run(cwd: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>
  /** Path of the bundled gw.js. */
  readonly program: string
}

/** Bundles the sources as they are now, once per test file. */
export function gwForTests(): Gw {
  const scratch = fileURLToPath(new URL('../../.gw-tmp', import.meta.url))
  mkdirSync(scratch, { recursive: true })
  const dist = mkdtempSync(join(scratch, 'dist-'))
  const program = join(dist, 'gw.js')
  const folders: string[] = []
  beforeAll(() => bundle(dist))
  afterAll(() => {
    for (const folder of [dist, ...folders]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    program,
    folder() {
      const folder = mkdtempSync(join(tmpdir(), 'gw-test-'))
      folders.push(folder)
      return folder
    },
    async run(cwd, args, env = {}) {
      const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...args], {
        cwd,
        env: { NO_COLOR: '1', ...env },
        reject: false,
        stdin: 'ignore',
        stripFinalNewline: false,
      })
      return { exitCode, stdout, stderr }
    },
  }
}
