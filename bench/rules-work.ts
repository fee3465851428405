// One piece of work on a rule list in a process of its own: reads, lints or matches, and prints the processor time it took.
import { readFileSync } from 'node:fs'
import type * as Analysis from '../src/analysis/index.ts'
import type * as Formats from '../src/formats/index.ts'

const [, , library = '', task = '', file = ''] = process.argv
// The boundary to the built library: the same modules as in src, bundled.
const { lintRules, matchRule } = (await import(`${library}/analysis.js`)) as typeof Analysis
const { parseRule } = (await import(`${library}/formats.js`)) as typeof Formats

const MATCHES = 2000

/** Milliseconds of processor time of all threads: what one core has to do, however busy the machine is. */
function timed(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
const lines = readFileSync(file, 'utf8').split('\n')

/** Hosts of the list itself and hosts that are in none, as in a day's traffic. */
function hosts(): string[] {
  const step = Math.max(1, Math.floor(lines.length / MATCHES))
  return lines
    .filter((_, index) => index % step === 0)
    .flatMap((line, index) => (index % 2 === 0 ? [`www.${line.split(',')[1] ?? ''}`] : [`host${index}.example.net`]))
}

/** A walk as fast as a plain one can be: types and texts taken apart beforehand. */
function walker(): (host: string) => number {
  const rules = lines.map((line) => {
    const [type = '', text = ''] = line.split(',')
    return { type, text, below: `.${text}` }
  })
  return (host) =>
    rules.findIndex(({ type, text, below }) => {
      if (type === 'DOMAIN-SUFFIX') return host === text || host.endsWith(below)
      if (type === 'DOMAIN') return host === text
      return type === 'DOMAIN-KEYWORD' ? host.includes(text) : type === 'MATCH'
    })
}

const TASKS: Readonly<Record<string, () => number>> = {
  'parse and lint': () => timed(() => lintRules(lines)),
  parse: () => timed(() => lines.forEach((line) => void parseRule(line))),
  '1000 × matchRule': () => {
    const names = hosts()
    const ask = () => names.forEach((host) => void matchRule({ rules: lines, meta: { host } }))
    ask()
    return (timed(ask) / names.length) * 1000
  },
  '1000 × linear scan': () => {
    const names = hosts().slice(0, 200)
    const walk = walker()
    names.slice(0, 20).forEach(walk)
    return (timed(() => names.forEach(walk)) / names.length) * 1000
  },
}

const milliseconds = TASKS[task]?.() ?? Number.NaN
process.stdout.write(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
