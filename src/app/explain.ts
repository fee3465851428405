// gw explain: what docs/messages.md says of a code, from the installed page.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nearest } from '../config/nearest.ts'
import { Stop } from '../model/diagnostic.ts'
import { type MessageEntry, parseMessages } from './message-page.ts'
import { packageRoot } from './package-root.ts'

export interface Explained {
  /** As it is written: `GW001` for `gw001`. */
  readonly topic: string
  readonly isArea: boolean
  /** One for a code, all of an area. */
  readonly entries: readonly MessageEntry[]
}

/** `code` is a code or an area, in any case. Throws Stop with the nearest one when there is none. */
export async function explain(input: { readonly code: string }): Promise<Explained> {
  const entries = parseMessages(await readFile(join(packageRoot(), 'docs', 'messages.md'), 'utf8'))
  const isMeant = (name: string) => name.toLowerCase() === input.code.toLowerCase()
  for (const entry of entries) {
    const at = entry.codes.findIndex(isMeant)
    if (at >= 0) return { topic: entry.codes[at] ?? input.code, isArea: false, entries: [only(entry, at)] }
  }
  const area = entries.filter((entry) => isMeant(entry.area))
  if (area.length > 0) return { topic: area[0]?.area ?? input.code, isArea: true, entries: area }
  throw unknownCode(input.code, entries)
}

/** Several codes can share a text; each has its own example. */
function only({ codes, area, text, examples }: MessageEntry, at: number): MessageEntry {
  return { area, text, codes: codes.slice(at, at + 1), examples: examples.slice(at, at + 1) }
}

function unknownCode(code: string, entries: readonly MessageEntry[]): Stop {
  const areas = [...new Set(entries.map(({ area }) => area))]
  const close = nearest(code, [...entries.flatMap(({ codes }) => codes), ...areas])
  const diagnostic = {
    severity: 'error',
    code: 'explain/unknown-code',
    message: `Nothing has the code ${code}.`,
    fix: close === undefined ? `The areas are: ${areas.join(', ')}.` : `Did you mean ${close}?`,
  } as const
  return new Stop([diagnostic], 64)
}
