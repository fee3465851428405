// docs/dependencies.md has a line for every package of package.json, in the right half, and for no other.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [, runTime = '', development = ''] = readFileSync(`${root}docs/dependencies.md`, 'utf8').split(/^## .*$/m)
const manifest: { dependencies: object; devDependencies: object } = JSON.parse(
  readFileSync(`${root}package.json`, 'utf8'),
)

test.each([
  ['at run time', runTime, manifest.dependencies],
  ['for development', development, manifest.devDependencies],
])('%s', (_, part, packages) => {
  const listed = [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)
  expect(listed.sort()).toEqual(Object.keys(packages).sort())
})
