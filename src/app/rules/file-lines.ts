// A text file line by line, in pieces: a file of any size in bounded memory. Refuses what is not UTF-8.
import { open } from 'node:fs/promises'
import { Stop } from '../../model/diagnostic.ts'
import { asStop } from '../files.ts'

const PIECE = 1024 * 1024
/** A longer line is no rule; keeping it would fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024

/** Told now and then: how much is read, of how much. */
export type OnProgress = (done: number, of: number) => void

/**
 * The lines without their `\n`, some thousand at a time. A byte order mark is left out. Throws Stop when the file cannot
 * be read, is not UTF-8, or has a line without end.
 */
export async function* fileLines(file: string, onProgress: OnProgress = () => {}): AsyncGenerator<readonly string[]> {
  const handle = await open(file).catch((error: unknown) => {
    throw asStop(error, file, 'read')
  })
  try {
    const { size } = await handle.stat()
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const buffer = Buffer.allocUnsafe(PIECE)
    let rest = ''
    let done = 0
    let lines = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, PIECE)
      const text = decode(decoder, buffer.subarray(0, bytesRead), bytesRead > 0)
      if (text === undefined) throw notUtf8(file, lines + 1, buffer.subarray(0, bytesRead))
      const pieces = (rest + text).split('\n')
      rest = bytesRead > 0 ? (pieces.pop() ?? '') : ''
      if (rest.length > LONGEST_LINE) throw tooLong(file, lines + pieces.length + 1)
      if (bytesRead === 0 && pieces.at(-1) === '') pieces.pop()
      lines += pieces.length
      done += bytesRead
      onProgress(done, size)
      yield pieces
      if (bytesRead === 0) return
    }
  } catch (error) {
    throw asStop(error, file, 'read')
  } finally {
    await handle.close()
  }
}

function decode(
  decoder: { decode(bytes: Uint8Array, options: { stream: boolean }): string },
  bytes: Uint8Array,
  stream: boolean,
): string | undefined {
  try {
    return decoder.decode(bytes, { stream })
  } catch {
    return undefined
  }
}

function notUtf8(file: string, line: number, bytes: Uint8Array): Stop {
  const isUtf16 = line === 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
  const before = new TextDecoder().decode(bytes).split('\ufffd', 1)[0] ?? ''
  return new Stop([
    {
      severity: 'error',
      code: 'rules/not-utf8',
      message: isUtf16
        ? 'The file is UTF-16, as Windows PowerShell writes it with >.'
        : 'The file has bytes that are not UTF-8.',
      fix: 'Save it as UTF-8.',
      position: { file, line: line + before.split('\n').length - 1, column: 1 },
    },
  ])
}

function tooLong(file: string, line: number): Stop {
  const message = `This line has more than ${LONGEST_LINE / 1024 / 1024} million characters.`
  return new Stop([{ severity: 'error', code: 'rules/line-too-long', message, position: { file, line, column: 1 } }])
}
