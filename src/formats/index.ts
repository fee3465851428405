// The library's reader and writer of foreign text: `import … from 'gw/formats'`.

export {
  isRuleError,
  type KnownNames,
  type Names,
  parseProviderLine,
  parseRule,
} from './mihomo-rules/parse-rule.ts'
export { printCondition, printRule } from './mihomo-rules/print-rule.ts'
export type { Condition, Rule, RuleError, RuleType, RuleWarning, Span } from './mihomo-rules/rule.ts'
