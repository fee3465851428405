// What is kept of a crash of ours: enough to find the bug, nothing of the user's configuration, environment or names.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Saves the report and says where, or undefined when that fails too. `verb` is the command without its arguments. */
export function saveCrashReport(error: unknown, verb: string, version: string): string | undefined {
  const file = join(tmpdir(), `gw-crash-${randomBytes(6).toString('hex')}.txt`)
  try {
    writeFileSync(file, crashReport(error, verb, version), { flag: 'wx', mode: 0o600 })
    return file
  } catch {
    return undefined
  }
}

export function crashReport(error: unknown, verb: string, version: string): string {
  const stack = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
  return [
    `gw ${version}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `command: gw ${verb}`,
    '',
    withoutNames(stack),
    '',
  ].join('\n')
}

/** Stack lines keep their file names, but not the folder of the user; what looks like a password goes. */
function withoutNames(text: string): string {
  const home = homedir()
  const anonymous = home.length > 1 ? text.replaceAll(home, '~') : text
  return anonymous.replace(/((?:secret|token|password|passwd|authorization)["']?\s*[:=]\s*)\S+/gi, '$1…')
}
