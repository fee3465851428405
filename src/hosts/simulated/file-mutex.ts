// One writer at a time: a side file that only one process can create, held for the moment of a read and a write.
import { open, readFile, rename, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stop } from '../../model/diagnostic.ts'
import { isAlive } from '../abandoned-lock.ts'
import { codeOf, notWritable } from './replace-file.ts'

const PATIENCE_MS = 15_000
const PAUSE_MS = 15
/** A process writes its name at once; one that did not by then died first. */
const BLANK_MS = 1500
let serial = 0

/** Runs `work` while no other process, nor another call in this one, does. Throws Stop `sim/busy` or `sim/not-writable`. */
export async function withFileMutex<T>(file: string, work: () => Promise<T>): Promise<T> {
  const side = `${file}.busy`
  const token = `${process.pid} ${++serial}`
  let blank = 0
  for (let waited = 0; !(await create(side, token, file)); waited += PAUSE_MS) {
    if (waited >= PATIENCE_MS) throw busy(file, side)
    await sleep(PAUSE_MS)
    const owner = await readFile(side, 'utf8').catch(() => undefined)
    blank = owner === '' ? blank + PAUSE_MS : 0
    if (owner !== undefined && (isDead(owner) || blank >= BLANK_MS)) await clear(side, owner)
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

/** Its process died between creating and removing it. */
function isDead(owner: string): boolean {
  const pid = Number(owner.split(' ')[0])
  return owner !== '' && Number.isInteger(pid) && !isAlive(pid)
}

/** Takes it away as it was seen. Moved aside first, so that only one process clears it. */
async function clear(side: string, owner: string): Promise<void> {
  const aside = `${side}.${process.pid}.${++serial}`
  try {
    await rename(side, aside)
    const moved = await readFile(aside, 'utf8')
    // Somebody else was faster and this is already a new one: put it back.
    if (moved !== owner) return await rename(aside, side)
    await rm(aside, { force: true })
  } catch (problem) {
    if (codeOf(problem) !== 'ENOENT') throw problem
  }
}

function busy(file: string, side: string): Stop {
  const message = `Another program is writing ${file} and does not finish.`
  return new Stop([{ severity: 'error', code: 'sim/busy', message, fix: `If none is, delete ${side}.` }], 6)
}
