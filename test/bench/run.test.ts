// The bench runs and says what its schema promises. How fast anything is, no test asks.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { quantile } from '../../bench/measure.ts'

const bench = fileURLToPath(new URL('../../bench/', import.meta.url))
const run = (script: string, ...args: string[]) =>
  execa(process.execPath, [join(bench, script), ...args], { reject: false })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gw-bench-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a quick run: every row, tables for people, a document that fits its schema', async () => {
  const file = join(folder, 'bench.json')
  const { exitCode, stderr, stdout } = await run('run.ts', '--quick', '--json', file)
  expect([exitCode, stderr]).toEqual([0, ''])
  const ajv = new Ajv({ allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(join(bench, 'result.schema.json'), 'utf8')))
  const result: { rows: { name: string; title: string; skipped: string[] }[] } = JSON.parse(readFileSync(file, 'utf8'))
  expect(validate(result), JSON.stringify(validate.errors, null, 1)).toBe(true)
  const rows = readdirSync(join(bench, 'rows')).sort()
  expect(result.rows.map(({ name }) => `${name}.ts`)).toEqual(rows)
  for (const { title, skipped } of result.rows) for (const said of [title, ...skipped]) expect(stdout).toContain(said)
})

test.each([
  ['an option that is none', ['--nonsense']],
  ['a row that is none', ['--row', 'nonsense']],
  ['no number of runs', ['--runs', 'many']],
  ['a file without --json', ['bench.json']],
])('%s: the usage, and exit code 64', async (_, args) => {
  const { exitCode, stdout } = await run('run.ts', ...args)
  expect(exitCode).toBe(64)
  expect(stdout).toContain('npm run bench')
})

test('the floor does compare: it notices one route that is different', async () => {
  const route = { interface: 'LAN', destinationPrefix: '10.0.0.0/24', nextHop: '192.168.1.1', routeMetric: 5 }
  const key = 'NetRoute.LAN/10.0.0.0/24 via 192.168.1.1'
  const there = { adapter: 'a', prefix: '10.0.0.0/24', nextHop: '192.168.1.1', metric: 5 }
  const machine = {
    gw: { ledger: JSON.stringify({ resources: { [key]: { props: { routeMetric: 5 } } } }) },
    adapters: [{ guid: 'a', name: 'LAN' }],
    routes: ['ActiveStore', 'PersistentStore'].map((store) => ({ ...there, store })),
  }
  const [wanted, file] = [join(folder, 'wanted.json'), join(folder, 'machine.json')]
  writeFileSync(file, JSON.stringify(machine))
  writeFileSync(wanted, JSON.stringify({ resources: [route] }))
  expect((await run('floor.js', wanted, file)).stdout).toBe('0 differences in 1 resources')
  writeFileSync(wanted, JSON.stringify({ resources: [{ ...route, routeMetric: 6 }] }))
  expect(await run('floor.js', wanted, file)).toMatchObject({ exitCode: 1, stdout: '1 differences in 1 resources' })
})

test.each([
  [0, 1],
  [0.5, 2.5],
  [0.25, 1.75],
  [1, 4],
])('the quantile %d of 1, 2, 3, 4 is %d', (part, value) => {
  expect(quantile([1, 2, 3, 4], part)).toBe(value)
})
