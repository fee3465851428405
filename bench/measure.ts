// Times whole processes side by side: one run of each in turn, so that a busy machine is busy for all of them.
import { spawnSync } from 'node:child_process'
import type { Timing } from './row.ts'

export interface Contestant {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** What a run that did its work ends with; 0 when left out. */
  readonly exitCode?: number
  /** Runs in so many rounds only: for what takes long. */
  readonly atMost?: number
}

/** One run each that does not count, then `runs` rounds. Throws when one of them does not do its work. */
export function timeInTurn(contestants: readonly Contestant[], runs: number): Timing[] {
  const times = new Map(contestants.map((contestant) => [contestant, [] as number[]]))
  for (const contestant of contestants) runOnce(contestant)
  for (let round = 0; round < runs; round++) {
    // Whoever comes after a heavy one has a cold cache; so everybody does in turn.
    const start = round % contestants.length
    for (const contestant of [...contestants.slice(start), ...contestants.slice(0, start)]) {
      const own = times.get(contestant) ?? []
      if (own.length < (contestant.atMost ?? runs)) own.push(runOnce(contestant))
    }
  }
  return contestants.map((contestant) => timingOf(contestant.name, times.get(contestant) ?? []))
}

/** Milliseconds from starting the process to its end. */
function runOnce({ name, program, args, cwd, env, exitCode = 0 }: Contestant): number {
  const start = performance.now()
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const end = performance.now()
  if (error !== undefined) throw error
  if (status !== exitCode) throw new Error(`${name} ended with ${status} and not ${exitCode}:\n${stderr}`)
  return end - start
}

/** The row of a table for times in milliseconds. */
export function timingOf(name: string, times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b)
  return {
    name,
    runs: sorted.length,
    median: quantile(sorted, 0.5),
    least: quantile(sorted, 0),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
  }
}

/** Between two values the straight line between them. */
export function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low + (high - low) * (at - Math.floor(at))
}
