// Interfaces and routes of the gateway, from plain JSON. What they mean for a packet is not decided here.
import { isUnspecified, networkOfPrefix } from '../../net/ip-network.ts'
import type { Face, Route } from './network.ts'
import type { Reader } from './reader.ts'

/** Metrics are 32-bit numbers. */
const MOST = 0xffffffff
/** Where none is said: forwarding.md R1, and section 3 for the interface. */
const ROUTE_METRIC = 256
const INTERFACE_METRIC = 25

/** Interfaces by name. Of two with one name it keeps the first, and says so. */
export function readFaces(reader: Reader, value: unknown, at: string): Map<string, Face> {
  const faces = new Map<string, Face>()
  for (const [index, item] of reader.list(value, at).entries()) {
    const place = `${at}[${index}]`
    const name = reader.text(reader.fields(item, place).name, `${place}.name`)
    if (faces.has(name)) reader.found('trace/duplicate-name', place, `Two interfaces are named ${name}.`)
    else faces.set(name, readFace(reader, item, place, name))
  }
  return faces
}

export function readFace(reader: Reader, value: unknown, at: string, name: string): Face {
  const fields = reader.fields(value, at)
  return {
    name,
    kind: reader.flag(fields.virtual, `${at}.virtual`, false) ? 'virtual' : 'lan',
    addresses: reader.list(fields.addresses, `${at}.addresses`).flatMap((address, index) => {
      const read = reader.prefix(address, `${at}.addresses[${index}]`)
      return read === undefined ? [] : [read]
    }),
    forwarding: reader.flag(fields.forwarding, `${at}.forwarding`, false),
    weakHostSend: reader.flag(fields.weakHostSend, `${at}.weakHostSend`, false),
    weakHostReceive: reader.flag(fields.weakHostReceive, `${at}.weakHostReceive`, false),
    metric: reader.count(fields.metric, `${at}.metric`, INTERFACE_METRIC, MOST),
    isUp: reader.flag(fields.up, `${at}.up`, true),
  }
}

/** A route whose interface is not there does not exist (R3), so it is left out. */
export function readRoutes(reader: Reader, value: unknown, at: string, faces: ReadonlyMap<string, Face>): Route[] {
  return reader.list(value, at).flatMap((item, index) => {
    const place = `${at}[${index}]`
    const fields = reader.fields(item, place)
    const dst = reader.prefix(fields.dst, `${place}.dst`)
    const via = readVia(reader, fields.via, `${place}.via`)
    const metric = reader.count(fields.metric, `${place}.metric`, ROUTE_METRIC, MOST)
    const face = faces.get(reader.text(fields.interface, `${place}.interface`))
    if (dst === undefined || face === undefined) return []
    return [{ prefix: networkOfPrefix(dst), face, metric, ...(via === undefined ? {} : { via }) }]
  })
}

/** Windows writes on-link as the unspecified address (windows.md, Get-NetRoute). */
function readVia(reader: Reader, value: unknown, at: string): Route['via'] {
  if (value === undefined || value === null || value === 'on-link') return undefined
  const via = reader.ip(value, at)
  return via === undefined || isUnspecified(via) ? undefined : via
}
