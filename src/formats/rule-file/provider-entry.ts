// Lines of rule providers, of each behaviour, as rules without a target (facts: mihomo.md §2 and §6).
import { parseIpPrefix } from '../../net/ip.ts'
import { lower } from '../mihomo-rules/letter-case.ts'
import { parseProviderLine } from '../mihomo-rules/parse-rule.ts'
import type { Condition, Rule, RuleError } from '../mihomo-rules/rule.ts'
import { knownType } from '../mihomo-rules/types.ts'

export type Behaviour = 'classical' | 'domain' | 'ipcidr'

/** What kind of provider a first line makes likely. */
export function behaviourOf(line: string): Behaviour {
  const type = line.split(',', 1)[0] ?? ''
  if (type !== line && knownType(type.trim().toUpperCase()) !== undefined) return 'classical'
  return parseIpPrefix(line) === undefined ? 'domain' : 'ipcidr'
}

export function parseProviderEntry(line: string, behaviour: Behaviour): Rule | RuleError {
  if (behaviour === 'classical') return parseProviderLine(line)
  if (behaviour === 'ipcidr') return parseProviderLine(`IP-CIDR,${line}`)
  return { condition: domainCondition(lower(line)), target: '', warnings: [] }
}

/** `+.x` is x and all below, `.x` only below, `*` one label (facts: mihomo.md §2). */
function domainCondition(pattern: string): Condition {
  if (pattern.startsWith('+.')) return { type: 'DOMAIN-SUFFIX', text: pattern.slice(2) }
  if (pattern.startsWith('.')) {
    const text = pattern.slice(1)
    const name: Condition = { type: 'DOMAIN', text }
    return {
      type: 'AND',
      parts: [
        { type: 'DOMAIN-SUFFIX', text },
        { type: 'NOT', parts: [name] },
      ],
    }
  }
  if (!pattern.includes('*')) return { type: 'DOMAIN', text: pattern }
  const labels = pattern
    .split('.')
    .map((label) => (label === '*' ? '[^.]+' : label.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')))
  return { type: 'DOMAIN-REGEX', text: `^${labels.join('\\.')}$` }
}
