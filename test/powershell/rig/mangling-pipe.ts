// Stands between gw and PowerShell as a console whose code page knows nothing but ASCII: other bytes become `?`.
import { spawn } from 'node:child_process'
import { Transform } from 'node:stream'

const [program = '', ...args] = process.argv.slice(2)
const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
process.stdin.pipe(mangle()).pipe(child.stdin)
child.stdout.pipe(mangle()).pipe(process.stdout)
child.on('close', (code) => process.exit(code ?? 1))

function mangle(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(
        null,
        chunk.map((byte) => (byte < 0x80 ? byte : 0x3f)),
      )
    },
  })
}
