// Why a line decided, in one sentence for people.
import { printCondition, printRule } from '../../formats/mihomo-rules/print-rule.ts'
import type { Rule } from '../../formats/mihomo-rules/rule.ts'
import { formatIp, formatIpPrefix } from '../../net/ip.ts'
import type { Connection } from './connection.ts'

export const NOTHING_FITS = 'No rule fits, so mihomo goes direct.'

export function explain({ condition, target }: Rule, connection: Connection): string {
  const { ruleHost, host, destination, source } = connection
  switch (condition.type) {
    case 'MATCH':
      return 'MATCH fits everything.'
    case 'DOMAIN':
      return `${ruleHost} is this name.`
    case 'DOMAIN-SUFFIX':
      return ruleHost === condition.text ? `${ruleHost} is this name.` : `${ruleHost} is below ${condition.text}.`
    case 'DOMAIN-KEYWORD':
      return `${ruleHost} contains ${condition.text}.`
    case 'IP-CIDR':
    case 'IP-CIDR6':
    case 'SRC-IP-CIDR': {
      const ip = condition.source ? source : destination
      const asked =
        !condition.source && host !== '' && connection.meta.dstIP === undefined ? `, the address of ${host},` : ''
      return `${ip === undefined ? 'The address' : formatIp(ip)}${asked} is in ${formatIpPrefix(condition.prefix)}.`
    }
    case 'SUB-RULE':
      return `${printRule({ condition, target })} fits.`
    default:
      return `${short(printCondition(condition))} fits.`
  }
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
