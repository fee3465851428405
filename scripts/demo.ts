// npm run demo: the whole life of a gateway on a simulated Windows, told step by step, by the real command line.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const gw = fileURLToPath(new URL('../dist/gw.js', import.meta.url))

interface Step {
  readonly told: string
  readonly args: readonly string[]
  readonly exitCode: number
  /** Must be in the output, so that the story is true. */
  readonly says: string
}

const BREAK = 'Set-NetIPInterface -InterfaceAlias|vEthernet (vmbr0)|-AddressFamily IPv4 -Forwarding Enabled'
const steps: readonly Step[] = [
  {
    told: 'An example: the whole house behind one Windows box. And a simulated Windows to try it on.',
    args: ['init', 'whole-house', '.'],
    exitCode: 0,
    says: 'machine.sim.json',
  },
  {
    told: 'Is the file right, and would it loop? No machine is needed for that.',
    args: ['check'],
    exitCode: 0,
    says: '0 errors',
  },
  {
    told: 'What would change on the machine, why, and what does it cut?',
    args: ['plan'],
    exitCode: 2,
    says: 'HyperVSwitch.vmbr0',
  },
  { told: 'Make it so.', args: ['apply', '--yes'], exitCode: 0, says: 'is as gateway.yaml says' },
  { told: 'The same question again: nothing is left to do.', args: ['plan'], exitCode: 0, says: 'Nothing to do' },
  {
    told: 'Somebody switches forwarding on at the uplink. On a real gateway every device in the house is offline now.',
    args: ['sim', 'exec', 'machine.sim.json', '--', ...splitCall(BREAK)],
    exitCode: 0,
    says: '',
  },
  { told: 'Who changed what?', args: ['drift'], exitCode: 3, says: 'drifted' },
  { told: 'Put it back.', args: ['apply', '--yes'], exitCode: 0, says: 'is as gateway.yaml says' },
  { told: 'And all is well.', args: ['drift'], exitCode: 0, says: '0 drifted' },
]

if (!existsSync(gw)) {
  console.error('dist/ is not built yet: npm run build')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'gw-demo-'))
try {
  process.exitCode = steps.every((step, index) => runStep(step, index + 1)) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function runStep({ told, args, exitCode, says }: Step, number: number): boolean {
  console.log(`\n── ${number}/${steps.length}  ${told}\n`)
  console.log(`$ gw ${args.map(quoted).join(' ')}`)
  const colour = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {}
  const result = spawnSync(process.execPath, [gw, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...colour },
  })
  process.stdout.write(result.stdout)
  process.stderr.write(result.stderr)
  if (result.status === exitCode && result.stdout.includes(says)) {
    console.log(`\n(exit code ${exitCode})`)
    return true
  }
  console.error(
    `\nThe demo is wrong here: exit code ${result.status}, expected ${exitCode} and '${says}' in the output.`,
  )
  return false
}

/** `|` separates where a word contains spaces. */
function splitCall(call: string): string[] {
  return call.split('|').flatMap((part, index) => (index % 2 === 1 ? [part] : part.trim().split(' ')))
}

function quoted(word: string): string {
  return /[\s()]/.test(word) ? `'${word}'` : word
}
