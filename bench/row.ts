// What a row of the bench is, and what it hands back. A new row is one file in bench/rows that exports `row`.

/** What every row is given. */
export interface Bench {
  /** How often each contestant runs; slow ones run less often. */
  readonly runs: number
  /** True for the functional test: the smallest sizes, nobody else's programs. */
  readonly quick: boolean
  /** The bundled gw.js, made of the sources as they are now. */
  readonly gw: string
  /** A list of mihomo rules to use in place of generated ones. */
  readonly rules?: string
  /** A folder that goes when the bench ends. */
  readonly scratch: string
}

export interface Row {
  readonly title: string
  measure(bench: Bench): Promise<RowResult>
}

/** Milliseconds; the quartiles show the noise. */
export interface Timing {
  readonly name: string
  readonly runs: number
  readonly median: number
  readonly least: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
}

/** One median against another, and what it is meant to be at most. */
export interface Ratio {
  readonly name: string
  readonly value: number
  readonly atMost?: number
}

/** Something counted, not timed: read round trips, processes, megabytes. */
export interface Count {
  readonly name: string
  readonly value: number
  readonly unit: string
}

export interface RowResult {
  readonly timings: readonly Timing[]
  readonly ratios: readonly Ratio[]
  readonly counts: readonly Count[]
  /** What could not be measured here, and why. */
  readonly skipped: readonly string[]
}

/** The document that --json writes. */
export interface BenchResult {
  readonly formatVersion: 1
  readonly at: string
  readonly machine: {
    readonly platform: string
    readonly cpu: string
    readonly cores: number
    /** Processes that wanted a core when the bench began, in the last minute. */
    readonly load: number
    readonly node: string
  }
  readonly quick: boolean
  readonly rows: readonly (RowResult & { readonly name: string; readonly title: string })[]
}

/** Finds a timing by its name and divides its median by that of another. */
export function ratio(timings: readonly Timing[], name: string, base: string, atMost?: number): Ratio {
  const median = (wanted: string) => {
    const found = timings.find((timing) => timing.name === wanted)
    if (found === undefined) throw new Error(`nothing named ${wanted} was timed`)
    return found.median
  }
  return {
    name: `${name} : ${base}`,
    value: median(name) / median(base),
    ...(atMost === undefined ? {} : { atMost }),
  }
}
