#!/usr/bin/env node
// The program that npm links as `gw`. Old Nodes must be able to parse this file, so that they can be told they are old.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`gw needs Node 22.12 or newer; this is Node ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  const { readFileSync } = process.getBuiltinModule('node:fs')
  const { createRequire } = process.getBuiltinModule('node:module')
  const { fileURLToPath } = process.getBuiltinModule('node:url')
  const { Script } = process.getBuiltinModule('node:vm')
  const url = new URL('main.cjs', import.meta.url).href
  const filename = fileURLToPath(url)
  let cachedData
  try {
    // Beside the program and not in a folder for temporary files: an elevated gw must not run what others have written.
    // V8 itself refuses what another version of it has made.
    cachedData = readFileSync(filename.replace(/cjs$/, 'code'))
  } catch {
    // Slower, and nothing else.
  }
  const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData })
  script.runInThisContext()(createRequire(url), url).main(process.argv.slice(2))
}
