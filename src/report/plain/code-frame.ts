// The line of the file that a diagnostic points at, with a caret under every cell it means.
import type { Position } from '../../model/diagnostic.ts'
import { cells, visible } from './cells.ts'
import { type Page, paint } from './page.ts'

/** Texts of the files that diagnostics may point into, by the name used in their positions. */
export type Sources = ReadonlyMap<string, string>

const GUTTER = 6

/** Two lines, or none when the file or the line is not at hand. */
export function codeFrame(page: Page, position: Position, sources: Sources): string[] {
  const source = lineOf(sources, position.file, position.line)
  if (source === undefined) return []
  const start = Math.min(position.column - 1, source.length)
  const end = Math.min(source.length, start + Math.max(1, position.length ?? 1))
  const shown = cut(
    { before: flat(source.slice(0, start)), marked: flat(source.slice(start, end)), after: flat(source.slice(end)) },
    page.columns - GUTTER - 4,
  )
  const gutter = `${String(position.line).padStart(GUTTER)} │ `
  const carets = ' '.repeat(cells(shown.before)) + '^'.repeat(Math.max(1, cells(shown.marked)))
  return [
    paint(page, 'quiet', gutter) + shown.before + shown.marked + shown.after,
    paint(page, 'quiet', `${' '.repeat(GUTTER)} │ `) + paint(page, 'error', carets),
  ].map((line) => line.trimEnd())
}

/** The lines of each text, so that ten thousand problems in one file do not take it apart ten thousand times. */
const taken = new WeakMap<Sources, Map<string, readonly string[]>>()

function lineOf(sources: Sources, file: string, line: number): string | undefined {
  const texts = taken.get(sources) ?? new Map<string, readonly string[]>()
  taken.set(sources, texts)
  const lines = texts.get(file) ?? sources.get(file)?.split(/\r\n|\n|\r/)
  if (lines !== undefined) texts.set(file, lines)
  return lines?.[line - 1]
}

/** A tab is four cells wide here, in the line and in the line of carets alike. */
function flat(text: string): string {
  return visible(text.replaceAll('\ufeff', '').replaceAll('\t', '    '))
}

interface Shown {
  readonly before: string
  readonly marked: string
  readonly after: string
}

/** The window of a long line around its marked part. */
function cut(shown: Shown, width: number): Shown {
  let { before, marked, after } = shown
  if (cells(before + marked + after) <= width) return shown
  marked = head(marked, width - 2)
  if (cells(before) > width - cells(marked) - 1) before = `…${tail(before, Math.max(0, width - cells(marked) - 2))}`
  const room = width - cells(before) - cells(marked)
  if (cells(after) > room) after = `${head(after, Math.max(0, room - 1))}…`
  return { before, marked, after }
}

function head(text: string, width: number): string {
  let kept = ''
  for (const character of text) {
    if (cells(kept + character) > width) break
    kept += character
  }
  return kept
}

function tail(text: string, width: number): string {
  let kept = ''
  for (const character of [...text].reverse()) {
    if (cells(character + kept) > width) break
    kept = character + kept
  }
  return kept
}
