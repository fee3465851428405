// Which numbers from 0 to 65535 earlier ranges cover, and with what: for ports.

const SIZE = 65536

/** Scanning who covers a range is cut off after this many steps in all, so that no list of ranges takes long. */
const MOST_STEPS = 20_000_000

export class NumberCover {
  private readonly owners = new Int32Array(SIZE).fill(-1)
  /** For each number the next one at or above it that nobody covers yet; paths are shortened on the way. */
  private readonly free = Int32Array.from({ length: SIZE + 1 }, (_, number) => number)
  private steps = 0

  add(low: number, high: number, value: number): void {
    for (let at = this.nextFree(low); at <= high; at = this.nextFree(at + 1)) {
      this.owners[at] = value
      this.free[at] = at + 1
    }
  }

  /** The values that cover a range together; undefined when a number of it is free, or nobody can tell any more. */
  cover(low: number, high: number): ReadonlySet<number> | undefined {
    if (this.nextFree(low) <= high) return undefined
    this.steps += high - low
    if (this.steps > MOST_STEPS) return undefined
    return new Set(this.owners.subarray(low, high + 1))
  }

  private nextFree(from: number): number {
    let root = from
    while (root < SIZE && this.free[root] !== root) root = this.free[root] ?? SIZE
    for (let at = from; at < root; ) {
      const next = this.free[at] ?? SIZE
      this.free[at] = root
      at = next
    }
    return root
  }
}
