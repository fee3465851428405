// Builds dist/: the command line and the library, one file each so that gw starts fast, and the library's types.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Commander could start other programs as verbs; gw has none, so it gets nothing to start. */
const noProgramsAsVerbs: Plugin = {
  name: 'no-programs-as-verbs',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /node_modules[\\/]commander/.test(importer) ? { path, namespace: 'none' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }))
  },
}

const COMMON: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22.12',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  // Loaded at run time, and only for text that has more than simple characters.
  external: ['string-width'],
  plugins: [noProgramsAsVerbs],
  logLevel: 'warning',
}

/** Bundles into a folder inside the project: the program finds schemas and examples from there. */
export async function bundle(outdir: string): Promise<void> {
  await bundleLibrary(outdir)
  await bundleProgram(outdir)
  // local-host.ts looks for it beside itself, and itself is inside main.cjs and index.js by then.
  copyFileSync(join(root, 'src/hosts/powershell/runner.ps1'), join(outdir, 'runner.ps1'))
}

async function bundleLibrary(outdir: string): Promise<void> {
  await build({
    ...COMMON,
    entryPoints: { index: 'src/app/index.ts', formats: 'src/formats/index.ts', analysis: 'src/analysis/index.ts' },
    outdir,
    format: 'esm',
    // CommonJS packages inside the bundle ask for Node's own modules with require.
    banner: { js: "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
  })
}

/** One function that gw.js calls: as a plain script it can be loaded with the code that V8 has made of it before. */
async function bundleProgram(outdir: string): Promise<void> {
  const main = join(outdir, 'main.cjs')
  await build({
    ...COMMON,
    entryPoints: ['src/cli/main.ts'],
    outfile: main,
    format: 'cjs',
    define: { 'import.meta.url': 'moduleUrl' },
    // A script has no import() of its own: what is loaded later is required, which Node 22.12 can do with modules too.
    supported: { 'dynamic-import': false },
    banner: { js: '(function(require,moduleUrl){"use strict";const module={exports:{}};' },
    footer: { js: 'return module.exports})' },
  })
  // esbuild leaves regular expressions as they are. In a file of ASCII alone a character takes one byte of memory, not two.
  writeFileSync(main, readFileSync(main, 'utf8').replace(/[^\0-\x7f]/g, escaped))
  copyFileSync(join(root, 'src/cli/gw.js'), join(outdir, 'gw.js'))
  chmodSync(join(outdir, 'gw.js'), 0o755)
  keepCode(outdir)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Plans the example once, and keeps what V8 made of the program meanwhile. Without it gw works, and starts slower. */
function keepCode(outdir: string): void {
  const machine = mkdtempSync(join(tmpdir(), 'gw-build-'))
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: machine, encoding: 'utf8' })
  run(join(outdir, 'gw.js'), 'init', 'whole-house', machine)
  const { status, stderr } = run(join(root, 'scripts/keep-code.ts'), outdir, 'plan')
  rmSync(machine, { recursive: true, force: true })
  if (status !== 0) console.warn(`gw will start slower than it could: ${stderr}`)
}

/** Declarations are for people who use the library from TypeScript; the program itself does not need them. */
function emitTypes(dist: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', join(dist, 'types')]
  const project = ['-p', join(root, 'tsconfig.build.json')]
  const result = spawnSync(process.execPath, [compiler, ...project, ...options], { stdio: 'inherit' })
  if (result.status !== 0) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(root, 'dist')
  execFileSync(process.execPath, [join(root, 'scripts/generate.ts')], { stdio: 'inherit' })
  rmSync(dist, { recursive: true, force: true })
  await bundle(dist)
  emitTypes(dist)
}
