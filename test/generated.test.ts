// Generated files are checked in: these prove that they follow from the schemas as they are now.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles } from '../scripts/generate.ts'
import { lints } from '../src/analysis/lints.ts'
import { formats } from '../src/config/formats.ts'
import { keys } from '../src/config/validators.gen.js'

const root = new URL('..', import.meta.url)
const files = await generatedFiles()

test.each([...files.keys()])('%s is fresh', (path) => {
  expect(readFileSync(new URL(path, root), 'utf8') === files.get(path), 'run npm run generate').toBe(true)
})

test('every section file is a section of the bundle', () => {
  const bundled = JSON.parse(files.get('schemas/gateway.schema.json') ?? '{}')
  const sections = readdirSync(new URL('schemas/sections', root)).length - 2 // gateway itself and the adapter selector
  expect(Object.keys(bundled.properties)).toHaveLength(sections)
  expect(Object.keys(bundled.properties)).toEqual(keys[''])
})

test('every format of the schemas is known, and no other', () => {
  const used = new Set<string>()
  JSON.parse(files.get('schemas/gateway.schema.json') ?? '{}', (key, value) => {
    if (key === 'format') used.add(value)
    return value
  })
  expect(new Set(Object.keys(formats))).toEqual(used)
})

test('every property that an author can write is described', () => {
  const bundled = JSON.parse(files.get('schemas/gateway.schema.json') ?? '{}')
  const silent = Object.entries<{ properties?: Record<string, { description?: string }> }>(bundled.definitions).flatMap(
    ([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([key, { description }]) => (description ? [] : [`${name}.${key}`])),
  )
  expect(silent).toEqual([])
})

test('every lint has an id of its own', () => {
  expect(new Set(lints.map(({ id }) => id)).size).toBe(lints.length)
})
