// The proxy behind the TUN, as far as the kernel can tell: it reads packets, dials from an address, and writes the answers
// back. A second TUN stands for a WireGuard tunnel: what is read there is sent on to a peer as UDP.
import { createSocket, type Socket } from 'node:dgram'
import { read, write } from 'node:fs'
import type { Event, ProxySettings } from './protocol.ts'
import { type Datagram, parseDatagram, toPacket } from './udp-packet.ts'

interface Message {
  readonly id: number
  readonly stage: number
  readonly tail: readonly string[]
}

export class TunProxy {
  private settings: ProxySettings = { rules: [], outbounds: {}, hijacks: false }
  private readonly sockets = new Map<number, Socket[]>()
  private readonly clients = new Map<number, Datagram>()
  /** Of each packet on its way, by id and stage: who sent it. */
  private readonly sent = new Map<string, 'dial' | 'wrap'>()
  private readonly wrapped = new Set<number>()
  private readonly tun: number | undefined
  private readonly emit: (event: Event) => void

  constructor([tun, tunnel]: readonly number[], emit: (event: Event) => void) {
    this.tun = tun
    this.emit = emit
    if (tun !== undefined) readForever(tun, (datagram) => this.fromTun(datagram))
    if (tunnel !== undefined) readForever(tunnel, (datagram) => this.fromTunnel(datagram))
  }

  set(settings: ProxySettings): void {
    this.settings = settings
  }

  reset(): void {
    for (const sockets of this.sockets.values()) for (const socket of sockets) socket.close()
    for (const state of [this.sockets, this.clients, this.sent, this.wrapped]) state.clear()
  }

  private fromTun(datagram: Datagram): void {
    const answer = /^gwk-ack (\d+) (\d+)/.exec(datagram.text)
    if (answer !== null) {
      this.emit({ event: 'in-tun', id: Number(answer[1]), stage: Number(answer[2]), isAnswer: true })
      return
    }
    const message = messageOf(datagram)
    if (message === undefined) return
    const { id, stage } = message
    this.emit({ event: 'in-tun', id, stage, isAnswer: false })
    // A proxy that meets its own socket gives up, as mihomo's loop detector does.
    if (this.sent.get(`${id} ${stage}`) === 'dial') this.emit({ event: 'looped', id, by: 'tun' })
    else this.decide(datagram, message)
  }

  private decide(datagram: Datagram, message: Message): void {
    if (message.stage === 0) this.clients.set(message.id, datagram)
    if (this.settings.hijacks && datagram.port === 53) {
      this.emit({ event: 'dns', id: message.id })
      this.answer(message.id)
    } else this.dial(datagram, message)
  }

  private dial(datagram: Datagram, { id, stage, tail }: Message): void {
    const name = this.ruleFor(datagram.to)
    const { server, source } = this.settings.outbounds[name] ?? {}
    this.emit({ event: 'dialled', id, stage: stage + 1, name })
    this.sent.set(`${id} ${stage + 1}`, 'dial')
    this.send(id, source, server ?? datagram.to, datagram.port, {
      id,
      stage: stage + 1,
      tail: server === undefined ? tail : [server, ...tail],
    })
  }

  private fromTunnel(datagram: Datagram): void {
    const message = messageOf(datagram)
    const { tunnel } = this.settings
    if (message === undefined || tunnel === undefined) return
    const { id, stage, tail } = message
    if (this.wrapped.has(id)) {
      this.emit({ event: 'looped', id, by: 'tunnel' })
      return
    }
    this.wrapped.add(id)
    this.emit({ event: 'wrapped', id, stage: stage + 1 })
    this.sent.set(`${id} ${stage + 1}`, 'wrap')
    this.send(id, tunnel.source, tunnel.endpoint, 9000, { id, stage: stage + 1, tail: [tunnel.endpoint, ...tail] })
  }

  private send(id: number, source: string | undefined, to: string, port: number, message: Message): void {
    const socket = createSocket('udp4')
    this.sockets.set(id, [...(this.sockets.get(id) ?? []), socket])
    const failed = (error: Error) =>
      this.emit({ event: 'dial-error', id, code: 'code' in error ? String(error.code) : error.message })
    socket.on('error', failed)
    socket.on('message', () => this.answer(id))
    socket.bind({ port: 0, ...(source === undefined ? {} : { address: source }) }, () => {
      socket.send(`gwk ${message.id} ${message.stage} ${message.tail.join(',')}`, port, to, (error) => {
        if (error !== null) failed(error)
      })
    })
  }

  /** Into the TUN, from the address that the client asked. */
  private answer(id: number): void {
    const asked = this.clients.get(id)
    if (asked === undefined || this.tun === undefined) return
    const { from, fromPort, to, port } = asked
    const packet = toPacket({ from: to, fromPort: port, to: from, port: fromPort, text: `gwk-ack ${id} 0` })
    // A TUN that is down refuses; then nobody hears it, which is what the test looks at.
    write(this.tun, packet, () => {})
  }

  private ruleFor(to: string): string {
    const matching = this.settings.rules.filter(([network, bits]) => inNetwork(to, network, bits))
    return matching.sort((a, b) => b[1] - a[1])[0]?.[2] ?? 'DIRECT'
  }
}

function messageOf({ text }: Datagram): Message | undefined {
  const match = /^gwk (\d+) (\d+) (.*)$/.exec(text)
  if (match === null) return undefined
  return { id: Number(match[1]), stage: Number(match[2]), tail: (match[3] ?? '').split(',') }
}

function inNetwork(address: string, network: string, bits: number): boolean {
  const value = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return bits === 0 || (value(address) ^ value(network)) >>> (32 - bits) === 0
}

/** Reads in a thread of its own: a character device cannot be polled by Node. */
function readForever(file: number, take: (datagram: Datagram) => void): void {
  const buffer = Buffer.alloc(2048)
  read(file, buffer, 0, buffer.length, null, (error, length) => {
    if (error === null) {
      const datagram = parseDatagram(buffer.subarray(0, length))
      if (datagram !== undefined) take(datagram)
    }
    readForever(file, take)
  })
}
