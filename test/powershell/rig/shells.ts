// The PowerShells that tests can use here: the rig wherever there is a .NET SDK, and what Windows has installed.
// Without any the tests are skipped, loudly; with GW_REQUIRE_POWERSHELL=1 that is a failure.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'vitest'

export interface Shell {
  readonly name: string
  /** The rig has nothing but the engine; an installed PowerShell has modules of its own and a real clock. */
  readonly isRig: boolean
  readonly program: string
  readonly args: readonly string[]
}

const HOST = fileURLToPath(new URL('../host/', import.meta.url))
const DLL = join(HOST, 'bin', 'Release', 'net10.0', 'gw-powershell.dll')
const LOCK = join(HOST, 'obj', '.building')

/** Builds the rig when its sources are newer. Throws when GW_REQUIRE_POWERSHELL=1 and there is no PowerShell at all. */
export async function findShells(): Promise<readonly Shell[]> {
  const shells = [...(await rig()), ...installed()]
  if (shells.length > 0) return shells
  const message = 'no PowerShell here (no .NET 10 SDK for the rig, no pwsh, no powershell.exe)'
  if (process.env['GW_REQUIRE_POWERSHELL'] === '1') throw new Error(`GW_REQUIRE_POWERSHELL=1, but ${message}`)
  console.warn(`SKIPPED: the tests through real PowerShell: ${message}`)
  return []
}

/** The suite in every PowerShell there is; without one a skipped suite of that name, so that the summary counts it. */
export function describeShells(title: string, shells: readonly Shell[], suite: (shell: Shell) => void): void {
  if (shells.length > 0) describe.each(shells)(title, suite)
  else describe.skip(title.replace('$name', 'real PowerShell, which is not here'), () => test('is skipped', () => {}))
}

async function rig(): Promise<Shell[]> {
  const dotnet = onPath(process.platform === 'win32' ? 'dotnet.exe' : 'dotnet')
  if (dotnet === undefined || !hasSdk(dotnet) || !(await build(dotnet))) return []
  return [{ name: 'the engine rig', isRig: true, program: dotnet, args: [DLL] }]
}

function installed(): Shell[] {
  if (process.platform !== 'win32') return []
  const windows = process.env['SystemRoot'] ?? 'C:\\Windows'
  const places = [
    { name: 'powershell.exe', program: join(windows, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe') },
    { name: 'pwsh', program: join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'PowerShell', '7', 'pwsh.exe') },
  ]
  return places.filter(({ program }) => existsSync(program)).map((place) => ({ ...place, isRig: false, args: [] }))
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':')
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

function hasSdk(dotnet: string): boolean {
  const { stdout } = spawnSync(dotnet, ['--list-sdks'], { encoding: 'utf8' })
  return /^(1[0-9]|[2-9][0-9])\./m.test(stdout ?? '')
}

/** Test files run in parallel; the first one builds, the others wait for it. False when its packages are not to be had. */
async function build(dotnet: string): Promise<boolean> {
  while (!isBuilt()) {
    mkdirSync(join(HOST, 'obj'), { recursive: true })
    try {
      mkdirSync(LOCK)
    } catch {
      if (isLeftOver(LOCK)) rmSync(LOCK, { recursive: true, force: true })
      await sleep(200)
      continue
    }
    try {
      if (!restore(dotnet)) return false
      const options = ['build', '--no-restore', '-c', 'Release', '--nologo', '-v', 'quiet']
      execFileSync(dotnet, options, { cwd: HOST, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      const now = new Date()
      utimesSync(DLL, now, now)
    } finally {
      rmSync(LOCK, { recursive: true, force: true })
    }
  }
  return true
}

/** Without a network and without a cache there is no rig; that is no fault of the project. */
function restore(dotnet: string): boolean {
  const { status, stdout } = spawnSync(dotnet, ['restore', '--nologo', '-v', 'quiet'], { cwd: HOST, encoding: 'utf8' })
  if (status !== 0) console.warn(`The engine rig cannot be built here: ${stdout.trim().split('\n')[0] ?? ''}`)
  return status === 0
}

/** A build takes seconds; a lock of ten minutes ago is that of a test run somebody stopped. */
function isLeftOver(lock: string): boolean {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  return since !== undefined && Date.now() - since > 600_000
}

function isBuilt(): boolean {
  if (!existsSync(DLL)) return false
  const built = statSync(DLL).mtimeMs
  const sources = readdirSync(HOST).filter((name) => /\.(cs|csproj)$/.test(name))
  return sources.every((name) => statSync(join(HOST, name)).mtimeMs <= built)
}
