// Which machine a command works on. The one place that knows every kind of host; what a machine is, hosts/ knows.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LocalHostOptions } from '../hosts/powershell/local-host.ts'
import { Stop } from '../model/diagnostic.ts'
import type { Host } from '../model/host.ts'

const SIMULATED = 'sim:'
const RECORDED = 'recorded:'
const LOCAL = 'local'
const BESIDE = 'machine.sim.json'

export interface HostInput {
  /** `local`, `sim:FILE` or `recorded:FILE`; left out: see `chooseHost`. */
  readonly host?: string
  /** How PowerShell is reached when the machine is the local one; left out: that of Windows. */
  readonly local?: LocalHostOptions
}

export type HostChoice =
  | { readonly kind: 'local' }
  | { readonly kind: 'simulated'; readonly file: string }
  | { readonly kind: 'recorded'; readonly file: string }

/** To change a machine, it has to be one: a recording is refused before anything is read. */
export type Use = 'read' | 'change'

/**
 * Loads the file and works on the machine. PowerShell starts first and the file is read meanwhile; what is wrong in the
 * file is told before what is wrong with the machine. Throws Stop and HostLost.
 */
export async function onHost<L, T>(
  use: Use,
  input: HostInput,
  gatewayFile: string,
  load: () => Promise<L>,
  work: (host: Host, loaded: L) => Promise<T>,
): Promise<T> {
  const isOurs = isLocal(input.host, gatewayFile, process.platform)
  const started = isOurs ? await openHost(use, input, gatewayFile) : undefined
  let host = started
  try {
    const loaded = await load()
    host ??= await openHost(use, input, gatewayFile)
    return await work(host, loaded)
  } finally {
    await host?.close()
  }
}

/** A simulated or recorded machine is read here; a local PowerShell is only started. Throws Stop when there is no such machine. */
export async function openHost(use: Use, { host, local = {} }: HostInput, gatewayFile: string): Promise<Host> {
  const choice = chooseHost(host, gatewayFile)
  // Each is loaded only when it is meant: gw has to start fast.
  switch (choice.kind) {
    case 'local':
      return (await import('../hosts/powershell/local-host.ts')).startLocalHost(local)
    case 'simulated':
      return (await import('../hosts/simulated/host.ts')).openSimulatedHost(choice.file)
    case 'recorded':
      if (use === 'change') throw readOnly(choice.file)
      return (await import('../hosts/recorded.ts')).openRecordedHost(choice.file)
  }
}

/**
 * Without a choice it is the machine.sim.json beside the gateway's file; without one, on Windows, this machine. Whoever
 * puts a simulated machine there is trying things out, and that guess cannot hurt a real one: decisions/0003.
 */
export function chooseHost(
  choice: string | undefined,
  gatewayFile: string,
  platform: string = process.platform,
): HostChoice {
  if (isLocal(choice, gatewayFile, platform)) return { kind: 'local' }
  if (choice?.startsWith(SIMULATED)) return { kind: 'simulated', file: fileOf(choice, SIMULATED, BESIDE) }
  if (choice?.startsWith(RECORDED)) return { kind: 'recorded', file: fileOf(choice, RECORDED, 'machine.json') }
  if (choice !== undefined) {
    const fix = 'Write --host local, --host sim:FILE or --host recorded:FILE'
    throw noHost('usage/host', `--host ${choice} is no host that this version knows.`, fix, 64)
  }
  const beside = besideOf(gatewayFile)
  if (existsSync(beside)) return { kind: 'simulated', file: beside }
  throw noHost(
    'host/none',
    `There is no machine to look at: no ${BESIDE} beside ${gatewayFile}, and this is not Windows.`,
    'Make a simulated one with gw init whole-house DIR, or name one with --host sim:FILE',
    1,
  )
}

function isLocal(choice: string | undefined, gatewayFile: string, platform: string): boolean {
  return choice === LOCAL || (choice === undefined && platform === 'win32' && !existsSync(besideOf(gatewayFile)))
}

function besideOf(gatewayFile: string): string {
  return join(dirname(gatewayFile), BESIDE)
}

function fileOf(choice: string, prefix: string, example: string): string {
  const file = choice.slice(prefix.length)
  if (file === '') throw noHost('usage/host', `--host ${prefix} names no file.`, `Write --host ${prefix}${example}`, 64)
  return file
}

function readOnly(file: string): Stop {
  const message = `${file} is a recording: it can be read, not changed.`
  return noHost('recorded/read-only', message, 'On the machine itself: --host local', 1)
}

function noHost(code: string, message: string, fix: string, exitCode: number): Stop {
  return new Stop([{ severity: 'error', code, message, fix }], exitCode)
}
