// gw rules lint, find, stats: about the rules of a mihomo configuration, a list or a provider file. Needs no machine.
export type { OnProgress } from './rules/file-lines.ts'
export { type FindInput, findInFile } from './rules/find.ts'
export { type LintFileInput, lintFile } from './rules/lint.ts'
export { statsOfFile } from './rules/stats.ts'
