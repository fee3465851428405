// One writer at a time: a side file that only one process can create, held for the moment of a read and a write.
import { open, readFile, rename, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stop } from '../../model/diagnostic.ts'
import { isAlive } from './machine-store.ts'
import { codeOf, notWritable } from './replace-file.ts'

const PATIENCE_MS = 15_000
const PAUSE_MS = 15
let serial = 0

/** Runs `work` while no other process, nor another call in this one, does. Throws Stop `sim/busy` or `sim/not-writable`. */
export async function withFileMutex<T>(file: string, work: () => Promise<T>): Promise<T> {
  const side = `${file}.busy`
  const token = `${process.pid} ${++serial}`
  for (let waited = 0; !(await create(side, token, file)); waited += PAUSE_MS) {
    if (waited >= PATIENCE_MS) throw busy(file, side)
    await sleep(PAUSE_MS)
    await clearIfStale(side)
  }
  try {
    return await work()
  } finally {
    await rm(side, { force: true })
  }
}

async function create(side: string, token: string, file: string): Promise<boolean> {
  try {
    const handle = await open(side, 'wx')
    await handle.writeFile(token)
    await handle.close()
    return true
  } catch (problem) {
    // EPERM: on Windows, one that is just being deleted.
    if (['EEXIST', 'EPERM', 'EBUSY'].includes(codeOf(problem))) return false
    throw notWritable(file, problem)
  }
}

/** Its process died between creating and removing it. Moved away first, so that only one process clears it. */
async function clearIfStale(side: string): Promise<void> {
  const token = await readFile(side, 'utf8').catch(() => '')
  const pid = Number(token.split(' ')[0])
  if (token === '' || !Number.isInteger(pid) || isAlive(pid)) return
  const aside = `${side}.${process.pid}.${++serial}`
  try {
    await rename(side, aside)
    const moved = await readFile(aside, 'utf8')
    // Somebody else was faster and this is already a new one: put it back.
    if (moved !== token) return await rename(aside, side)
    await rm(aside, { force: true })
  } catch (problem) {
    if (codeOf(problem) !== 'ENOENT') throw problem
  }
}

function busy(file: string, side: string): Stop {
  const message = `Another program is writing ${file} and does not finish.`
  return new Stop([{ severity: 'error', code: 'sim/busy', message, fix: `If none is, delete ${side}.` }], 6)
}
