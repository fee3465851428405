// Writes a file whole or not at all: a new one beside it, flushed, then renamed over it.
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stop } from '../../model/diagnostic.ts'

let serial = 0

/** Replaces the text of an existing file. Throws Stop `sim/not-writable`. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file)
  const beside = `${target}.${process.pid}.${++serial}.tmp`
  try {
    const { mode } = await stat(target)
    const handle = await open(beside, 'wx', mode & 0o777)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await renameOver(beside, target)
  } catch (problem) {
    await rm(beside, { force: true })
    throw notWritable(file, problem)
  }
}

/** Throws Stop `sim/not-writable` when the file or its folder is read-only, also for an administrator. */
export async function refuseReadOnly(file: string): Promise<void> {
  try {
    const target = await realpath(file)
    await access(target, constants.W_OK)
    await refuseWithoutWriteBit(target)
    // A read-only folder means something else on Windows.
    if (process.platform === 'win32') return
    await access(dirname(target), constants.W_OK)
    await refuseWithoutWriteBit(dirname(target))
  } catch (problem) {
    // A file that is not there is the reader's business.
    if (codeOf(problem) !== 'ENOENT') throw notWritable(file, problem)
  }
}

async function refuseWithoutWriteBit(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o222) === 0) throw Object.assign(new Error(path), { code: 'EACCES' })
}

/** A virus scanner or an editor may hold the file for a moment on Windows. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (problem) {
      if (attempt === 10 || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(problem))) throw problem
      await sleep(20 * attempt)
    }
  }
}

/** What to tell when a file cannot be written, whatever the system says. */
export function notWritable(file: string, problem: unknown): Stop {
  if (problem instanceof Stop) return problem
  const message = `The simulated machine ${file} cannot be written (${codeOf(problem)}).`
  const fix = 'Make the file and its folder writable, or name another one with --host sim:FILE.'
  return new Stop([{ severity: 'error', code: 'sim/not-writable', message, fix }])
}

export function codeOf(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem)
}
