// The transcripts in README and docs are what gw really prints: every `console` block is run, in order, in a new folder.
// After a wanted change: npx vitest run test/docs -u, then read the diff.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { gwForTests } from '../cli/gw.ts'

const gw = gwForTests()
const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  // messages.md is kept true by a test of its own.
  (name) => name.endsWith('.md') && name !== 'docs/messages.md',
)

const BLOCK = /^```console\n(.*?)^```$/gms

test.each(pages)('%s', async (page) => {
  const text = readFileSync(join(root, page), 'utf8').replaceAll('\r\n', '\n')
  const shell = newShell()
  let real = ''
  let end = 0
  for (const block of text.matchAll(BLOCK)) {
    real += `${text.slice(end, block.index)}\`\`\`console\n`
    for (const [, command = '', told = ''] of (block[1] ?? '').matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
      real += `$ ${command}\n${elided(await shell(command), told)}`
    }
    real += '```'
    end = block.index + block[0].length
  }
  real += text.slice(end)
  await expect(real).toMatchFileSnapshot(join(root, page))
})

/** Where the page begins with an ellipsis, it shows only that many last lines. */
function elided(output: string, told: string): string {
  if (!told.startsWith('…\n')) return output
  const shown = told.split('\n').length - 2
  return `…\n${output
    .split('\n')
    .slice(-shown - 1)
    .join('\n')}`
}

/** Knows `gw`, `cd` and `echo $?`; what a reader sees, standard output and errors, in the order of a terminal. */
function newShell(): (command: string) => Promise<string> {
  let folder = gw.folder()
  let exitCode: number | undefined = 0
  return async (command) => {
    const [program, ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
    switch (program) {
      case 'gw': {
        const run = await gw.run(folder, args)
        exitCode = run.exitCode
        // The pages are written with the separator of paths that most readers have.
        return (run.stdout + run.stderr).replaceAll('home\\', 'home/')
      }
      case 'cd':
        folder = join(folder, args[0] ?? '.')
        return ''
      case 'echo':
        return `${exitCode}\n`
      default:
        throw new Error(`the transcripts cannot run ${command}`)
    }
  }
}
