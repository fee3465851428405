// Names that load and can never match: hosts arrive as A-labels, without a trailing dot, and never as addresses.
import { domainToASCII } from 'node:url'
import { parseIp } from '../../net/ip.ts'
import { isAscii } from './letter-case.ts'
import { shown } from './problem.ts'
import type { DomainType } from './rule.ts'

/** The longest name a listener accepts, in bytes. */
const LONGEST = 255

export interface Never {
  readonly code: string
  readonly message: string
  readonly fix?: string
}

/** Why a payload as it is written never matches; undefined when it can. */
export function whyNever(type: DomainType, payload: string): Never | undefined {
  if (PLAIN.test(payload) && payload.length <= LONGEST) return type === 'DOMAIN' ? anAddress(payload) : undefined
  if (type !== 'DOMAIN-WILDCARD' && payload.length > LONGEST) {
    return never(`A name has at most ${LONGEST} characters, and this has ${payload.length}.`)
  }
  if (!isAscii(payload)) return notAscii(payload)
  const isWhole = type === 'DOMAIN' || type === 'DOMAIN-SUFFIX'
  const literal = isWhole ? /^(?:\+\.|\*\.|\.)/.exec(payload)?.[0] : undefined
  if (literal !== undefined) return literalPrefix(literal, payload)
  if (NOT_IN_NAMES.test(type === 'DOMAIN-WILDCARD' ? payload.replaceAll('?', '') : payload)) {
    return never(`${shown(payload)} is not a host name.`, 'Write the name alone, without scheme, port or path.')
  }
  if (type !== 'DOMAIN-WILDCARD' && payload.includes('*')) {
    return never(`${type} takes * literally.`, 'DOMAIN-WILDCARD knows * and ?.')
  }
  if (isWhole && payload.endsWith('.')) {
    return never('Hosts arrive without their trailing dot.', `Write ${payload.slice(0, -1)}.`)
  }
  return undefined
}

/** Letters, digits, hyphens and underscores in labels: nothing to say. */
const PLAIN = /^[A-Za-z0-9_-][A-Za-z0-9._-]*[A-Za-z0-9_-]$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what no name has
const NOT_IN_NAMES = /[\s,/@:?#[\]\\\u0000-\u001f\u007f]/

function never(why: string, fix?: string): Never {
  return { code: 'rules/never-matches', message: `${why} This never matches.`, ...(fix === undefined ? {} : { fix }) }
}

function anAddress(payload: string): Never | undefined {
  if (!/^[0-9.]+$/.test(payload) || parseIp(payload) === undefined) return undefined
  return never('Connections to an address have no name.', `Write IP-CIDR,${payload}/32.`)
}

function literalPrefix(literal: string, payload: string): Never {
  return {
    code: 'rules/literal-prefix',
    message: `${shown(literal)} is taken literally here, so this never matches; only domain rule providers know it.`,
    fix: `Write DOMAIN-SUFFIX,${payload.slice(literal.length)}: it covers the name and all below.`,
  }
}

function notAscii(payload: string): Never {
  const ascii = domainToASCII(payload)
  return {
    code: 'rules/not-a-label',
    message: `${shown(payload)} never matches: names arrive in their ASCII form.`,
    ...(ascii === '' ? {} : { fix: `Write ${ascii}.` }),
  }
}
