// The packet that is asked about, from plain JSON.
import { formatIp } from '../../net/ip.ts'
import type { Packet } from './packet.ts'
import type { Reader } from './reader.ts'

export function readPacket(reader: Reader, value: unknown): Packet | undefined {
  const fields = reader.fields(value, 'packet')
  const to = reader.ip(fields.to, 'packet.to')
  const real = fields.real === undefined || fields.real === null ? undefined : reader.ip(fields.real, 'packet.real')
  const host = fields.host === undefined || fields.host === null ? undefined : reader.text(fields.host, 'packet.host')
  const sender = reader.text(fields.from, 'packet.from')
  const proto = reader.oneOf(fields.proto, 'packet.proto', ['tcp', 'udp', 'icmp'], 'tcp')
  const port = reader.count(fields.port, 'packet.port', 0, 65535)
  if (to === undefined) return undefined
  return {
    sender,
    to,
    toName: formatIp(to),
    proto,
    ...(port === 0 ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(real === undefined ? {} : { real }),
  }
}
