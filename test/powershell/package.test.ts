// The package as npm packs it, unpacked somewhere else: a Windows user needs no other file, the runner included.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../scripts/build.ts'
import type { doctor } from '../../src/app/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { prepareSimulatedRig } from './rig/simulated.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
mkdirSync(join(root, '.gw-tmp'), { recursive: true })
const project = mkdtempSync(join(root, '.gw-tmp', 'pack-'))
const away = mkdtempSync(join(tmpdir(), 'gw-package-'))
const installed = join(away, 'package')
const shells = await findShells()

beforeAll(async () => {
  await bundle(join(project, 'dist'))
  mkdirSync(join(project, 'dist', '.cache'))
  cpSync(join(root, 'package.json'), join(project, 'dist', '.cache', 'compiled'))
  for (const name of ['package.json', 'README.md', 'LICENSE', 'schemas', 'examples', 'docs'])
    cpSync(join(root, name), join(project, name), { recursive: true })
  const packed = await execa('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', away], {
    cwd: project,
  })
  // The boundary to npm: one entry a package.
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
  await execa('tar', ['-xzf', filename], { cwd: away })
})
afterAll(() => {
  for (const folder of [project, away]) rmSync(folder, { recursive: true, force: true })
})

test('has the program, its runner, schemas and examples, and nothing that belongs to this machine', () => {
  const built = readdirSync(join(project, 'dist')).filter((name) => name !== '.cache')
  expect(built).toContain('runner.ps1')
  expect(readdirSync(join(installed, 'dist')).sort()).toEqual(built.sort())
  const same = [
    'README.md',
    'LICENSE',
    'schemas/gateway.schema.json',
    'examples/whole-house/gateway.yaml',
    'docs/messages.md',
  ]
  for (const name of same) expect(readFileSync(join(installed, name))).toEqual(readFileSync(join(root, name)))
  expect(readFileSync(join(installed, 'dist', 'runner.ps1'))).toEqual(
    readFileSync(join(root, 'src/hosts/powershell/runner.ps1')),
  )
})

test('runs without its neighbours: init, plan', async () => {
  const gw = (...args: string[]) =>
    execa(process.execPath, [join(installed, 'dist', 'gw.js'), ...args], { cwd: away, reject: false })
  expect(await gw('init', 'whole-house', 'home')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await gw('plan', 'home/gateway.yaml')).toMatchObject({ exitCode: 2, stderr: '' })
})

describeShells('unpacked, with $name', shells, (shell) => {
  test('the built library finds the runner beside itself', async () => {
    const rig = await prepareSimulatedRig(shell, articleMachine())
    // The boundary to the built program: its doctor is the one of the sources.
    const library = (await import(pathToFileURL(join(installed, 'dist', 'index.js')).href)) as { doctor: typeof doctor }
    const { checks } = await library.doctor({ host: 'local', local: rig.options })
    await rig.close()
    expect(checks.find(({ name }) => name === 'tables')).toMatchObject({ state: 'works' })
    expect(checks.find(({ name }) => name === 'powershell')?.found).toContain('FullLanguage')
  })
})
