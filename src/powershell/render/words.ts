// The strings of one script: plain ones stand where they are used, the others once at the top under a short name.
import { comment, quote } from './quote.ts'

/** Longer than this, a string would hide the call it stands in. */
const SHORT = 80

export class Words {
  private readonly names = new Map<string, string>()

  /** An expression for the text. */
  of(text: string): string {
    if (text.length <= SHORT && /^[ -~]*$/.test(text)) return quote(text)
    const known = this.names.get(text)
    if (known !== undefined) return known
    const name = `$text${this.names.size + 1}`
    this.names.set(text, name)
    return name
  }

  /** Definitions of all names given out so far, each under the text as people read it. */
  definitions(): string[] {
    if (this.names.size === 0) return []
    const lines = [...this.names].flatMap(([text, name]) => [
      ...comment(text.length <= SHORT ? text : `${text.slice(0, SHORT)} … (${text.length} characters)`),
      `${name} = ${quote(text)}`,
    ])
    return ['# Names that are not plain ASCII, written so that no code page can change them.', ...lines, '']
  }
}
