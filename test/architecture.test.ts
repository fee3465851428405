// The import table of CONTRIBUTING, no cycles, small files, names that say something.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/**
 * Each folder and the folders it may import from. Siblings never see each other. Leaves import nothing of ours, but
 * foreign text is full of addresses, so formats may use the arithmetic of net.
 */
const LEAVES = ['powershell', 'net', 'formats']
const SIBLINGS = ['config', 'providers', 'engine', 'analysis', 'hosts', 'report']
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(LEAVES.map((leaf) => [leaf, []])),
  formats: ['net'],
  model: LEAVES,
  ...Object.fromEntries(SIBLINGS.map((sibling) => [sibling, ['model', ...LEAVES]])),
  app: [...SIBLINGS, 'model', ...LEAVES],
  cli: ['app', 'report', 'model', ...LEAVES],
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.split(sep).join('/'))
  .sort()
const written = files.filter((file) => !file.endsWith('.gen.ts'))
const text = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]))
const imports = new Map(files.map((file) => [file, importsOf(file, text.get(file) ?? '')]))

/** Files of ours that this text imports, `import()` and re-exports included. */
function importsOf(file: string, code: string): string[] {
  const specifiers = code.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
  return [...specifiers].map(([, specifier = '']) =>
    relative(src, resolve(src, dirname(file), specifier))
      .split(sep)
      .join('/'),
  )
}

/** Types are gone when the program runs: two files may describe each other. */
function withoutTypeImports(code: string): string {
  return code.replace(/^(?:import|export) type [^']*'[^']*'/gm, '')
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? ''
}

describe('imports', () => {
  test('every folder is in the table', () => {
    expect(files.map(folderOf).filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
  })

  test('point down only', () => {
    const wrong = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((target) => folderOf(target) !== folderOf(file))
        .filter((target) => !MAY_IMPORT[folderOf(file)]?.includes(folderOf(target)))
        .map((target) => `${file} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('name files that exist', () => {
    const missing = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((target) => target.endsWith('.ts') && !text.has(target))
        .map((target) => `${file} imports ${target}`),
    )
    expect(missing).toEqual([])
  })

  test('make no cycle', () => {
    const done = new Set<string>()
    const visit = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')]
      if (done.has(file)) return []
      const targets = importsOf(file, withoutTypeImports(text.get(file) ?? ''))
      const cycles = targets.flatMap((target) => visit(target, [...path, file]))
      done.add(file)
      return cycles
    }
    expect(files.flatMap((file) => visit(file, []))).toEqual([])
  })

  test('of Node carry their prefix', () => {
    const bare = written.filter((file) =>
      /from '(fs|path|os|url|util|crypto|child_process|readline)['/]/.test(text.get(file) ?? ''),
    )
    expect(bare).toEqual([])
  })
})

describe('files', () => {
  const lines = (file: string) => (text.get(file) ?? '').trimEnd().split('\n').length

  test('have at most 350 lines, half of them under 90', () => {
    expect(written.filter((file) => lines(file) > 350)).toEqual([])
    const sorted = written.map(lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(90)
  })

  test('are named in kebab-case, after what they hold', () => {
    const base = (file: string) => file.split('/').at(-1) ?? ''
    expect(written.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(base(file)))).toEqual([])
    expect(written.filter((file) => /^(utils?|helpers?|common|misc|shared|lib)\.ts$/.test(base(file)))).toEqual([])
  })

  test('open with a comment on their job', () => {
    expect(written.filter((file) => !/^(\/\/|\/\*\*)/.test(text.get(file) ?? ''))).toEqual([])
  })
})

describe('habits', () => {
  test('no check of the compiler is switched off', () => {
    expect(written.filter((file) => /@ts-(ignore|expect-error|nocheck)/.test(text.get(file) ?? ''))).toEqual([])
  })

  test('nothing is left for later', () => {
    expect(written.filter((file) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text.get(file) ?? ''))).toEqual([])
  })

  test('providers are pure', () => {
    const providers = written.filter((file) => file.startsWith('providers/'))
    expect(providers.filter((file) => /\basync\b|\bawait\b|node:/.test(text.get(file) ?? ''))).toEqual([])
  })
})
