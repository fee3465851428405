// The groups of a pattern by name and number. Unnamed ones are numbered first, then the named ones, as .NET does.

export class Groups {
  private unnamedCount = 0
  private readonly names = new Set<string>()
  private readonly numbers = new Set<number>()
  /** Known after the first reading of the pattern; before that everything that is asked for exists. */
  private byKey: ReadonlyMap<string, string> | undefined

  restart(): void {
    this.unnamedCount = 0
  }

  unnamed(): string {
    this.unnamedCount++
    return this.numbered(this.unnamedCount)
  }

  numbered(number: number): string {
    this.numbers.add(number)
    return `#${number}`
  }

  named(name: string): string {
    this.names.add(name)
    return this.byKey?.get(name) ?? name
  }

  settle(): void {
    const byKey = new Map<string, string>()
    for (const number of this.numbers) byKey.set(String(number), `#${number}`)
    let next = 1
    for (const name of this.names) {
      while (byKey.has(String(next))) next++
      byKey.set(String(next), `#${next}`)
      byKey.set(name, `#${next}`)
    }
    this.byKey = byKey
  }

  /** Group 0, the whole match so far, is always empty where it can be referred to. */
  byNumber(number: number): string | undefined {
    if (number === 0) return '#0'
    return this.byKey === undefined ? `#${number}` : this.byKey.get(String(number))
  }

  byName(name: string): string | undefined {
    return this.byKey === undefined ? name : this.byKey.get(name)
  }
}
