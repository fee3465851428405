// This machine, through one PowerShell process that starts before it is needed and is replaced when it is lost.
import { dirname, isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MachineCondition } from '../../model/examination.ts'
import { type CallOutcome, type Host, HostLost, type MachineIdentity, type MachineStore } from '../../model/host.ts'
import { type CmdletName, isInterfaceRef, type Params } from '../../powershell/call.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import type { Act } from '../../powershell/program.ts'
import { Snapshot, type TableName } from '../../powershell/snapshot.ts'
import { conditionOf, type Told } from './condition.ts'
import { readHello, type Session } from './hello.ts'
import { type FolderFacts, type FolderSecurity, machineFolder } from './machine-folder.ts'
import { PowerShellProcess, type Reply, type Timer } from './powershell-process.ts'
import { allowList, modules, tableRequest } from './runner-catalogue.ts'
import { systemFolder, systemPowerShell } from './system-powershell.ts'
import { startSystemProgram } from './system-program.ts'
import { toData, unknownTables } from './table-answers.ts'
import { elevateFor, isRefusedUnasked } from './unknown-table.ts'
import { asData, type Sendable } from './wire.ts'

export interface LocalHostOptions {
  /** Absolute path of powershell.exe or pwsh; left out: Windows PowerShell in the system directory. */
  readonly program?: string
  /** Arguments before PowerShell's own. */
  readonly programArgs?: readonly string[]
  /** Where programs of Windows are started from; left out: its system directory. */
  readonly systemFolder?: string
  /** In place of the module folders of Windows. */
  readonly modulePath?: string
  /** Modules in place of some that PowerShell always takes from its own folder. */
  readonly standIns?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly timer?: Timer
  readonly clock?: Clock
  /** Who answers for owners and access lists; left out: Windows, through the runner. */
  readonly security?: FolderSecurity
  /** Where the ledger is kept; left out: gw in the machine's ProgramData. */
  readonly folder?: string
  /** Seconds that an answer may take. */
  readonly deadlines?: { readonly start: number; readonly read: number; readonly call: number }
}

export interface Clock {
  now(): Date
  wait(seconds: number): Promise<void>
}

// Switches and their DHCP leases take tens of seconds, the first Hyper-V call of a day loads for as long.
const DEADLINES = { start: 60, read: 120, call: 180 }
/** Features are unpacked, and sometimes downloaded before. */
const SLOW: readonly CmdletName[] = ['Enable-WindowsOptionalFeature', 'Disable-WindowsOptionalFeature']
const SLOWER = 10
const PROBE = '以太网 4 é😀'

/** Starts PowerShell and returns at once; the first question waits for it. */
export function startLocalHost(options: LocalHostOptions = {}): LocalHost {
  return new LocalHost(options)
}

/** Throws HostLost when there is no PowerShell that answers. */
export async function openLocalHost(options: LocalHostOptions = {}): Promise<LocalHost> {
  const host = startLocalHost(options)
  try {
    await host.session()
    return host
  } catch (lost) {
    await host.close()
    throw lost
  }
}

export class LocalHost implements Host {
  readonly store: MachineStore
  /** Read batches, as in every host. */
  roundTrips = 0
  /** PowerShell processes started so far: one, unless one was lost. */
  processes = 0
  private readonly options: LocalHostOptions
  private readonly timer: Timer
  private readonly clock: Clock
  private readonly deadlines: { readonly start: number; readonly read: number; readonly call: number }
  private current: { readonly process: PowerShellProcess; readonly started: Promise<Session> }
  /** The last question in line; the next one waits for it. */
  private line: Promise<unknown> = Promise.resolve()
  private known: Session | undefined

  constructor(options: LocalHostOptions) {
    this.options = options
    this.timer = options.timer ?? realTimer
    this.clock = options.clock ?? realClock
    this.deadlines = options.deadlines ?? DEADLINES
    this.store = machineFolder({
      place: options.folder ?? `${process.env['ProgramData'] ?? 'C:\\ProgramData'}\\gw`,
      security: options.security ?? this.security(),
      wait: (seconds) => this.clock.wait(seconds),
    })
    this.current = this.launch()
  }

  get label(): string {
    return this.known === undefined ? 'local' : `local: ${this.known.product} ${this.known.powershell}`
  }

  /** What PowerShell said of itself. Throws HostLost. */
  session(): Promise<Session> {
    return this.inLine(async () => (await this.living()).session)
  }

  async identify(): Promise<MachineIdentity> {
    return (await this.session()).identity
  }

  /** A table that hangs is found by asking one at a time, in a fresh process, and becomes unknown. */
  async read(tables: readonly TableName[]): Promise<Snapshot> {
    try {
      return await this.readTogether(tables)
    } catch (lost) {
      // A PowerShell that never started hangs in no table.
      if (!(lost instanceof HostLost) || lost.code !== 'host/timeout' || this.known === undefined) throw lost
      if (tables.length === 1)
        return new Snapshot(unknownTables(tables, lost.code, `${lost.message} Try again; gw doctor looks further.`))
    }
    let snapshot = new Snapshot({})
    for (const table of tables) snapshot = snapshot.with(await this.read([table]))
    return snapshot
  }

  run(act: Act): Promise<CallOutcome> {
    return this.inLine(async () => {
      if ('program' in act) {
        const { systemFolder: folder = systemFolder(), env } = this.options
        const seconds = this.deadlines.call
        return startSystemProgram(act, { folder, timer: this.timer, seconds, ...(env && { env }) })
      }
      const { process, session } = await this.living()
      if (session.language !== 'FullLanguage') return { ok: false, error: constrained(session) }
      const request = { op: 'call', cmdlet: act.cmdlet, params: toWire(act.params) }
      const seconds = this.deadlines.call * (SLOW.includes(act.cmdlet) ? SLOWER : 1)
      const reply = await process.ask(request, act.cmdlet, seconds)
      return 'error' in reply ? { ok: false, error: plainError(reply.error) } : { ok: true }
    })
  }

  /** Throws HostLost. */
  async condition(): Promise<MachineCondition> {
    const session = await this.session()
    if (session.language !== 'FullLanguage') return conditionOf(session, this.noise)
    const answer = await this.ask({ op: 'condition', modules: modules() }, 'looking at the machine')
    // The boundary to the runner: Get-Condition in runner.ps1 writes exactly this.
    return conditionOf(session, this.noise, answer as Told)
  }

  /** A question to the runner in its own words, for what is no table and no call. Throws HostLost. */
  ask(request: { readonly [name: string]: Sendable }, what: string): Promise<unknown> {
    return this.inLine(async () => value(await (await this.living()).process.ask(request, what, this.deadlines.call)))
  }

  now(): Date {
    return this.clock.now()
  }

  wait(seconds: number): Promise<void> {
    return this.clock.wait(seconds)
  }

  async close(): Promise<void> {
    // Nobody wanted to know anything: it need not even finish starting.
    if (this.known === undefined) this.current.process.abandon()
    await this.current.started.catch(() => {})
    await this.inLine(() => this.current.process.close())
  }

  /** What PowerShell printed before its first answer. */
  get noise(): string {
    return this.current.process.noise
  }

  private readTogether(tables: readonly TableName[]): Promise<Snapshot> {
    return this.inLine(async () => {
      const { process, session } = await this.living()
      this.roundTrips++
      if (session.language !== 'FullLanguage') {
        const { id, message } = constrained(session)
        return new Snapshot(unknownTables(tables, id, message))
      }
      const unasked = tables.filter((table) => isRefusedUnasked(table, session))
      const asked = tables.filter((table) => !unasked.includes(table))
      const request = { op: 'read', tables: asked.map(tableRequest) }
      const answers = value(await process.ask(request, `reading ${asked.join(', ')}`, this.deadlines.read))
      return new Snapshot({ ...toData(asked, answers, session), ...elevateFor(unasked) })
    })
  }

  private launch(): { process: PowerShellProcess; started: Promise<Session> } {
    this.processes++
    const { program = systemPowerShell(), programArgs = [], modulePath, env } = this.options
    if (!isAbsolute(program)) {
      throw new HostLost('host/no-powershell', `PowerShell is started by its whole path only, and ${program} is none.`)
    }
    const runner = fileURLToPath(new URL('./runner.ps1', import.meta.url))
    const policy = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', runner]
    const args = [...programArgs, ...policy, ...(modulePath === undefined ? [] : ['-ModulePath', modulePath])]
    const child = new PowerShellProcess({
      program,
      args,
      cwd: dirname(program),
      timer: this.timer,
      ...(env && { env }),
    })
    const request = { op: 'start', allowed: allowList(this.options.standIns), probe: asData(PROBE) }
    const started = child.ask(request, 'starting', this.deadlines.start).then((reply) => readHello(reply, PROBE))
    // Whoever asks first gets the refusal; until then it must not count as unhandled.
    started.catch(() => {})
    return { process: child, started }
  }

  /** The process to ask, a fresh one when the last was lost. */
  private async living(): Promise<{ process: PowerShellProcess; session: Session }> {
    if (this.current.process.isBroken && this.known !== undefined) {
      await this.current.process.close()
      this.current = this.launch()
    }
    const { process, started } = this.current
    const session = await started
    this.known ??= session
    return { process, session }
  }

  /** PowerShell answers one question at a time. */
  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.line.then(work, work)
    this.line = turn.catch(() => {})
    return turn
  }

  private security(): FolderSecurity {
    // The boundary to the runner: Get-Folder in runner.ps1 writes exactly this.
    const ask = async (request: { readonly [name: string]: Sendable }) =>
      (await this.ask(request, 'looking at the ledger folder')) as FolderFacts
    return {
      inspect: (path) => ask({ op: 'folder', path: asData(path) }),
      create: (path, sddl) => ask({ op: 'new-folder', path: asData(path), sddl: asData(sddl) }),
    }
  }
}

const realTimer: Timer = (seconds, run) => {
  const timeout = setTimeout(run, seconds * 1000)
  return () => clearTimeout(timeout)
}

/**
 * The date when gw started, and from then on the steady clock of the process: a machine whose date jumps still waits as
 * long as it was told, and what awaits something gives up no sooner and no later.
 */
const realClock: Clock = {
  now: () => new Date(performance.timeOrigin + performance.now()),
  wait: (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
}

/** An interface stays a reference: the runner finds its index just before the call. */
function toWire(params: Params): Sendable {
  const pairs = Object.entries(params).map(([name, value]): [string, Sendable] => [
    name,
    isInterfaceRef(value) ? { interface: asData(value.interface) } : asData(value),
  ])
  return Object.fromEntries(pairs)
}

/** The runner itself never refuses a read or a question of ours; when it does, it is not our runner any more. */
function value(reply: Reply): unknown {
  if ('value' in reply) return reply.value
  const why = 'error' in reply ? `${reply.error.id}: ${reply.error.message}` : reply.constrained.join(' ')
  throw new HostLost('host/runner', `The runner could not answer: ${why}`)
}

function constrained(session: Session): ErrorRecord {
  const message = `A policy of this machine runs scripts in ${session.language}, where gw cannot call Windows. Allow gw's runner.ps1 in that policy (AppLocker or App Control).`
  return { id: 'host/constrained-language', category: 'SecurityError', message }
}

/** Null where the record has nothing. */
function plainError(error: ErrorRecord): ErrorRecord {
  return Object.fromEntries(Object.entries(error).filter(([, inner]) => inner !== null)) as unknown as ErrorRecord
}
