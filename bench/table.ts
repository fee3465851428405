// The result of the bench for people.
import { styleText } from 'node:util'
import type { BenchResult, Ratio, Timing } from './row.ts'

const HEADINGS = ['ms', 'median', 'least', 'quartiles', 'runs']

type ResultRow = BenchResult['rows'][number]

export function renderHead({ machine, at }: Pick<BenchResult, 'machine' | 'at'>): string {
  const { platform, cpu, cores, load, node } = machine
  return `${at}, ${platform}, ${cores} × ${cpu}, load ${load.toFixed(2)}, Node ${node}`
}

export function renderRow({ title, timings, ratios, counts, skipped }: ResultRow): string {
  const lines = [
    '',
    styleText('bold', title),
    ...(timings.length === 0 ? [] : aligned([HEADINGS, ...timings.map((timing) => [timing.name, ...figures(timing)])])),
    ...(ratios.length === 0 ? [] : ['', ...aligned(ratios.map(ratioCells))]),
    ...(counts.length === 0 ? [] : ['', ...aligned(counts.map(({ name, value, unit }) => [name, shown(value), unit]))]),
    ...skipped.map((what) => styleText('yellow', `  SKIPPED  ${what}`)),
  ]
  return `${lines.join('\n')}\n`
}

function figures({ median, least, lowerQuartile, upperQuartile, runs }: Timing): string[] {
  return [median.toFixed(1), least.toFixed(1), `${lowerQuartile.toFixed(1)}–${upperQuartile.toFixed(1)}`, String(runs)]
}

function ratioCells({ name, value, atMost }: Ratio): string[] {
  if (atMost === undefined) return [name, value.toFixed(2), '']
  return [name, value.toFixed(2), `at most ${atMost}: ${value <= atMost ? 'reached' : 'NOT reached'}`]
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}

/** The first column to the left, the others to the right; the last of three is a remark. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 || (row.length === 3 && column === 2) ? cell.padEnd(width) : cell.padStart(width)
    })
    return `  ${cells.join('  ')}`.trimEnd()
  })
}
