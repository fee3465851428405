// The formats of the schemas: what fits, and what to say of what does not. Used by the generated validators.
import { formatIPv4, formatPrefix, lastOf, parseCidr, parseIPv4 } from '../net/ipv4.ts'
import { explainCidr, explainIPv4, explainRange, type Reason } from './explain-address.ts'
import { parseRange } from './ipv4-range.ts'
import { quote } from './quote.ts'

export interface Format {
  test(text: string): boolean
  /** Why a text that does not fit does not. */
  explain(text: string): Reason
}

/** By the name that stands under `format` in the schemas. */
export const formats: Readonly<Record<string, Format>> = {
  ipv4: { test: (text) => parseIPv4(text) !== undefined, explain: explainIPv4 },
  'ipv4-cidr': {
    test: (text) => isHostAddress(text),
    explain: (text) => explainHost(text),
  },
  'ipv4-network': {
    test: (text) => {
      const cidr = parseCidr(text)
      return cidr !== undefined && cidr.address === cidr.prefix.base
    },
    explain: explainNetwork,
  },
  'ipv4-range': { test: (text) => parseRange(text) !== undefined, explain: explainRange },
  mac: pattern(
    /^([0-9a-f]{2}-){5}[0-9a-f]{2}$|^([0-9a-f]{2}:){5}[0-9a-f]{2}$|^[0-9a-f]{12}$/i,
    'config/not-a-mac',
    'a MAC address',
    'Write six pairs of hexadecimal digits, for example D8-BB-C1-00-00-32.',
  ),
  guid: pattern(
    /^(\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    'config/not-a-guid',
    'a GUID',
    'Write it as Get-NetAdapter shows InterfaceGuid, in quotes because of the braces.',
  ),
  'gateway-name': pattern(
    /^[a-z0-9-]{1,32}$/,
    'config/bad-name',
    'a name for a gateway',
    'Use small letters, digits and hyphens, at most 32 of them.',
  ),
  'lint-code': pattern(
    /^GW[0-9]{3}$/,
    'config/not-a-code',
    'the code of a finding',
    'Write the code as gw check shows it, for example GW030.',
  ),
  date: {
    test: isDate,
    explain: (text) => ({
      code: 'config/not-a-date',
      message: `${quote(text)} is not a date.`,
      fix: 'Write YYYY-MM-DD, for example 2027-06-01.',
    }),
  },
}

/** The same tests, as the generated validators ask for them. */
export const tests = Object.fromEntries(Object.entries(formats).map(([name, { test }]) => [name, test]))

function isHostAddress(text: string): boolean {
  const cidr = parseCidr(text)
  if (cidr === undefined || cidr.prefix.length === 0) return false
  // A /31 has no network or broadcast address (RFC 3021), a /32 is one host.
  return cidr.prefix.length > 30 || (cidr.address !== cidr.prefix.base && cidr.address !== lastOf(cidr.prefix))
}

function explainHost(text: string): Reason {
  const cidr = parseCidr(text)
  if (cidr === undefined || cidr.prefix.length === 0) return explainCidr(text, '192.168.1.2/25')
  const { prefix } = cidr
  const hosts = `Hosts of ${formatPrefix(prefix)} are ${formatIPv4(prefix.base + 1)} to ${formatIPv4(lastOf(prefix) - 1)}.`
  return cidr.address === prefix.base
    ? { code: 'ip/network-address', message: `${text} is the address of the network itself.`, fix: hosts }
    : { code: 'ip/broadcast-address', message: `${text} is the broadcast address of its network.`, fix: hosts }
}

function explainNetwork(text: string): Reason {
  const cidr = parseCidr(text)
  if (cidr === undefined) return explainCidr(text, '192.168.1.0/24')
  return {
    code: 'ip/host-bits',
    message: `${text} is an address inside a network, not a network.`,
    fix: `Write ${formatPrefix(cidr.prefix)}.`,
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function pattern(expression: RegExp, code: string, what: string, fix: string): Format {
  return {
    test: (text) => expression.test(text),
    explain: (text) => ({ code, message: `${quote(text)} is not ${what}.`, fix }),
  }
}
