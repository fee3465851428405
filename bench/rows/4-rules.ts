// mihomo rule lists: parse and lint, and matching against a plain walk. With --rules FILE on that list instead.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { timingOf } from '../measure.ts'
import { ownScript } from '../resources.ts'
import { type Bench, type Count, type Row, ratio, type Timing } from '../row.ts'
import { makeRules } from '../rules-list.ts'

const SIZE = 150_000
const MOST_RUNS = 7

export const row: Row = {
  title: 'mihomo rules, processor time: parse and lint, and matching against a plain walk',
  async measure(bench) {
    const { quick, scratch, rules } = bench
    const runs = Math.min(bench.runs, MOST_RUNS)
    const sizes = quick ? [1000, 10_000] : [SIZE, SIZE * 10]
    const lists =
      rules === undefined ? sizes.map((size) => listOf(makeRules(size), scratch)) : [listOf(linesOf(rules), scratch)]
    const timings: Timing[] = []
    const counts: Count[] = []
    for (const { file, size } of lists) {
      const tasks =
        file === lists[0]?.file
          ? ['parse', 'parse and lint', '1000 × matchRule', '1000 × linear scan']
          : ['parse and lint']
      for (const task of tasks) {
        const done = Array.from({ length: runs }, () => work(bench, task, file))
        timings.push(
          timingOf(
            `${task}, ${size}`,
            done.map(({ milliseconds }) => milliseconds),
          ),
        )
        if (task !== 'parse and lint') continue
        counts.push({
          name: `${task}, ${size}: peak memory`,
          value: Math.max(...done.map(({ megabytes }) => megabytes)),
          unit: 'MB',
        })
      }
    }
    const [first, second] = lists
    const ratios = [
      ratio(timings, `1000 × matchRule, ${first?.size}`, `1000 × linear scan, ${first?.size}`, 0.01),
      ...(second === undefined
        ? []
        : [ratio(timings, `parse and lint, ${second.size}`, `parse and lint, ${first?.size}`, 12)]),
    ]
    return { timings, ratios, counts, skipped: [] }
  },
}

interface List {
  readonly file: string
  readonly size: number
}

function listOf(lines: readonly string[], scratch: string): List {
  const file = join(scratch, `rules-${lines.length}.list`)
  writeFileSync(file, lines.join('\n'))
  return { file, size: lines.length }
}

/** Any list: comments left out, domain entries of a provider as rules, a target where there is none. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*-?\s*/, '').replace(/^(['"])(.*)\1$/, '$2'))
    .filter((line) => line !== '' && !line.startsWith('#') && !line.endsWith(':'))
    .map((line) => (line.includes(',') ? withTarget(line) : entry(line)))
}

function withTarget(line: string): string {
  const [type = '', payload = '', third, ...rest] = line.split(',')
  if (type === 'MATCH' || (third !== undefined && !/^(no-resolve|src)$/.test(third))) return line
  return [type, payload, 'DIRECT', ...(third === undefined ? [] : [third]), ...rest].join(',')
}

function entry(text: string): string {
  if (text.includes('/')) return `IP-CIDR,${text},DIRECT,no-resolve`
  return text.startsWith('+.') ? `DOMAIN-SUFFIX,${text.slice(2)},DIRECT` : `DOMAIN,${text},DIRECT`
}

function work({ gw }: Bench, task: string, file: string): { milliseconds: number; megabytes: number } {
  const args = [ownScript('rules-work.ts'), dirname(gw), task, file]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${task} ended with ${status}:\n${stderr}`)
  return JSON.parse(stdout)
}
