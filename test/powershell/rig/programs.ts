// powercfg.exe and sc.exe where there is no Windows: each hands its arguments to the machine's server.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SYSTEM_PROGRAMS } from '../../../src/powershell/system-program.ts'

/** Writes them into a folder that stands for the system directory. */
export function writePrograms(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const script = fileURLToPath(new URL('program.ts', import.meta.url))
  for (const name of SYSTEM_PROGRAMS) {
    const file = join(folder, name)
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${name}' "$@"\n`)
    chmodSync(file, 0o755)
  }
}
