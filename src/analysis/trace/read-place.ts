// `203.0.113.5:443`, `[2001:db8::1]:443`, `proxy.example:443`: a place on the Internet, with or without a port.
import { formatIp, parseIp } from '../../net/ip.ts'
import type { Place } from './network.ts'
import type { Reader } from './reader.ts'

export function readPlace(reader: Reader, value: unknown, at: string): Place {
  const text = reader.text(value, at)
  const whole = parseIp(text)
  if (whole !== undefined) return { ip: whole, name: formatIp(whole) }
  const match = /^(?:\[([^\]]*)\]|([^:[\]\s]*))(?::([0-9]{1,5}))?$/.exec(text)
  const port = match?.[3] === undefined ? {} : { port: Number(match[3]) }
  const ip = parseIp(match?.[1] ?? match?.[2] ?? '')
  if (ip !== undefined) return { ip, name: formatIp(ip), ...port }
  const name = match?.[2] ?? ''
  if (name === '') reader.found('trace/not-an-address', at, `${JSON.stringify(text)} is neither an address nor a name.`)
  return { name, ...port }
}
