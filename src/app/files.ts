// Files that people name on the command line: read whole or refused with a reason, written whole or not at all.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'

/** No file that gw reads comes near this; a larger one is a mistake and would only fill the memory. */
const LARGEST = 32 * 1024 * 1024

/** A file whole. Throws Stop with a `file/…` diagnostic when it cannot be read. */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    if (size > LARGEST)
      throw stop('file/too-large', `${file} has ${Math.round(size / 1024 / 1024)} MB.`, 'At most 32 MB are read.')
    return await readFile(file)
  } catch (error) {
    throw asStop(error, file, 'read')
  }
}

export async function readTextFile(file: string): Promise<string> {
  return (await readBytes(file)).toString('utf8')
}

/** Puts the text beside the file and renames it, so that nobody ever sees half of it. Throws Stop when that fails. */
export async function writeTextFile(file: string, text: string): Promise<void> {
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (isFolder) throw stop('file/is-a-folder', `${file} is a folder.`, 'Name a file.')
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const handle = await open(beside, 'wx')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw asStop(error, file, 'written')
  }
}

const FIRST_FILE = 'Name another one, or make a first one: gw init whole-house home'

/**
 * Throws Stop with the refusal when something is there that is not what gw itself would have written: somebody's work. `read`
 * throws Stop for text that is none of ours.
 */
export async function refuseToReplace(
  file: string,
  read: (text: string) => unknown,
  refusal: Diagnostic,
): Promise<void> {
  if (!existsSync(file)) return
  const text = await readTextFile(file)
  if (text === '') return
  try {
    read(text)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    throw new Stop([refusal])
  }
}

/** The system's reasons, in words. Anything else is a bug of ours and stays what it is. */
export function asStop(error: unknown, file: string, done: 'read' | 'written'): unknown {
  switch (errorCode(error)) {
    case 'ENOENT':
      return done === 'read'
        ? stop('file/not-found', `There is no file ${file}.`, /\.ya?ml$/i.test(file) ? FIRST_FILE : undefined)
        : stop('file/cannot-write', `${file} cannot be written: there is no folder ${dirname(file)}.`)
    case 'ENOTDIR':
      return stop('file/not-found', `There is no file ${file}: a part of its path is not a folder.`)
    case 'EISDIR':
      return stop('file/is-a-folder', `${file} is a folder.`, 'Name a file.')
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
    case 'EROFS':
      return stop(
        done === 'read' ? 'file/cannot-read' : 'file/cannot-write',
        `${file} cannot be ${done}: no permission.`,
      )
    case 'ENOSPC':
      return stop('file/cannot-write', `${file} cannot be written: the disk is full.`)
    default:
      return error
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function stop(code: string, message: string, fix?: string): Stop {
  return new Stop([{ severity: 'error', code, message, ...(fix === undefined ? {} : { fix }) }])
}
