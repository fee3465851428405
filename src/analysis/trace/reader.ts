// Takes plain JSON apart, value by value. Of everything that is wrong it keeps the first problem; it knows no networks.
import { type Ip, type IpPrefix, parseIp, parseIpPrefix } from '../../net/ip.ts'
import type { TraceProblem } from './problem.ts'

type Fields = Readonly<Record<string, unknown>>

export class Reader {
  problem: TraceProblem | undefined

  fields(value: unknown, at: string): Fields {
    // The edge: every field is still unknown, and read one by one.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    this.wrong(value, at, 'an object')
    return {}
  }

  list(value: unknown, at: string): readonly unknown[] {
    if (value === undefined || value === null) return []
    if (Array.isArray(value)) return value
    this.wrong(value, at, 'a list')
    return []
  }

  text(value: unknown, at: string): string {
    if (typeof value === 'string' && value !== '' && value.length <= 1000) return value
    this.wrong(value, at, 'a short text')
    return ''
  }

  oneOf<T extends string>(value: unknown, at: string, words: readonly T[], otherwise: T): T {
    if (value === undefined || value === null) return otherwise
    const found = words.find((word) => word === value)
    if (found !== undefined) return found
    this.wrong(value, at, `one of ${words.join(', ')}`)
    return otherwise
  }

  flag(value: unknown, at: string, otherwise: boolean): boolean {
    if (value === undefined || value === null) return otherwise
    if (typeof value === 'boolean') return value
    this.wrong(value, at, 'true or false')
    return otherwise
  }

  /** A whole number from 0 to `most`. */
  count(value: unknown, at: string, otherwise: number, most: number): number {
    if (value === undefined || value === null) return otherwise
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value
    this.wrong(value, at, `a whole number from 0 to ${most}`)
    return otherwise
  }

  ip(value: unknown, at: string): Ip | undefined {
    const ip = parseIp(this.text(value, at))
    if (ip === undefined) this.found('trace/not-an-address', at, `${show(value)} is not an IP address.`)
    return ip
  }

  /** With its prefix length; without one it is the whole address (/32 or /128). */
  prefix(value: unknown, at: string): IpPrefix | undefined {
    const text = this.text(value, at)
    const read = parseIpPrefix(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`)
    if (read === undefined) {
      this.found('trace/not-an-address', at, `${show(value)} is not an IP address with a prefix length.`)
    }
    return read
  }

  /** Keeps the first problem only: the others often follow from it. */
  found(code: TraceProblem['code'], at: string, message: string): void {
    this.problem ??= { code, message, at }
  }

  private wrong(value: unknown, at: string, wanted: string): void {
    this.found('trace/wrong-shape', at, `${show(value)} is not ${wanted}.`)
  }
}

/** A value as far as it fits into a message. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (value === undefined) return 'Nothing'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'A list' : 'An object'
  return String(value)
}
