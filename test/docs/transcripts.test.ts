// The transcripts in README and docs are what gw really prints: every `console` block is run, in order, in a new folder.
// After a wanted change: npx vitest run test/docs -u, then read the diff.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { gwForTests } from '../cli/gw.ts'
import { newShell, realPage } from './transcript.ts'

const gw = gwForTests()
const root = fileURLToPath(new URL('../..', import.meta.url))
/** Kept true by tests of their own. */
const OWN = ['docs/messages.md', 'docs/adding-a-provider.md']
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md') && !OWN.includes(name),
)

test.each(pages)('%s', async (page) => {
  const text = readFileSync(join(root, page), 'utf8').replaceAll('\r\n', '\n')
  await expect(await realPage(text, newShell(gw))).toMatchFileSnapshot(join(root, page))
})
