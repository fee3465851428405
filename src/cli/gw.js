#!/usr/bin/env node
// The program that npm links as `gw`. Old Nodes must be able to parse this file, so that they can be told they are old.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`gw needs Node 22.12 or newer; this is Node ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  import('./start.js')
}
