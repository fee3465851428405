// Rule files that are large or broken: an answer or a coded error, by the mechanism that a file of ten million lines
// meets, with smaller numbers. GW_RULE_LINES=10000000 for the whole run.
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { findInFile, lintFile, statsOfFile } from '../../src/app/rules.ts'
import { Stop } from '../../src/model/diagnostic.ts'

const LINES = Number(process.env.GW_RULE_LINES ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'gw-rules-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileWith(content: string | Uint8Array): string {
  const file = join(folder, 'f')
  writeFileSync(file, content)
  return file
}

async function large(head: string, line: (number: number) => string): Promise<string> {
  const file = join(folder, 'large')
  const pieces = function* () {
    yield head
    for (let number = 0; number < LINES; ) {
      let piece = ''
      for (const end = Math.min(LINES, number + 10_000); number < end; number++) piece += `${line(number)}\n`
      yield piece
    }
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file))
  return file
}

describe(`${LINES} lines`, () => {
  test.each([
    ['a list', '', (number: number) => `DOMAIN-SUFFIX,h${number}.example.com,DIRECT`],
    [
      'a configuration',
      'mode: rule\nrules:\n',
      (number: number) => `  - 'DOMAIN-SUFFIX,h${number}.example.com,DIRECT'`,
    ],
    ['a provider', 'payload:\n', (number: number) => `  - +.h${number}.example.com`],
  ])('of %s, most of them not compared', async (_, head, line) => {
    const file = await large(head, line)
    const progress: number[] = []
    const result = await lintFile({
      file,
      mostCompared: LINES / 10,
      onProgress: (done, of) => progress.push(done / of),
    })
    expect(result).toMatchObject({ rules: LINES, codes: { 'rules/too-many': 1 }, omitted: 0, exitCode: 0 })
    expect(progress.at(-1)).toBe(1)
    expect(await statsOfFile({ file })).toMatchObject({ rules: LINES, types: [['DOMAIN-SUFFIX', LINES]] })
  })

  test('that are all wrong: some findings are kept, all are counted', async () => {
    const file = await large('', (number) => (number === 0 ? 'DOMAIN,a.b,DIRECT' : `NONSENSE,${number},DIRECT`))
    const { counts, findings, omitted } = await lintFile({ file })
    expect([counts.error, findings.length, omitted]).toEqual([LINES - 1, 1000, LINES - 1001])
  })

  test('the last one decides', async () => {
    const file = await large('rules:\n', (number) => `  - DOMAIN,h${number}.example,DIRECT`)
    expect(await findInFile({ file, host: `h${LINES - 1}.example` })).toMatchObject({ rule: { line: LINES + 1 } })
  })
})

test.each<[string, string | Uint8Array, string]>([
  ['a line of 1 MB', `rules:\n  - DOMAIN,${'a'.repeat(1024 * 1024)},DIRECT\n`, 'rules/never-matches'],
  [
    'logic 10,000 deep',
    `rules:\n  - ${'NOT,(('.repeat(10_001)}DST-PORT,99999${'))'.repeat(10_001)},DIRECT\n`,
    'rules/number-cut',
  ],
  ['a NUL byte', 'rules:\n  - "DOMAIN,a\\0b,DIRECT"\n', 'rules/never-matches'],
  ['a NUL byte in a list', 'MATCH,DIRECT\nDOMAIN,a\0b,DIRECT\n', 'rules/never-matches'],
  ['a full-width comma', 'rules:\n  - DOMAIN，a.b，DIRECT\n', 'rules/no-target'],
  ['a zone', 'rules:\n  - IP-CIDR,fe80::1%12/64,DIRECT\n', 'rules/bad-prefix'],
  ['a list in a rule', 'rules:\n  - [a, b]\n  - DOMAIN,a.b\n', 'rules/no-target'],
  ['a number', 'rules:\n  - 5\n', 'rules/no-target'],
])('%s', async (_, content, code) => {
  const { codes } = await lintFile({ file: fileWith(content) })
  expect(Object.keys(codes)).toContain(code)
})

test.each<[string, string, string]>([
  ['aliases that multiply', bomb(), 'rules/not-yaml'],
  ['nesting without end', `x: ${'['.repeat(20_000)}\nrules:\n  - MATCH,DIRECT\n`, 'rules/not-yaml'],
])('%s', async (_, content, code) => {
  const end: unknown = await lintFile({ file: fileWith(content) }).catch((error: unknown) => error)
  expect(end instanceof Stop ? end.diagnostics.map((one) => one.code) : end).toEqual([code])
})

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`)
  return `l0: &l0 [x]\n${levels.join('\n')}\nrules:\n  - MATCH,DIRECT\n`
}
