// npm run bench: measures every row of bench/rows, prints tables, and with --json the same as one document.
// Nothing here is a test: figures depend on the machine, so they are shown and never asserted.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from '../scripts/build.ts'
import type { Bench, BenchResult, Row } from './row.ts'
import { renderHead, renderRow } from './table.ts'

const USAGE = `npm run bench -- [--json [FILE]] [--quick] [--runs N] [--row NAME]... [--rules FILE]

  --json [FILE]  write the result as JSON: to FILE, or in place of the tables
  --quick        smallest sizes, one run, nobody else's programs: only to see that it works
  --runs N       rounds of every row; 21 when left out
  --rules FILE   a list of mihomo rules for row 4-rules, in place of generated ones
  --row NAME     only this file of bench/rows, for example 1-start
`
const ROWS = new URL('rows/', import.meta.url)

async function main(argv: readonly string[]): Promise<void> {
  const known = readdirSync(ROWS)
    .map((file) => file.replace('.ts', ''))
    .sort()
  const wishes = readArguments(argv, known)
  if (wishes === undefined || wishes.help) {
    process.stdout.write(`${USAGE}\nRows: ${known.join(', ')}\n`)
    process.exitCode = wishes === undefined ? 64 : 0
    return
  }
  const { json, file } = wishes
  const isDocument = json && file === undefined
  const result = await measure(wishes, (text) => {
    if (!isDocument) process.stdout.write(text)
  })
  const text = `${JSON.stringify(result, null, 2)}\n`
  if (isDocument) process.stdout.write(text)
  if (file !== undefined) writeFileSync(file, text)
}

interface Wishes extends Pick<Bench, 'runs' | 'quick' | 'rules'> {
  readonly help: boolean
  readonly json: boolean
  readonly file: string | undefined
  readonly names: readonly string[]
}

/** Undefined when they make no sense. */
function readArguments(argv: readonly string[], known: readonly string[]): Wishes | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        runs: { type: 'string' },
        rules: { type: 'string' },
        row: { type: 'string', multiple: true },
        help: { type: 'boolean', default: false },
      },
    })
    const { json, quick, help, rules, row: names = known } = values
    const runs = Number(values.runs ?? (quick ? 1 : 21))
    const [file, tooMany] = positionals
    const isWrong = names.some((name) => !known.includes(name)) || !Number.isInteger(runs) || runs < 1
    if (isWrong || tooMany !== undefined || (file !== undefined && !json)) return undefined
    return { json, quick, help, names, runs, file, ...(rules === undefined ? {} : { rules }) }
  } catch {
    return undefined
  }
}

async function measure({ names, runs, quick, rules }: Wishes, say: (text: string) => void): Promise<BenchResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'gw-bench-'))
  // Inside the project: the program finds its examples from where it stands.
  const within = fileURLToPath(new URL('../.gw-tmp', import.meta.url))
  mkdirSync(within, { recursive: true })
  const dist = mkdtempSync(join(within, 'bench-'))
  try {
    await bundle(dist)
    const head = { formatVersion: 1, at: new Date().toISOString(), machine: describeMachine(), quick } as const
    say(`${renderHead(head)}\n`)
    const rows: BenchResult['rows'][number][] = []
    for (const name of names) {
      const { row }: { row: Row } = await import(new URL(`${name}.ts`, ROWS).href)
      const result = await row.measure({
        ...{ runs, quick, scratch, gw: join(dist, 'gw.js') },
        ...(rules === undefined ? {} : { rules }),
      })
      rows.push({ name, title: row.title, ...result })
      say(renderRow({ name, title: row.title, ...result }))
    }
    return { ...head, rows }
  } finally {
    for (const folder of [scratch, dist]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function describeMachine(): BenchResult['machine'] {
  const [first] = cpus()
  return {
    platform: `${process.platform} ${process.arch}`,
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    load: loadavg()[0] ?? 0,
    node: process.versions.node,
  }
}

await main(process.argv.slice(2))
