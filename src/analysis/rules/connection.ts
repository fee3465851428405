// One connection while rules are tried on it: what is known of it, and the one lookup that it may ask for.
import { fold } from '../../formats/mihomo-rules/letter-case.ts'
import { type Ip, parseIp, unmapped } from '../../net/ip.ts'
import type { Meta } from './match-types.ts'

export class Connection {
  readonly meta: Meta
  /** The name asked for; empty when the connection has only an address. */
  readonly host: string
  /** What domain rules look at: the sniffed name if there is one. */
  readonly ruleHost: string
  readonly source: Ip | undefined
  readonly network: 'tcp' | 'udp'
  readonly process: string
  readonly processPath: string
  /** The target's address, from the start or after the lookup. */
  destination: Ip | undefined
  /** Set when a condition could not be decided for lack of a database or a list; it then counts as false. */
  isUnsure = false
  private asked = false
  private isNews = false

  constructor(meta: Meta) {
    this.meta = meta
    const literal = meta.host === undefined ? undefined : parseAddress(meta.host)
    this.host = literal === undefined ? (meta.host ?? '') : ''
    this.ruleHost = meta.sniffHost === undefined || meta.sniffHost === '' ? this.host : meta.sniffHost
    this.destination = literal ?? parseAddress(meta.dstIP)
    this.source = parseAddress(meta.srcIP)
    this.network = meta.network ?? 'tcp'
    this.process = fold(meta.process ?? '')
    this.processPath = fold(meta.processPath ?? '')
  }

  /** True once a further lookup could not change the address any more. */
  get isResolved(): boolean {
    return this.asked || this.destination !== undefined || this.host === ''
  }

  get hasAsked(): boolean {
    return this.asked
  }

  /** Asks DNS for the address of the host, once; the answer stays for the rest of the walk. */
  resolve(): void {
    if (this.isResolved) return
    this.asked = true
    this.destination = parseAddress(this.meta.resolvedIP)
    this.isNews = true
  }

  /** True once after the lookup. */
  hasJustResolved(): boolean {
    const { isNews } = this
    this.isNews = false
    return isNews
  }
}

/** A zone is dropped; a v4-mapped address is the IPv4 address. */
function parseAddress(text: string | undefined): Ip | undefined {
  if (text === undefined) return undefined
  const zone = text.includes(':') ? text.indexOf('%') : -1
  if (zone !== -1 && zone === text.length - 1) return undefined
  const ip = parseIp(zone === -1 ? text : text.slice(0, zone))
  return ip === undefined ? undefined : unmapped(ip)
}
