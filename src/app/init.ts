// gw init: an example gateway and a simulated machine to try it on, in a new folder.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { closest } from 'fastest-levenshtein'
import { articleMachine, type Variant } from '../hosts/simulated/article-machine.ts'
import { Stop } from '../model/diagnostic.ts'
import { asStop, errorCode, writeTextFile } from './files.ts'
import { packageRoot } from './package-root.ts'

export interface InitResult {
  readonly example: string
  readonly folder: string
  readonly files: readonly string[]
}

/** What an example needs of its machine; the others have the machine of the article. */
const MACHINES: Readonly<Record<string, Variant>> = { 'two-nics': { hyperV: 'unknown', secondNic: true } }

/** Throws Stop when there is no such example or the folder is not empty. */
export async function init(input: { readonly example: string; readonly folder?: string }): Promise<InitResult> {
  const folder = input.folder ?? '.'
  const examples = await listExamples()
  if (!examples.includes(input.example)) throw unknownExample(input.example, examples)
  await makeEmptyFolder(folder)
  const root = packageRoot()
  const text = await readFile(join(root, 'examples', input.example, 'gateway.yaml'), 'utf8')
  const gateway = join(folder, 'gateway.yaml')
  const machine = join(folder, 'machine.sim.json')
  await writeTextFile(machine, articleMachine(MACHINES[input.example]).toText())
  await writeTextFile(gateway, withSchemaLine(text, schemaReference(folder, root)))
  return { example: input.example, folder, files: [gateway, machine] }
}

/** Names for `gw init`, sorted. */
export async function listExamples(): Promise<string[]> {
  const folder = join(packageRoot(), 'examples')
  const names = await readdir(folder)
  return names.filter((name) => existsSync(join(folder, name, 'gateway.yaml'))).sort()
}

async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length === 0) return
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw refuse('init/not-a-folder', `${folder} is a file.`, 'Name a new folder.')
    throw asStop(error, folder, 'written')
  }
  throw refuse('init/not-empty', `The folder ${folder} is not empty, so nothing was written.`, 'Name a new folder.')
}

function refuse(code: string, message: string, fix: string): Stop {
  return new Stop([{ severity: 'error', code, message, fix }])
}

function unknownExample(name: string, examples: readonly string[]): Stop {
  const message = `There is no example ${name}.`
  const fix = `Did you mean ${closest(name, [...examples])}? The examples are: ${examples.join(', ')}.`
  return new Stop([{ severity: 'error', code: 'init/unknown-example', message, fix }], 64)
}

/** Editors read the schema from the first line: a relative path where the folder is inside the package, a URL elsewhere. */
function schemaReference(folder: string, root: string): string {
  const schema = join(root, 'schemas', 'gateway.schema.json')
  const fromRoot = relative(root, folder)
  const inside = !fromRoot.startsWith('..') && !isAbsolute(fromRoot)
  return inside ? relative(folder, schema).split(sep).join('/') : pathToFileURL(schema).href
}

const SCHEMA_LINE = /^# yaml-language-server: \$schema=.*$/m

function withSchemaLine(text: string, reference: string): string {
  const line = `# yaml-language-server: $schema=${reference}`
  return SCHEMA_LINE.test(text) ? text.replace(SCHEMA_LINE, () => line) : `${line}\n${text}`
}
