// A map from two integers to a third, in flat arrays: open addressing, at most half full.

const EMPTY = -1

/** Keys and values are integers from 0 to 2³¹ - 1. Nothing is ever removed. */
export class PairMap {
  private firsts = new Int32Array(128).fill(EMPTY)
  private seconds = new Int32Array(128)
  private values = new Int32Array(128)
  private size = 0

  get(first: number, second: number): number | undefined {
    const at = this.place(first, second)
    return this.firsts[at] === EMPTY ? undefined : this.values[at]
  }

  set(first: number, second: number, value: number): void {
    const at = this.place(first, second)
    if (this.firsts[at] === EMPTY && ++this.size * 2 > this.firsts.length) {
      this.grow()
      this.write(this.place(first, second), first, second, value)
    } else {
      this.write(at, first, second, value)
    }
  }

  /** Where the pair stands, or the free place where it belongs. */
  private place(first: number, second: number): number {
    const mask = this.firsts.length - 1
    const mixed = Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1)
    let at = (mixed ^ (mixed >>> 15)) & mask
    while (this.firsts[at] !== EMPTY && (this.firsts[at] !== first || this.seconds[at] !== second)) at = (at + 1) & mask
    return at
  }

  private write(at: number, first: number, second: number, value: number): void {
    this.firsts[at] = first
    this.seconds[at] = second
    this.values[at] = value
  }

  private grow(): void {
    const [firsts, seconds, values] = [this.firsts, this.seconds, this.values]
    this.firsts = new Int32Array(firsts.length * 2).fill(EMPTY)
    this.seconds = new Int32Array(firsts.length * 2)
    this.values = new Int32Array(firsts.length * 2)
    for (let old = 0; old < firsts.length; old++) {
      const first = firsts[old] ?? EMPTY
      const second = seconds[old] ?? 0
      if (first !== EMPTY) this.write(this.place(first, second), first, second, values[old] ?? 0)
    }
  }
}
