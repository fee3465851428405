// The packet that is asked about, from plain JSON.
import { formatIp } from '../../net/ip.ts'
import type { KnownFacts } from '../rules/match-types.ts'
import type { Packet } from './packet.ts'
import { readLines } from './read-rules.ts'
import type { Reader } from './reader.ts'

export function readPacket(reader: Reader, value: unknown): Packet | undefined {
  const fields = reader.fields(value, 'packet')
  const to = reader.ip(fields.to, 'packet.to')
  const real = fields.real === undefined || fields.real === null ? undefined : reader.ip(fields.real, 'packet.real')
  const host = fields.host === undefined || fields.host === null ? undefined : reader.text(fields.host, 'packet.host')
  const sender = reader.text(fields.from, 'packet.from')
  const proto = reader.oneOf(fields.proto, 'packet.proto', ['tcp', 'udp', 'icmp'], 'tcp')
  const port = reader.count(fields.port, 'packet.port', 0, 65535)
  const known = fields.known === undefined || fields.known === null ? undefined : readKnown(reader, fields.known)
  if (to === undefined) return undefined
  return {
    sender,
    to,
    toName: formatIp(to),
    proto,
    ...(port === 0 ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(real === undefined ? {} : { real }),
    ...(known === undefined ? {} : { known }),
  }
}

const LISTS = ['geoip', 'srcGeoip', 'geosite', 'ruleSets'] as const
const NUMBERS = ['asn', 'srcAsn'] as const

function readKnown(reader: Reader, value: unknown): KnownFacts {
  const fields = reader.fields(value, 'packet.known')
  const entries = [
    ...LISTS.map((name) => [name, readLines(reader, fields[name], `packet.known.${name}`)] as const),
    ...NUMBERS.map((name) => [name, fields[name] && reader.text(fields[name], `packet.known.${name}`)] as const),
  ]
  return Object.fromEntries(entries.filter(([name]) => fields[name] !== undefined))
}
