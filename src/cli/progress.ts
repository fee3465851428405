// One line on stderr that tells how far long work is; only for a person, and gone when the work is done.
import { terminal } from './terminal.ts'

const EVERY_MS = 100
/** Short work says nothing. */
const AFTER_MS = 500

export interface Progress {
  readonly onProgress: (done: number, of: number) => void
  /** Takes the line away. */
  end(): void
}

export function progressOf(what: string): Progress {
  const { stderr } = process
  if (stderr.isTTY !== true || !terminal().isLive) return { onProgress: () => {}, end: () => {} }
  const start = Date.now()
  let last = start
  let isShown = false
  return {
    onProgress(done, of) {
      const now = Date.now()
      if (now - start < AFTER_MS || now - last < EVERY_MS || of === 0) return
      last = now
      isShown = true
      stderr.write(`\r${what} ${String(Math.min(100, Math.floor((done / of) * 100))).padStart(3)} %`)
    },
    end() {
      if (isShown) stderr.write(`\r${' '.repeat(what.length + 6)}\r`)
    },
  }
}
