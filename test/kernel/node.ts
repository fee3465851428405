// A network namespace that lives as long as a process of ours: nothing of it is left when this test dies, however it dies.
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { ENVIRONMENT } from './availability.ts'
import { type Command, type Event, PORTS } from './protocol.ts'

type Process = ChildProcessByStdio<Writable, Readable, null>

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

export class Node {
  readonly name: string
  readonly pid: number
  private readonly processes: Process[] = []
  private readonly agent: Process | undefined
  private waiting: { readonly type: Event['event']; count: number; readonly done: () => void } | undefined

  /** `tuns`: names of TUN devices that its agent reads. Without `tell` it only holds the namespace. */
  constructor(name: string, tell?: (event: Event) => void, tuns: readonly string[] = []) {
    this.name = name
    const agent = [process.execPath, here('agent.ts')]
    const opened = tuns.length === 0 ? agent : ['perl', here('open-tuns.pl'), ...tuns, '--', ...agent]
    const holder = this.start('unshare', ['-n', ...(tell === undefined ? ['cat'] : opened)])
    if (holder.pid === undefined) throw new Error('unshare did not start')
    this.pid = holder.pid
    if (tell === undefined) return
    this.agent = holder
    createInterface({ input: holder.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as Event
      if (event.event === 'failed') throw new Error(`${name}: ${event.what}`)
      if (event.event === this.waiting?.type && --this.waiting.count === 0) this.waiting.done()
      tell(event)
    })
  }

  listening(): Promise<void> {
    return this.until('listening', PORTS.length)
  }

  command(command: Command): void {
    this.agent?.stdin.write(`${JSON.stringify(command)}\n`)
  }

  async reset(): Promise<void> {
    const ready = this.until('ready', 1)
    this.command({ do: 'reset' })
    await ready
  }

  /** Runs a shell script inside; `ip` lines that the kernel refuses are no error, because that is its answer. */
  run(script: string): string {
    const enter = ['-t', String(this.pid), '-n', 'sh', '-c', script]
    return execFileSync('nsenter', enter, { env: ENVIRONMENT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  }

  /** Every line that the sniffer says. Resolves when it listens. */
  sniff(take: (line: string) => void): Promise<void> {
    const sniffer = this.start('nsenter', ['-t', String(this.pid), '-n', 'perl', here('sniff.pl')])
    return new Promise((resolve) => {
      createInterface({ input: sniffer.stdout }).on('line', (line) => (line === 'ready' ? resolve() : take(line)))
    })
  }

  end(): void {
    for (const child of this.processes) child.kill('SIGKILL')
  }

  private start(program: string, args: readonly string[]): Process {
    const child = spawn(program, args, { env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.on('error', () => {})
    this.processes.push(child)
    return child
  }

  private until(type: Event['event'], count: number): Promise<void> {
    return new Promise((done) => {
      this.waiting = { type, count, done }
    })
  }
}
