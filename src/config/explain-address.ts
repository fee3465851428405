// Says what is wrong with a text that should be an IPv4 address, a prefix or a range.
import { parseIPv4 } from '../net/ipv4.ts'
import { quote } from './quote.ts'

/** A problem without its place. */
export interface Reason {
  readonly code: string
  readonly message: string
  readonly why?: string
  readonly fix?: string
}

/** Why a text is not an IPv4 address. */
export function explainIPv4(text: string): Reason {
  return { code: 'ip/not-an-address', message: `${quote(text)} is not an IPv4 address.`, fix: partsProblem(text) }
}

/** Why a text is not an address with a prefix length; `example` shows what fits in this place. */
export function explainCidr(text: string, example: string): Reason {
  const [address = '', length, more] = text.split('/')
  if (parseIPv4(address) === undefined) {
    return { code: 'ip/not-an-address', message: `${quote(text)} is not an IPv4 address.`, fix: partsProblem(address) }
  }
  if (length === undefined) {
    return {
      code: 'ip/no-prefix',
      message: `${quote(text)} has no prefix length.`,
      fix: `Write the length of the network after a slash, for example ${example}.`,
    }
  }
  return {
    code: 'ip/bad-prefix',
    message: `${quote(text)} has no valid prefix length.`,
    fix:
      more === undefined && parseIPv4(length) !== undefined
        ? 'Write the length of the mask, for example /24 for 255.255.255.0.'
        : 'The number after the slash must be between 1 and 32.',
  }
}

/** Why a text is not a range of addresses. */
export function explainRange(text: string): Reason {
  const parts = text.split('-').map((part) => part.trim())
  const [first = '', last = ''] = parts
  const wrong = parts.find((part) => parseIPv4(part) === undefined)
  if (parts.length !== 2) {
    return {
      code: 'ip/bad-range',
      message: `${quote(text)} is not a range of addresses.`,
      fix: 'Write the first and the last address with a hyphen between: 192.168.1.3-192.168.1.126.',
    }
  }
  if (wrong !== undefined) return explainIPv4(wrong)
  return {
    code: 'ip/reversed-range',
    message: `${quote(text)} ends before it begins.`,
    fix: `Write ${last}-${first}.`,
  }
}

function partsProblem(text: string): string {
  const parts = text.split('.')
  if (text.includes(':')) return 'This place takes IPv4 only: four numbers with dots between.'
  if (parts.length !== 4) return 'Write four numbers with dots between, for example 192.168.1.2.'
  if (parts.some((part) => /^0[0-9]+$/.test(part))) return 'A part must not begin with a zero.'
  return 'Each part must be between 0 and 255.'
}
