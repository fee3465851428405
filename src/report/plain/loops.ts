// Loops that a machine would have at the end of a plan.
import type { Proof } from '../../model/plan.ts'
import { visible, wrap } from './cells.ts'
import { type Page, paint } from './page.ts'

/** What a plan that puts something back has to say of its end, when that is not good. */
export function renderLoops(page: Page, proof: Proof): string[] {
  if (proof.unproven !== undefined) {
    const text = `! Whether the machine loops then could not be proven: ${visible(proof.unproven)}`
    return wrap(text, page.columns, 2).map((line) => paint(page, 'alarm', line))
  }
  return proof.loops.flatMap(({ code, message, why }) => [
    ...wrap(`! ${code}  ${visible(message)}`, page.columns, 4).map((line) => paint(page, 'alarm', line)),
    ...wrap(visible(why), page.columns - 4).map((line) => `    ${line}`),
  ])
}
