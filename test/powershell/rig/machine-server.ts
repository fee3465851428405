// Stands where Windows stands: the proxies' cmdlets arrive here, on one JSON line each, and are answered by a function.

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { asData, type Sendable } from '../../../src/hosts/powershell/wire.ts'
import { HostLost } from '../../../src/model/host.ts'
import type { ErrorRecord } from '../../../src/powershell/error-record.ts'
import type { SystemProgram } from '../../../src/powershell/system-program.ts'

export type Params = Record<string, unknown>
/** Noise: what the cmdlet does beside answering (`host`, `warning`, `progress`, `stdout`, `stderr`, `question`). */
export type Answer = (
  | { readonly rows: readonly object[] }
  | { readonly error: ErrorRecord }
  /** Objects in PowerShell's own XML, deserialised by the engine. */
  | { readonly clixml: string }
) & {
  readonly noise?: readonly string[]
}

type Message =
  | { readonly wait: number }
  | { readonly program: SystemProgram; readonly arguments: readonly string[] }
  | { readonly cmdlet: string; readonly params: Params }

export interface Machine {
  /** HostLost `host/timeout`: no answer ever. Any other HostLost: PowerShell dies. */
  invoke(cmdlet: string, params: Params): Answer
  advance(seconds: number): void
  /** A program of Windows. */
  runProgram?(program: SystemProgram, args: readonly string[]): Answer
}

export interface MachineServer {
  readonly port: number
  /** Every call so far, in order. */
  readonly calls: readonly { readonly cmdlet: string; readonly params: Params }[]
  close(): Promise<void>
}

/** On the loopback address, at a free port. */
export async function serveMachine(machine: Machine): Promise<MachineServer> {
  const calls: { cmdlet: string; params: Params }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    let rest = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) reply(socket, line)
    })
  })

  function reply(socket: Socket, line: string): void {
    // The boundary to gw-rig.psm1 and program.ts, which write exactly these shapes.
    const message = JSON.parse(line) as Message
    if ('program' in message) {
      const answer = machine.runProgram?.(message.program, message.arguments)
      socket.write(`${JSON.stringify(answer ?? { rows: [] })}\n`)
      return
    }
    if ('wait' in message) {
      machine.advance(message.wait)
      socket.write('{}\n')
      return
    }
    calls.push(message)
    try {
      const answer = machine.invoke(message.cmdlet, message.params)
      // Rows are plain values by then: a machine's answer is JSON.
      socket.write(`${JSON.stringify(asData(answer as unknown as Sendable))}\n`)
    } catch (problem) {
      if (!(problem instanceof HostLost)) throw problem
      if (problem.code !== 'host/timeout') socket.destroy()
    }
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.address() as AddressInfo).port,
    calls,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
