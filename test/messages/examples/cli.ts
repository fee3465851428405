// What the command line itself refuses, as typed; and files that cannot be used.
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { readBytes } from '../../../src/app/files.ts'
import { fail } from '../../../src/cli/fail.ts'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { house } from '../../analysis/house.ts'
import { type Examples, inFolder, refused, typed } from '../recipes.ts'

const NOTHING = {}
const HOLDER = {
  by: 'GW-PC\\me',
  verb: 'apply',
  since: '2026-11-20T21:00:00.000Z',
  pid: 4711,
  computerName: 'OTHER-PC',
}
const { state } = articleMachine()
const locked = { 'machine.sim.json': JSON.stringify({ ...state, gw: { lock: HOLDER } }) }

/** What the command line makes of an error, whatever it is. */
function failed(error: Error): string {
  let said = ''
  const write = process.stderr.write
  process.stderr.write = (text) => {
    said += text
    return true
  }
  try {
    fail(error, 'plan', false)
  } finally {
    process.stderr.write = write
  }
  return said.trimEnd()
}

/** Where the report goes differs from run to run. */
function crashed(): string {
  const said = failed(new TypeError('rows is not iterable'))
  const report = /\S*gw-crash-\w+\.txt/.exec(said)?.[0] ?? ''
  rmSync(report)
  return said.replace(report, 'C:\\Users\\me\\AppData\\Local\\Temp\\gw-crash-5f2c.txt')
}

export const examples: Examples = {
  'clients/none': typed(['clients'], { 'gateway.yaml': house({ rest: '' }) }),
  'clients/unknown-name': typed(['clients', 'fone']),
  'explain/unknown-code': typed(['explain', 'config/unkown-key'], NOTHING),
  'file/cannot-read': inFolder((folder) => {
    // The test makes a file of this name unreadable, also for an administrator.
    const file = join(folder, 'no-access.yaml')
    writeFileSync(file, '')
    return refused(() => readBytes(file))
  }),
  'file/cannot-write': typed(['plan', '-o', 'plans/plan.json']),
  'file/is-a-folder': typed(['check', 'home'], { 'home/gateway.yaml': '' }),
  'file/not-found': typed(['check'], NOTHING),
  'file/too-large': inFolder((folder) => {
    const file = join(folder, 'video.yaml')
    writeFileSync(file, '')
    truncateSync(file, 40 * 1024 * 1024)
    return refused(() => readBytes(file))
  }),
  'gw/crash': crashed,
  'host/none': typed(['plan'], { 'gateway.yaml': house() }),
  'init/not-a-folder': typed(['init', 'whole-house', 'home'], { home: '' }),
  'init/not-empty': typed(['init', 'whole-house', 'home'], { 'home/notes.txt': '' }),
  'init/unknown-example': typed(['init', 'whole-huose', 'home'], NOTHING),
  'unlock/not-confirmed': typed(['unlock'], locked),
  'snapshot/exists': typed(['snapshot', '-o', 'machine.sim.json']),
  'usage/assumption': typed(['sim', 'assume', 'machine.sim.json', 'vnic-lease']),
  'usage/excess-arguments': typed(['check', 'gateway.yaml', 'plan.json']),
  'usage/host': typed(['plan', '--host', 'GW-PC']),
  'usage/invalid-argument': typed(['apply', '--wait=soon']),
  'usage/missing-argument': typed(['show']),
  'usage/not-yet': typed(['trace']),
  'usage/option-missing-argument': typed(['plan', '--host']),
  'usage/script': typed(['plan', '--script=gateway.yaml']),
  'usage/unknown-command': typed(['pln']),
  'usage/unknown-option': typed(['plan', '--jsno']),
  'usage/wrong': () => failed(new CommanderError(1, 'commander.conflictingOption', 'error: -a cannot be used with -b')),
}
