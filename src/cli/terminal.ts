// The terminal: where text goes, how wide and colourful it is, and questions to the person in front of it.
import { type Page, pageFor } from '../report/plain/page.ts'

export interface Terminal {
  /** For results. */
  readonly out: Page
  /** For problems. */
  readonly err: Page
  /** True when a person can answer a question. */
  readonly canAsk: boolean
  /** True when a line may be replaced while something runs. */
  readonly isLive: boolean
}

export function terminal(): Terminal {
  const { stdout, stderr, stdin, env } = process
  return {
    out: pageFor(stdout, env),
    err: pageFor(stderr, env),
    canAsk: stdin.isTTY === true && stdout.isTTY === true,
    isLive: stdout.isTTY === true && env.TERM !== 'dumb',
  }
}

export function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

export function printJson(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

export function printError(lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''))
}

let isWorking = false

/** A machine is being changed: from now on nobody who stops listening stops the work. The exit code still tells how it went. */
export function workOnWithoutListeners(): void {
  isWorking = true
}

/** A reader that has seen enough (`| head`) ends the command without a word, unless a machine is being changed. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (isWorking) return
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
      throw error
    })
  }
}

/** Only `y` and `yes` are a yes; Enter, Ctrl-C and the end of input are a no. */
export async function askYesNo(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline')
  const line = createInterface({ input: process.stdin, output: process.stdout })
  return new Promise((resolve) => {
    let answered = false
    line.on('close', () => {
      if (!answered) process.stdout.write('\n')
      if (!answered) resolve(false)
    })
    line.on('SIGINT', () => line.close())
    line.question(`${question} [y/N] `, (answer) => {
      answered = true
      line.close()
      resolve(/^y(es)?$/i.test(answer.trim()))
    })
  })
}
