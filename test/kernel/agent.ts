// One node of a house, inside its own network namespace: sends and answers UDP, and on the gateway is the proxy behind the TUN.
// Commands come as JSON lines, events go as JSON lines; the end of the input ends it, and with it the namespace.
import { createSocket, type Socket } from 'node:dgram'
import { createInterface } from 'node:readline'
import { type Command, type Event, PORTS } from './protocol.ts'
import { TunProxy } from './tun-proxy.ts'

const sockets: Socket[] = []
const emit = (event: Event) => process.stdout.write(`${JSON.stringify(event)}\n`)
const proxy = new TunProxy((process.env.GW_TUNS ?? '').split(',').filter(Boolean).map(Number), emit)

/** Whoever is asked answers the sender, as any server does: by its own routes. */
for (const port of PORTS) {
  const server = createSocket('udp4')
  server.on('message', (message, { address, port }) => {
    const [, id = '', stage = '', tail = ''] = /^gwk (\d+) (\d+) (.*)$/.exec(message.toString()) ?? []
    if (id === '') return
    emit({ event: 'arrived', id: Number(id), stage: Number(stage), tail: tail.split(',') })
    server.send(`gwk-ack ${id} ${stage}`, port, address, () => {})
  })
  server.on('error', (error) => emit({ event: 'failed', what: error.message }))
  server.bind(port, '0.0.0.0', () => emit({ event: 'listening', port }))
}

const commands = createInterface({ input: process.stdin })
commands.on('line', (line) => obey(JSON.parse(line) as Command))
commands.on('close', () => process.kill(process.pid, 'SIGKILL'))

function obey(command: Command): void {
  switch (command.do) {
    case 'send':
      send(command)
      break
    case 'proxy':
      proxy.set(command.settings)
      break
    case 'reset':
      for (const socket of sockets.splice(0)) socket.close()
      proxy.reset()
      emit({ event: 'ready' })
  }
}

function send({ id, to, port, source }: Extract<Command, { do: 'send' }>): void {
  const socket = createSocket('udp4')
  sockets.push(socket)
  socket.on('error', (error) => emit({ event: 'send-error', id, code: codeOf(error) }))
  socket.on('message', () => emit({ event: 'answered', id }))
  socket.bind({ port: 0, ...(source === undefined ? {} : { address: source }) }, () => {
    socket.send(`gwk ${id} 0 ${to}`, port, to, (error) => {
      if (error !== null) emit({ event: 'send-error', id, code: codeOf(error) })
    })
  })
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message
}
