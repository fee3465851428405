// Runs a program on a text. Without back references every state is tried once, so no pattern explodes: at most
// instructions × characters steps. With them, and with lookaround, a budget of steps bounds it.
import { isWord, lowerCode, setHas } from './char-set.ts'
import type { Program } from './compile.ts'
import type { Assertion } from './node.ts'

const MOST_STEPS = 5_000_000
const MOST_STATES = 64_000_000

/** Whether the program matches anywhere in the text. Undefined: the budget ran out first. */
export function search(program: Program, text: string): boolean | undefined {
  const run = new Run(
    program,
    Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
  )
  try {
    return run.search()
  } catch (end) {
    if (end === BUDGET) return undefined
    throw end
  }
}

const BUDGET = new Error('out of budget')

class Run {
  private readonly program: Program
  private readonly text: readonly number[]
  private steps = 0
  /** What lookaround and atomic groups answered at a place; without back references it is always the same. */
  private readonly answers = new Map<number, number>()

  constructor(program: Program, text: readonly number[]) {
    this.program = program
    this.text = text
  }

  search(): boolean {
    const states = this.program.code.length * (this.text.length + 1)
    if (states > MOST_STATES) throw BUDGET
    // A state that failed for one beginning fails for the next one too.
    const tried = this.program.hasReferences ? undefined : new Uint8Array(states)
    const mark = (state: number): boolean => {
      if (tried === undefined) return true
      if (tried[state] === 1) return false
      tried[state] = 1
      return true
    }
    for (let start = 0; start <= this.text.length; start++) {
      const slots = new Array<number>(this.program.slots).fill(-1)
      if (this.run(0, start, slots, mark) !== -1) return true
    }
    return false
  }

  /** Where the first match from this place ends; -1 for none. `mustEnd`: only a match that ends there counts. */
  private run(
    from: number,
    start: number,
    slots: readonly number[],
    mark: (state: number) => boolean,
    mustEnd = -1,
  ): number {
    const { code, hasReferences } = this.program
    const width = this.text.length + 1
    const open: { pc: number; at: number; slots: readonly number[] }[] = [{ pc: from, at: start, slots }]
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      let { pc, at, slots } = state
      for (;;) {
        if (++this.steps > MOST_STEPS) throw BUDGET
        const instruction = code[pc]
        if (instruction === undefined || !mark(pc * width + at)) break
        if (instruction.op === 'match') {
          if (mustEnd === -1 || at === mustEnd) return at
          break
        }
        if (instruction.op === 'set') {
          const letter = this.text[at]
          if (letter === undefined || !setHas(instruction.set, letter, instruction.ignoreCase)) break
          at++
          pc++
        } else if (instruction.op === 'split') {
          open.push({ pc: instruction.second, at, slots })
          pc = instruction.first
        } else if (instruction.op === 'jump') {
          pc = instruction.to
        } else if (instruction.op === 'assert') {
          if (!this.asserts(instruction.what, at)) break
          pc++
        } else if (instruction.op === 'save') {
          if (hasReferences) slots = slots.with(instruction.slot, at)
          pc++
        } else if (instruction.op === 'progress') {
          pc = slots[instruction.slot] === at ? instruction.exit : pc + 1
        } else if (instruction.op === 'reference') {
          const end = this.refer(
            slots[instruction.slot] ?? -1,
            slots[instruction.slot + 1] ?? -1,
            at,
            instruction.ignoreCase,
          )
          if (end === -1) break
          at = end
          pc++
        } else if (instruction.op === 'look') {
          const isThere = this.apart(pc, at, slots, instruction.behind) !== -1
          if (isThere === instruction.negate) break
          pc = instruction.next
        } else {
          const end = this.apart(pc, at, slots, false)
          if (end === -1) break
          at = end
          pc = instruction.next
        }
      }
    }
    return -1
  }

  /** The program behind a look or atomic instruction, on its own. */
  private apart(pc: number, at: number, slots: readonly number[], behind: boolean): number {
    const state = pc * (this.text.length + 1) + at
    const known = this.program.hasReferences ? undefined : this.answers.get(state)
    if (known !== undefined) return known
    let end = -1
    for (let start = at; start >= 0 && end === -1; start--) {
      const tried = new Set<number>()
      const mark = (inner: number) => this.program.hasReferences || (!tried.has(inner) && tried.add(inner) === tried)
      end = this.run(pc + 1, start, slots, mark, behind ? at : -1)
      if (!behind) break
    }
    this.answers.set(state, end)
    return end
  }

  private refer(start: number, end: number, at: number, ignoreCase: boolean): number {
    if (start === -1 || end < start) return -1
    for (let index = start; index < end; index++) {
      const letter = this.text[index] ?? 0
      const other = this.text[at + index - start]
      if (other === undefined) return -1
      if (letter !== other && !(ignoreCase && lowerCode(letter) === lowerCode(other))) return -1
    }
    return at + end - start
  }

  private asserts(what: Assertion, at: number): boolean {
    const { length } = this.text
    const isBoundary = () => isWord(this.text[at - 1] ?? 0) !== isWord(this.text[at] ?? 0)
    switch (what) {
      case 'start':
        return at === 0
      case 'end':
        return at === length
      case 'end-or-last-newline':
        return at === length || (at === length - 1 && this.text[at] === 10)
      case 'line-start':
        return at === 0 || this.text[at - 1] === 10
      case 'line-end':
        return at === length || this.text[at] === 10
      case 'word-boundary':
        return isBoundary()
      case 'no-word-boundary':
        return !isBoundary()
    }
  }
}
