// One start of a program of Windows: arguments to the machine's server, its answer to an exit code.
import { connect } from 'node:net'

const [program = '', ...args] = process.argv.slice(2)
const socket = connect(Number(process.env.GW_RIG_MACHINE), '127.0.0.1')
let text = ''
socket.setEncoding('latin1').on('data', (part: string) => {
  text += part
  if (!text.endsWith('\n')) return
  // The boundary to machine-server.ts.
  const answer = JSON.parse(text) as { readonly error?: { readonly message: string } }
  const [, code, said] = /exit code (\d+): (.*)$/.exec(answer.error?.message ?? '') ?? []
  if (said !== undefined) console.log(said)
  process.exitCode = answer.error === undefined ? 0 : Number(code ?? 1)
  socket.end()
})
const message = JSON.stringify({ program, arguments: args })
socket.write(`${message.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`)
