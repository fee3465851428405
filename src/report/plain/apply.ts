// An apply while it works: one line per step, and on a terminal a line for the step that is running.
import type { ApplyEvent } from '../../model/apply-event.ts'
import type { Change } from '../../model/plan.ts'
import { cells, padTo, shorten, visible, wrap } from './cells.ts'
import { type Page, paint } from './page.ts'

/** Turns each event into text to be written as it is; `live` is for terminals, where the running line is replaced. */
export function applyVoice(page: Page, live: boolean): (event: ApplyEvent) => string {
  let width = 0
  let digits = 1
  const erase = live ? '\r\u001b[2K' : ''
  const label = (change: Change) => `${String(change.number).padStart(digits)} ${visible(change.address)}`
  const running = (change: Change, what: string) =>
    live ? erase + paint(page, 'quiet', shorten(` … ${label(change)}  ${what}`, page.columns - 1)) : ''

  return (event) => {
    switch (event.type) {
      case 'started':
        digits = Math.max(1, ...event.plan.changes.map((change) => String(change.number).length))
        width = Math.min(page.columns - 20, Math.max(0, ...event.plan.changes.map((change) => cells(label(change)))))
        return '\n'
      case 'step-started':
        return running(event.change, '')
      case 'waiting':
        return running(event.change, `waiting for ${visible(event.for)}`)
      case 'step-done': {
        const took = event.outcome === 'done' ? formatTook(event.seconds) : event.outcome
        const head = `${padTo(label(event.change), width)}  ${took.padStart(10)}`
        return `${erase}${stepLines(page, paint(page, 'good', ' ✓ '), head, event.note)}\n`
      }
      case 'step-failed': {
        const head = `${padTo(label(event.change), width)}  ${formatTook(event.seconds).padStart(10)}`
        return `${erase}${stepLines(page, paint(page, 'error', ' ✗ '), head, event.problem.message)}\n`
      }
      case 'finished':
        return erase
    }
  }
}

function formatTook(seconds: number): string {
  return seconds < 0.05 ? '' : `${seconds.toFixed(1)} s`
}

/** The note beside the step when it fits, below it when not. */
function stepLines(page: Page, mark: string, head: string, note: string | undefined): string {
  if (note === undefined || note === '') return `${mark}${head}`.trimEnd()
  const text = visible(note)
  if (3 + cells(head) + 3 + cells(text) <= page.columns) return `${mark}${head}   ${text}`
  const below = wrap(text, page.columns - 7).map((line) => `       ${line}`)
  return [`${mark}${head}`.trimEnd(), ...below].join('\n')
}
