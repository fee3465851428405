// The result of a check as text.
import type { CheckResult } from '../../model/check-result.ts'
import { isError } from '../../model/diagnostic.ts'
import { visible, wrap } from './cells.ts'
import type { Sources } from './code-frame.ts'
import { countProblems, plural, renderDiagnostics } from './diagnostic.ts'
import { type Page, paint } from './page.ts'
import { type NextArguments, wrapHints } from './plan.ts'

export function renderCheck(page: Page, result: CheckResult, sources: Sources, next: NextArguments): string[] {
  const { diagnostics, gateway } = result
  const declared = result.declared.filter(([, count]) => count > 0).map(([what, count]) => plural(count, what))
  const formed = `${result.file} is well formed${declared.length === 0 ? '' : `: ${declared.join(', ')}`}.`
  const clean = !diagnostics.some(isError)
  return [
    ...(gateway === undefined
      ? []
      : [...wrap(visible(formed), page.columns, 2), ...(diagnostics.length > 0 ? [''] : [])]),
    ...renderDiagnostics(page, diagnostics, sources),
    ...(diagnostics.length > 0 ? [''] : []),
    paint(page, clean ? 'good' : 'error', countProblems(diagnostics)),
    ...(clean ? wrapHints(page, '', [`What would change: gw plan${next.args}`]) : []),
  ]
}
