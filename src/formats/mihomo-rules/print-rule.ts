// A rule back to its line: upper-case types, no spaces, names folded as mihomo folds them. Old cores read it too.
import { formatIpPrefix } from '../../net/ip.ts'
import { printRanges } from './ranges.ts'
import type { Condition, Rule } from './rule.ts'

/** The line of a rule; parsing it again gives an equal rule. Without a target: a line of a classical provider. */
export function printRule({ condition, target }: Pick<Rule, 'condition' | 'target'>): string {
  const end = target === '' ? '' : `,${target}`
  switch (condition.type) {
    case 'MATCH':
      return `MATCH${end}`
    case 'SUB-RULE':
      return `SUB-RULE,(${condition.parts.map(printCondition).join('')})${end}`
    default:
      return `${head(condition)}${end}${params(condition)}`
  }
}

/** A part of a logic rule, as it stands between its parentheses. */
export function printCondition(condition: Condition): string {
  return `${head(condition)}${params(condition)}`
}

function head(condition: Condition): string {
  switch (condition.type) {
    case 'AND':
    case 'OR':
    case 'NOT':
      return printLogic(condition)
    case 'IP-CIDR':
    case 'IP-CIDR6':
    case 'SRC-IP-CIDR':
    case 'IP-SUFFIX':
    case 'SRC-IP-SUFFIX':
      return `${condition.type},${formatIpPrefix(condition.prefix)}`
    case 'DST-PORT':
    case 'SRC-PORT':
    case 'IN-PORT':
    case 'DSCP':
      return `${condition.type},${printRanges(condition.ranges)}`
    case 'NETWORK':
      return `NETWORK,${condition.network}`
    case 'IN-TYPE':
    case 'IN-NAME':
    case 'IN-USER':
      return `${condition.type},${condition.names.join('/')}`
    default:
      return `${condition.type},${condition.text}`
  }
}

/** A text, or a condition that still has to become one. Nesting can be deeper than the call stack. */
function printLogic(condition: Condition): string {
  const open: (Condition | string)[] = [condition]
  const texts: string[] = []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') texts.push(next)
    else if ('parts' in next) {
      texts.push(`${next.type},(`)
      open.push(')')
      for (let index = next.parts.length - 1; index >= 0; index--) {
        const part = next.parts[index]
        if (part !== undefined) open.push(')', part, index === 0 ? '(' : ',(')
      }
    } else texts.push(printCondition(next))
  }
  return texts.join('')
}

function params(condition: Condition): string {
  if (!('noResolve' in condition) || condition.type.startsWith('SRC-')) return ''
  return condition.source ? ',src' : condition.noResolve ? ',no-resolve' : ''
}
