// UDP in IPv4, as bytes of a TUN.

export interface Datagram {
  readonly from: string
  readonly fromPort: number
  readonly to: string
  readonly port: number
  readonly text: string
}

/** undefined for anything else than UDP in IPv4. */
export function parseDatagram(packet: Buffer): Datagram | undefined {
  if (packet.length < 28 || packet.readUInt8(0) >> 4 !== 4 || packet.readUInt8(9) !== 17) return undefined
  const header = (packet.readUInt8(0) & 15) * 4
  return {
    from: [...packet.subarray(12, 16)].join('.'),
    to: [...packet.subarray(16, 20)].join('.'),
    fromPort: packet.readUInt16BE(header),
    port: packet.readUInt16BE(header + 2),
    text: packet.subarray(header + 8).toString('latin1'),
  }
}

export function toPacket({ from, fromPort, to, port, text }: Datagram): Buffer {
  const payload = Buffer.from(text, 'latin1')
  const packet = Buffer.alloc(28 + payload.length)
  packet.writeUInt8(0x45, 0)
  packet.writeUInt16BE(packet.length, 2)
  packet.writeUInt8(64, 8)
  packet.writeUInt8(17, 9)
  packet.set(from.split('.').map(Number), 12)
  packet.set(to.split('.').map(Number), 16)
  packet.writeUInt16BE(checksum(packet.subarray(0, 20)), 10)
  packet.writeUInt16BE(fromPort, 20)
  packet.writeUInt16BE(port, 22)
  packet.writeUInt16BE(8 + payload.length, 24)
  // No checksum of UDP: in IPv4 it may be left out.
  payload.copy(packet, 28)
  return packet
}

function checksum(header: Buffer): number {
  let sum = 0
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}
