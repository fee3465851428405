// A large YAML file line by line: the items of top-level `rules:` and `payload:` apart from everything else, which is
// small and goes to the YAML parser. Knows when a block is too unusual for that.
import { type Item, readItem } from './sequence-item.ts'

export type BlockKey = 'rules' | 'payload'

/** What a line turned out to be. */
export type Scanned =
  | { readonly kind: 'item'; readonly key: BlockKey; readonly item: Item }
  | { readonly kind: 'blank' }
  | { readonly kind: 'other' }
  | { readonly kind: 'unusual' }

const BLANK: Scanned = { kind: 'blank' }
const OTHER: Scanned = { kind: 'other' }
const UNUSUAL: Scanned = { kind: 'unusual' }

export class BlockScanner {
  private key: BlockKey | undefined
  private indent: number | undefined
  private readonly seen = new Set<BlockKey>()

  /** The next line, without its line break. After `unusual` the answers mean nothing. */
  feed(line: string): Scanned {
    if (this.key !== undefined) {
      const item = readItem(line)
      if (item !== undefined && item.indent === (this.indent ?? item.indent)) {
        this.indent = item.indent
        return { kind: 'item', key: this.key, item }
      }
      if (/^ *\r?$/.test(line) || /^ *#/.test(line)) return BLANK
      if (/^[ \t-]/.test(line)) return UNUSUAL
      this.key = undefined
    }
    const match = /^(rules|payload):[ ]*(?:#.*)?\r?$/.exec(line)
    if (match === null) return OTHER
    const key = match[1] === 'rules' ? 'rules' : 'payload'
    if (this.seen.has(key)) return UNUSUAL
    this.seen.add(key)
    this.key = key
    this.indent = undefined
    return OTHER
  }
}
