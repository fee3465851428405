// The library's reader and writer of foreign text: `import … from 'gw/formats'`.

export type { Condition, Rule, RuleError, RuleType, RuleWarning, Span } from './mihomo-rules/rule.ts'
