// Part of the build: runs the built program once and keeps the code that V8 has made of it by then, functions and all.
// Node's own compile cache keeps only what is compiled while a module loads, which is a fraction of what a plan needs.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'

const [dist = '', ...args] = process.argv.slice(2)
const file = join(dist, 'main.cjs')
const url = pathToFileURL(file).href
const script = new Script(readFileSync(file, 'utf8'), { filename: file })
const program: { main(argv: readonly string[]): Promise<void> } = script.runInThisContext()(createRequire(url), url)
await program.main(args)
// The plan of the example has changes in it, and exit code 2 would say that this failed.
process.exitCode = 0
writeFileSync(join(dist, 'main.code'), script.createCachedData())
