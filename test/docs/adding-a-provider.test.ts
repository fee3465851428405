// docs/adding-a-provider.md is followed to the letter in a copy of the project: files are written, lines are added, the
// compiler says what the page says it does, the kind's own test passes, and the transcript is what gw prints.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import { newShell, realPage } from './transcript.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/adding-a-provider.md'), 'utf8').replaceAll('\r\n', '\n')
const COPIED = [
  'bench',
  'biome.json',
  'examples',
  'package.json',
  'schemas',
  'scripts',
  'src',
  'test',
  'tsconfig.json',
  'vitest.config.ts',
]
// Inside the project, so that its packages are found.
mkdirSync(join(root, '.gw-tmp'), { recursive: true })
const copy = mkdtempSync(join(root, '.gw-tmp', 'walk-'))
const home = mkdtempSync(join(tmpdir(), 'gw-walk-'))
const written: string[] = []
afterAll(() => {
  for (const folder of [copy, home]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const BLOCK = /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms
const [steps = '', proof = ''] = page.split(/^(?=## 6)/m)

test('every step of the page', async () => {
  for (const name of COPIED) {
    const isWanted = (path: string) => !/[\\/](?:bin|obj|node_modules)$/.test(path)
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: isWanted })
  }
  for (const [, language, file, text = ''] of steps.matchAll(BLOCK)) {
    if (language === 'sh') await node('scripts/generate.ts')
    else if (language === 'tsc') await compiles(text)
    else if (file === undefined) throw new Error(`a block of ${language} that does nothing`)
    else write(file, language === 'diff' ? patched(file, text) : text)
  }
  await node('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', ...new Set(written))
})

test('the test of the kind, and those that every kind has to pass', async () => {
  const tests = ['test/providers/net-nat', 'test/generated', 'test/architecture', 'test/config/schema']
  await node('node_modules/vitest/vitest.mjs', 'run', ...tests)
})

test('the transcript', async () => {
  const gw = {
    folder: () => home,
    async run(cwd: string, args: readonly string[]) {
      const start = `const { main } = await import(${JSON.stringify(pathToFileURL(join(copy, 'src/cli/main.ts')).href)}); await main(process.argv.slice(1))`
      const options = { cwd, env: { NO_COLOR: '1' }, reject: false, stdin: 'ignore', stripFinalNewline: false } as const
      const { exitCode, stdout, stderr } = await execa(
        process.execPath,
        ['--input-type=module', '-e', start, '--', ...args],
        options,
      )
      return { exitCode, stdout, stderr }
    },
  }
  const shell = newShell(gw)
  const save = (text: string) => {
    for (const [, language, file = '', content = ''] of text.matchAll(BLOCK))
      if (language === 'yaml') writeFileSync(join(shell.folder, file), content)
  }
  await expect(steps + (await realPage(proof, shell, save))).toMatchFileSnapshot(
    join(root, 'docs/adding-a-provider.md'),
  )
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), text)
  written.push(file)
}

/** The file with the `+` lines of each hunk in place, before or behind its other lines, which must be there once. */
function patched(file: string, diff: string): string {
  let text = readFileSync(join(copy, file), 'utf8').replaceAll('\r\n', '\n')
  for (const hunk of diff.split('@@\n')) {
    const lines = hunk.trimEnd().split('\n')
    const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
    const parts = text.split(`\n${before.join('\n')}\n`)
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${before.join('\n')}`)
    text = parts.join(`\n${lines.map((line) => line.slice(1)).join('\n')}\n`)
  }
  return text
}

/** Each line names a file and a word of an error that the compiler has there; without lines there is none. */
async function compiles(expected: string): Promise<void> {
  const { stdout } = await execa(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', copy, '--pretty', 'false'],
    { cwd: root, reject: false },
  )
  const errors = stdout
    .split(/\n(?=\S)/)
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\S*?(?=src|test)/, ''))
  const lines = expected.split('\n').filter((line) => line !== '')
  if (lines.length === 0) expect(errors).toEqual([])
  for (const line of lines) {
    const [file = '', word = ''] = line.split(/\s{2,}/)
    const there = errors.filter((error) => error.startsWith(file))
    expect(there.join('\n')).toContain(word)
  }
}

/** Runs a program of the project in the copy. Throws with everything it printed when it fails. */
async function node(program: string, ...args: readonly string[]): Promise<void> {
  const file = program.startsWith('node_modules') ? join(root, program) : program
  const { exitCode, all } = await execa(process.execPath, [file, ...args], { cwd: copy, reject: false, all: true })
  if (exitCode !== 0) throw new Error(all)
}
