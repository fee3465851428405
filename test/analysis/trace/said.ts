// A trace as one line: `verdict reason: a > b > c via X out Y`.
import type { TraceResult } from '../../../src/analysis/trace/answer.ts'

export function said(result: TraceResult): string {
  if ('error' in result) return `${result.error.code} ${result.error.at}: ${result.error.message}`
  const { verdict, reason, path, via, out } = result
  const more = [via === undefined ? '' : ` via ${via}`, out === undefined ? '' : ` out ${out}`].join('')
  return `${verdict}${reason === undefined ? '' : ` ${reason}`}: ${path.join(' > ')}${more}`
}
