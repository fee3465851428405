// Builds dist/: the command line and the library, one file each so that gw starts fast, and the library's types.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** V8's cache has to be switched on before the program itself is loaded, so start.js must not contain it. */
const mainApart: Plugin = {
  name: 'main-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.js', external: true }))
  },
}

/**
 * Modules of Node without the copies of all their exports that `import` makes: making those runs every lazy getter of
 * `process` and `crypto`. Commander could start other programs as verbs; gw has none, so it gets nothing to start.
 */
const modulesOfNode: Plugin = {
  name: 'modules-of-node',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      path === 'node:child_process' && /node_modules[\\/]commander/.test(importer)
        ? { path, namespace: 'none' }
        : { path, namespace: 'node' },
    )
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }))
    build.onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}

/** Bundles into a folder inside the project: the program finds schemas and examples from there. */
export async function bundle(outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      start: 'src/cli/start.ts',
      main: 'src/cli/main.ts',
      index: 'src/app/index.ts',
      formats: 'src/formats/index.ts',
      analysis: 'src/analysis/index.ts',
    },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.12',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'linked',
    // CommonJS packages inside the bundle ask for Node's own modules with require.
    banner: { js: "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
    // Loaded at run time, and only for text that has more than simple characters.
    external: ['string-width'],
    plugins: [mainApart, modulesOfNode],
    logLevel: 'warning',
  })
  copyFileSync(join(root, 'src/cli/gw.js'), join(outdir, 'gw.js'))
  // local-host.ts looks for it beside itself, and itself is inside main.js and index.js by then.
  copyFileSync(join(root, 'src/hosts/powershell/runner.ps1'), join(outdir, 'runner.ps1'))
  chmodSync(join(outdir, 'gw.js'), 0o755)
}

/** Declarations are for people who use the library from TypeScript; the program itself does not need them. */
function emitTypes(dist: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', join(dist, 'types')]
  const project = ['-p', join(root, 'tsconfig.build.json')]
  const result = spawnSync(process.execPath, [compiler, ...project, ...options], { stdio: 'inherit' })
  if (result.status !== 0) process.exitCode = 1
}

/** The first run of a user is then as fast as the second. Node writes the cache when a run ends. */
function warmCompileCache(dist: string): void {
  const gw = join(dist, 'gw.js')
  const sample = join(root, 'examples/whole-house/gateway.yaml')
  for (const args of [
    ['--help'],
    ...(existsSync(sample)
      ? [
          ['check', sample],
          ['plan', sample],
        ]
      : []),
  ]) {
    spawnSync(process.execPath, [gw, ...args], { stdio: 'ignore' })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(root, 'dist')
  execFileSync(process.execPath, [join(root, 'scripts/generate.ts')], { stdio: 'inherit' })
  rmSync(dist, { recursive: true, force: true })
  await bundle(dist)
  emitTypes(dist)
  warmCompileCache(dist)
}
