// Answers like runner.ps1, then does one thing that a real PowerShell may do. Started as a program by the tests.
import { createInterface } from 'node:readline'

const HELLO = {
  powershell: '5.1.26100.1',
  edition: 'Desktop',
  language: 'FullLanguage',
  codePage: 936,
  elevated: null as boolean | null,
  hyperVAdministrator: null as boolean | null,
  identity: { computerName: 'GW-PC', machineGuid: 'g', smbiosUuid: 'u', user: 'GW-PC\\me' },
}
const mode = process.argv[2] ?? ''

if (mode === 'constrained') {
  console.log('{"id":0,"constrained":["ConstrainedLanguage","5.1.26100.1","GW-PC","guid","uuid"]}')
  process.exit(0)
}
if (mode === 'never starts') {
  console.error('the policy forbids it')
  process.exit(1)
}
if (mode === 'profile prints') console.log('Welcome back!\nYou have mail.')

interface Request {
  readonly id: number
  readonly op: string
  readonly probe: string
  readonly tables?: readonly unknown[]
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line) as Request
  if (request.op === 'start') {
    if (mode === 'hangs at start') return
    const probe = mode === 'mangles' ? '??? 4' : fromData(request.probe)
    answer(request, { ...HELLO, probe, elevated: mode === 'not elevated' ? false : null })
  } else misbehave(request)
})

function misbehave(request: Request): void {
  switch (mode) {
    case 'dies':
      process.exit(3)
      break
    case 'hangs':
      break
    case 'prints garbage':
      console.log('VERBOSE: something else')
      break
    case 'answers another question':
      answer({ ...request, id: 99 }, true)
      break
    case 'answers half a line':
      process.stdout.write(`{"id":${request.id},"val`, () => process.exit(0))
      break
    case 'writes to stderr':
      process.stderr.write('Something is wrong here.\n')
      answer(request, true)
      break
    case '5 MB':
      answer(request, [{ rows: Array.from({ length: 20_000 }, (_, row) => [`${row}`.padEnd(250, 'x')]) }])
      break
    default:
      answer(request, request.tables?.map(() => ({ rows: [] })) ?? true)
  }
}

function answer(request: Request, value: unknown): void {
  write(request, `"value":${ascii(JSON.stringify(value))}`)
}

function write(request: Request, rest: string): void {
  process.stderr.write(`#${request.id}\n`)
  process.stdout.write(`{"id":${request.id},${rest}}\n`)
}

/** As the runner does with `[regex]::Unescape`. */
function fromData(text: string): string {
  return text.slice(1).replace(/\\u([0-9a-f]{4})/g, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
