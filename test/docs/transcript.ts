// A page with transcripts, run again: each command in its `console` blocks, in order, in a new folder.
import { join } from 'node:path'
import type { Gw } from '../cli/gw.ts'

export interface Shell {
  /** What a reader sees, standard output and errors, in the order of a terminal. */
  run(command: string): Promise<string>
  /** Where the commands run now. */
  readonly folder: string
}

const BLOCK = /^```console\n(.*?)^```$/gms

/** The page with what the commands really print. `before` is called with the text between two blocks. */
export async function realPage(page: string, shell: Shell, before?: (text: string) => unknown): Promise<string> {
  let real = ''
  let end = 0
  for (const block of page.matchAll(BLOCK)) {
    const between = page.slice(end, block.index)
    await before?.(between)
    real += `${between}\`\`\`console\n`
    for (const [, command = '', told = ''] of (block[1] ?? '').matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
      real += `$ ${command}\n${elided(await shell.run(command), told)}`
    }
    real += '```'
    end = block.index + block[0].length
  }
  return real + page.slice(end)
}

/** Where the page begins with an ellipsis, it shows only that many last lines. */
function elided(output: string, told: string): string {
  if (!told.startsWith('…\n')) return output
  const shown = told.split('\n').length - 2
  return `…\n${output
    .split('\n')
    .slice(-shown - 1)
    .join('\n')}`
}

/** Knows `gw`, `cd` and `echo $?`. */
export function newShell(gw: Pick<Gw, 'folder' | 'run'>): Shell {
  let folder = gw.folder()
  let exitCode: number | undefined = 0
  return {
    get folder() {
      return folder
    },
    async run(command) {
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)]
      const [program, ...args] = words.map(([, quoted, bare]) => quoted ?? bare ?? '')
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
    },
  }
}
