// The addresses GEOIP,LAN stands for (facts: mihomo.md §2). 100.64.0.0/10 is not among them.
import { type Ip, type IpPrefix, parseIpPrefix, prefixContains } from './ip.ts'

const LAN: readonly IpPrefix[] = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'], // private
  ...['0.0.0.0/32', '::/128'], // unspecified
  ...['127.0.0.0/8', '::1/128'], // loopback
  ...['224.0.0.0/4', 'ff00::/8'], // multicast
  ...['169.254.0.0/16', 'fe80::/10'], // link-local
  '198.18.255.255/32', // broadcast address of the default fake-ip range
].flatMap((text) => parseIpPrefix(text) ?? [])

export function isLan(ip: Ip): boolean {
  return LAN.some((prefix) => prefixContains(prefix, ip))
}
