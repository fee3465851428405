// docs/messages.md as data: for each code what it means, and what gw prints when it says it.

export interface MessageEntry {
  readonly codes: readonly string[]
  /** The heading it stands under: `config` for `config/…`, `GW` for the lints. */
  readonly area: string
  readonly text: string
  /** Real output, one for each code. */
  readonly examples: readonly string[]
}

const HEADING = /^## ([A-Za-z]+)/
/** One entry: its codes, its text over indented lines, and its blocks. */
const ENTRY =
  /^- (?<codes>`[^`\n]+`(?:,\s+`[^`\n]+`)*) — (?<text>.*(?:\n {2}(?! *```)\S.*)*)\n(?<blocks>(?:\n? {2}```text\n(?:.*\n)*? {2}```\n)*)/gm

/** `render` makes an entry anew, for the test that keeps the examples true. */
export function mapEntries(page: string, render: (entry: MessageEntry, written: string) => string): string {
  const sections = page.replaceAll('\r\n', '\n').split(/^(?=## )/m)
  return sections
    .map((section) => section.replace(ENTRY, (written) => render(toEntry(section, written), written)))
    .join('')
}

export function parseMessages(page: string): MessageEntry[] {
  const entries: MessageEntry[] = []
  mapEntries(page, (entry, written) => {
    entries.push(entry)
    return written
  })
  return entries
}

function toEntry(section: string, written: string): MessageEntry {
  const { codes = '', text = '', blocks = '' } = [...written.matchAll(ENTRY)][0]?.groups ?? {}
  return {
    codes: codes.match(/[^`,\s]+/g) ?? [],
    area: HEADING.exec(section)?.[1] ?? '',
    text: text.replace(/\n {2}/g, ' '),
    examples: [...blocks.matchAll(/ {2}```text\n((?:.*\n)*?) {2}```\n/g)].map(([, block = '']) =>
      block.replace(/^ {2}/gm, '').trimEnd(),
    ),
  }
}
