// One PowerShell process with runner.ps1 in it: a line out, a line back. Whatever else it does ends in HostLost, and the
// process with it; what the machine is then, nobody here claims to know.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { HostLost } from '../../model/host.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import { encodeRequest, type Sendable } from './wire.ts'

/** Makes a call after so many seconds; answers how to take that back. */
export type Timer = (seconds: number, run: () => void) => () => void

export interface ProcessOptions {
  /** Absolute path: a program found by PATH or in the current folder could be anybody's. */
  readonly program: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly timer: Timer
}

export type Reply =
  | { readonly value: unknown }
  | { readonly error: ErrorRecord }
  | { readonly constrained: readonly string[] }

interface Pending {
  readonly id: number
  readonly what: string
  readonly settle: (reply: Reply) => void
  readonly fail: (lost: HostLost) => void
  readonly cancelDeadline: () => void
}

/** An answer of this many characters is no answer any more. */
const LIMIT = 256 * 1024 * 1024

export class PowerShellProcess {
  /** What was printed before the first answer, for `gw doctor`: a profile, a banner. At most 4,000 characters. */
  noise = ''
  private readonly child: ChildProcessWithoutNullStreams
  private readonly timer: Timer
  private readonly out = new Lines()
  private readonly err = new Lines()
  private pending: Pending | undefined
  private reply: Reply | undefined
  private fence = -1
  private complaint = ''
  private nextId = 0
  private lost: HostLost | undefined

  constructor({ program, args, cwd, env, timer }: ProcessOptions) {
    this.timer = timer
    this.child = spawn(program, args, { cwd, env: env ?? process.env, stdio: 'pipe', windowsHide: true })
    this.child.stdout.setEncoding('latin1').on('data', (text: string) => this.hear(text))
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => this.hearComplaint(text))
    // A broken pipe is followed by `close`, which says why.
    this.child.stdin.on('error', () => {})
    this.child.on('error', (error) => {
      this.end(new HostLost('host/no-powershell', `PowerShell does not start: ${error.message}`))
    })
    this.child.on('close', (code, signal) => {
      const last = firstLine(this.complaint) || firstLine(this.noise)
      this.end(
        new HostLost(
          'host/died',
          `PowerShell ended without an answer (${signal ?? `exit code ${code}`}).${last && ` It said: ${last}`}`,
        ),
      )
    })
  }

  /** True when the next question needs another process. */
  get isBroken(): boolean {
    return this.lost !== undefined || (this.pending === undefined && this.nextId > 0 && this.complaint !== '')
  }

  /** `what` is for people. Rejects with HostLost, after which this process is gone. One question at a time. */
  ask(request: { readonly [name: string]: Sendable }, what: string, seconds: number): Promise<Reply> {
    if (this.pending !== undefined) throw new Error('PowerShell is asked while it has not answered')
    const id = this.nextId++
    return new Promise((settle, fail) => {
      if (this.lost !== undefined) {
        fail(this.lost)
        return
      }
      const cancelDeadline = this.timer(seconds, () => {
        this.end(new HostLost('host/timeout', `PowerShell did not answer within ${seconds} s: ${what}.`))
      })
      this.pending = { id, what, settle, fail, cancelDeadline }
      this.child.stdin.write(encodeRequest({ id, ...request }))
    })
  }

  /** Ends it at once; for one that is not needed after all. */
  abandon(): void {
    this.end(new HostLost('host/lost', 'gw no longer needs this PowerShell.'))
  }

  /** Ends it kindly: without requests the runner stops by itself. */
  close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined)
      return Promise.resolve()
    return new Promise((done) => {
      const cancel = this.timer(2, () => this.child.kill('SIGKILL'))
      this.child.on('close', () => {
        cancel()
        done()
      })
      this.child.stdin.end()
    })
  }

  private hear(text: string): void {
    for (const line of this.out.add(text)) {
      const reply = this.pending === undefined ? undefined : parseReply(line, this.pending.id)
      if (reply !== undefined) this.reply = reply
      else if (this.pending?.id === 0) this.noise = `${this.noise}${line}\n`.slice(0, 4000)
      else this.end(new HostLost('host/garbage', `PowerShell printed something that is no answer: ${shorten(line)}`))
    }
    if (this.out.length > LIMIT) this.end(new HostLost('host/garbage', 'PowerShell printed without end.'))
    this.settle()
  }

  private hearComplaint(text: string): void {
    for (const line of this.err.add(text)) {
      if (/^#[0-9]+$/.test(line)) this.fence = Number(line.slice(1))
      else if (this.pending?.id === 0) this.noise = `${this.noise}${line}\n`.slice(0, 4000)
      else if (this.complaint.length < 4000) this.complaint += `${line}\n`
    }
    this.settle()
  }

  /** An answer counts when everything that the request wrote to stderr is here as well. */
  private settle(): void {
    if (this.pending === undefined || this.reply === undefined) return
    if (!('constrained' in this.reply) && this.fence < this.pending.id) return
    if (this.complaint !== '') {
      this.end(new HostLost('host/stderr', `PowerShell wrote an error past its answer: ${firstLine(this.complaint)}`))
      return
    }
    const { pending, reply } = this
    this.pending = undefined
    this.reply = undefined
    pending.cancelDeadline()
    pending.settle(reply)
  }

  private end(lost: HostLost): void {
    if (this.lost !== undefined) return
    this.lost = lost
    this.child.kill('SIGKILL')
    this.pending?.cancelDeadline()
    this.pending?.fail(lost)
    this.pending = undefined
  }
}

/** Text that arrives in pieces, handed on by whole lines. */
class Lines {
  length = 0
  private pieces: string[] = []

  add(text: string): string[] {
    const parts = text.split('\n')
    const rest = parts.pop() ?? ''
    if (parts.length > 0) {
      parts[0] = this.pieces.join('') + parts[0]
      this.pieces = []
      this.length = 0
    }
    this.pieces.push(rest)
    this.length += rest.length
    return parts.map((line) => line.replace(/\r$/, ''))
  }
}

function parseReply(line: string, id: number): Reply | undefined {
  if (!line.startsWith(`{"id":${id},`)) return undefined
  try {
    // The boundary to the runner, which writes exactly one of the three: see the end of runner.ps1.
    return JSON.parse(line) as Reply
  } catch {
    return undefined
  }
}

function firstLine(text: string): string {
  return shorten(text.split('\n').find((line) => line.trim() !== '') ?? '')
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
