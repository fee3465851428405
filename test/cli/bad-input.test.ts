// Bad input at the command line: a coded, positioned error, the documented exit code, no stack trace, nothing half-written.
import { chmodSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const gw = gwForTests()

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((letter, index) => {
    const before = 'abcdefghi'[index]
    return `${letter}: &${letter} [${Array(9).fill(`*${before}`).join(', ')}]`
  }),
].join('\n')

const files: [name: string, text: string | Buffer, code: RegExp][] = [
  ['broken YAML', 'name: home\nswitches: [\n', /yaml\/\S+ +gateway\.yaml:\d+:\d+/],
  ['a tab', 'name: home\nlan:\n\tnetwork: 192.168.1.0/24\n', /yaml\/\S+ +gateway\.yaml:3:1/],
  ['a wrong type', 'name: 5\n', /config\/\S+ +gateway\.yaml:1:7/],
  ['an unknown key', 'name: home\nswichtes: []\n', /config\/unknown-key +gateway\.yaml:2:1[\s\S]*switches/],
  ['a key twice', 'name: home\nname: house\n', /yaml\/duplicate-key +gateway\.yaml:2:1/],
  [
    'an impossible address',
    'name: home\nipPlans:\n  - interface: LAN\n    role: egress\n    address: 192.168.1.300/25\n    gateway: 192.168.1.1\n',
    /gateway\.yaml:5:14/,
  ],
  ['host bits', 'name: home\nlan: { network: 192.168.1.7/24, router: 192.168.1.1 }\n', /gateway\.yaml:2:17/],
  [
    'a cycle',
    `name: home
resources:
  - { kind: NetRoute, interface: LAN, destinationPrefix: 10.0.0.0/8, nextHop: 10.0.0.1, needs: [NetRoute.LAN/10.1.0.0/16 via 10.0.0.1] }
  - { kind: NetRoute, interface: LAN, destinationPrefix: 10.1.0.0/16, nextHop: 10.0.0.1, needs: [NetRoute.LAN/10.0.0.0/8 via 10.0.0.1] }
`,
    /graph\/cycle +gateway\.yaml:3:5/,
  ],
  [
    'an unknown reference',
    'name: home\nadapters:\n  - { name: vmbr0.1, switch: vmbr0 }\nipPlans:\n  - { adapter: vmbr9, role: ingress, address: 10.0.0.1/24 }\n',
    /config\/unknown-reference +gateway\.yaml:5:\d+/,
  ],
  [
    'two resources for one object',
    'name: home\nresources:\n  - { kind: HyperVAdapter, name: a, switch: s }\n  - { kind: HyperVAdapter, name: A, switch: s }\n',
    /config\/declared-twice +gateway\.yaml:4:5/,
  ],
  ['an empty file', '', /gateway\.yaml/],
  ['a YAML bomb', bomb, /yaml\/\S+ +gateway\.yaml/],
  ['50 MB', Buffer.alloc(50 * 1024 * 1024, '# nothing\n'), /too-large/],
  ['bytes that are no text', Buffer.from([0x6e, 0xff, 0xfe, 0x00]), /yaml\/\S+/],
]

test.each(files)('%s', async (_, text, code) => {
  const folder = gw.folder()
  writeFileSync(join(folder, 'gateway.yaml'), text)
  for (const args of [['check'], ['plan'], ['apply', '--yes']]) {
    const run = await gw.run(folder, args)
    expect(run.exitCode).toBe(1)
    expect(run.stdout + run.stderr).toMatch(code)
    expect(run.stdout + run.stderr).not.toMatch(/^\s+at |gw\/crash/m)
  }
  expect(readdirSync(folder)).toEqual(['gateway.yaml'])
})

test.each([
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a BOM', (text: string) => `\ufeff${text}`],
])('%s is no problem', async (_, change) => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  const file = join(folder, 'gateway.yaml')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  expect(await gw.run(folder, ['check'])).toMatchObject({ exitCode: 0, stderr: '' })
  expect((await gw.run(folder, ['plan'])).exitCode).toBe(2)
})

test.each([
  ['no gateway.yaml', ['plan'], 1, 'gateway.yaml'],
  ['a folder in place of the file', ['check', 'folder'], 1, 'folder'],
  ['no plan', ['show', 'plan.json'], 1, 'file/not-found'],
  ['no machine', ['sim', 'show', 'machine.sim.json'], 1, 'sim/not-found'],
])('%s', async (_, args, exitCode, says) => {
  const folder = gw.folder()
  mkdirSync(join(folder, 'folder'))
  const run = await gw.run(folder, args)
  expect(run).toMatchObject({ exitCode, stdout: '' })
  expect(run.stderr).toContain(says)
  expect(run.stderr).not.toMatch(/^\s+at |gw\/crash/m)
})

test('no machine beside the file: says what to type', async () => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', 'home'])
  writeFileSync(join(folder, 'gateway.yaml'), readFileSync(join(folder, 'home', 'gateway.yaml')))
  const run = await gw.run(folder, ['plan'])
  expect(run).toMatchObject({ exitCode: 1 })
  expect(run.stderr).toContain('--host sim:FILE')
})

test.each([
  ['torn', (text: string) => text.slice(0, 200), 1],
  ['of a newer version', (text: string) => text.replace('"formatVersion": 1', '"formatVersion": 99'), 1],
])('a machine that is %s', async (_, spoil, exitCode) => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  const file = join(folder, 'machine.sim.json')
  const spoilt = spoil(readFileSync(file, 'utf8'))
  writeFileSync(file, spoilt)
  for (const args of [['plan'], ['apply', '--yes'], ['sim', 'show', 'machine.sim.json']]) {
    const run = await gw.run(folder, args)
    expect(run).toMatchObject({ exitCode, stdout: '' })
    expect(run.stderr).toMatch(/sim\/\S+ +machine\.sim\.json:\d+:\d+/)
  }
  expect(readFileSync(file, 'utf8')).toBe(spoilt)
})

test.each([
  ['torn', () => '{"formatVersion": 1, "gat', 'ledger/torn'],
  ['of a newer version', () => '{"formatVersion": 99}', 'ledger/newer-version'],
])('a ledger that is %s', async (_, ledger, code) => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  const file = join(folder, 'machine.sim.json')
  const machine: { gw: object } & Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...machine, gw: { ...machine.gw, ledger: ledger() } }))
  for (const args of [['plan'], ['drift'], ['apply', '--yes']]) {
    const run = await gw.run(folder, args)
    expect(run).toMatchObject({ exitCode: 1 })
    expect(run.stderr).toContain(code)
  }
})

// On Windows the mode of a folder means something else.
test.skipIf(process.platform === 'win32')('a read-only folder', async () => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  chmodSync(folder, 0o555)
  // A superuser may write into every folder but those of the kernel.
  const saved = await gw.run(folder, ['plan', '-o', process.getuid?.() === 0 ? '/sys/plan.json' : 'plan.json'])
  expect([saved.exitCode, saved.stderr]).toEqual([1, expect.stringContaining('file/cannot-write')])
  const applied = await gw.run(folder, ['apply', '--yes'])
  expect([applied.exitCode, applied.stderr]).toEqual([1, expect.stringContaining('sim/not-writable')])
  chmodSync(folder, 0o755)
  expect(readdirSync(folder).sort()).toEqual(['gateway.yaml', 'machine.sim.json'])
})

test.each([
  ['a folder that is not there', 'nowhere/plan.json'],
  ['a folder', '.'],
])('plan -o into %s', async (_, out) => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  const run = await gw.run(folder, ['plan', '-o', out])
  expect(run.exitCode).toBe(1)
  expect(run.stderr).toMatch(/file\/(cannot-write|is-a-folder)/)
  expect(readdirSync(folder).sort()).toEqual(['gateway.yaml', 'machine.sim.json'])
})

test.each([
  ['machine', ['plan'], 'machine.sim.json', 'sim/too-large'],
  ['plan', ['show', 'plan.json'], 'plan.json', 'file/too-large'],
])('a %s of 80 MB is refused before it is read', async (_, args, name, code) => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  const file = join(folder, name)
  writeFileSync(file, '{}', { flag: 'a' })
  truncateSync(file, 80 * 1024 * 1024)
  const run = await gw.run(folder, args)
  expect([run.exitCode, run.stdout]).toEqual([1, ''])
  expect(run.stderr).toContain(code)
})

test('a simulated machine that two things want at once is not half of each', async () => {
  const folder = gw.folder()
  await gw.run(folder, ['init', 'whole-house', '.'])
  const runs = await Promise.all([1, 2, 3].map(() => gw.run(folder, ['apply', '--yes', '--wait=60'])))
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  expect((await gw.run(folder, ['plan'])).exitCode).toBe(0)
})
