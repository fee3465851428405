// gw explain: codes in any case, areas, and the nearest code for one that does not exist.
import { expect, test } from 'vitest'
import { explain } from '../../src/app/index.ts'
import { mapEntries, parseMessages } from '../../src/app/message-page.ts'

test.each([
  ['GW001', 'GW001', false, 1],
  ['gw001', 'GW001', false, 1],
  ['IP/network-address', 'ip/network-address', false, 1],
  ['unlock', 'unlock', true, 1],
  ['gw', 'GW', true, 5],
])('%s', async (code, topic, isArea, atLeast) => {
  const explained = await explain({ code })
  expect(explained).toMatchObject({ topic, isArea })
  expect(explained.entries.length).toBeGreaterThanOrEqual(atLeast)
})

test('of several codes with one text, each shows its own example', async () => {
  for (const code of ['ip/network-address', 'ip/broadcast-address']) {
    const { entries } = await explain({ code })
    expect(entries).toMatchObject([{ codes: [code], examples: [expect.stringContaining(code)] }])
  }
})

test.each([
  ['GW06', /Did you mean GW006\?/],
  ['config/unkown-key', /Did you mean config\/unknown-key\?/],
  ['nothing at all', /The areas are: GW, accept, /],
])('%s is unknown', async (code, fix) => {
  await expect(explain({ code })).rejects.toMatchObject({
    exitCode: 64,
    diagnostics: [{ code: 'explain/unknown-code', fix: expect.stringMatching(fix) }],
  })
})

test('the page as data, and back unchanged', () => {
  const page = `# Messages

## yaml

- \`yaml/a\`, \`yaml/b\` — One text
  over two lines.

  \`\`\`text
  error yaml/a

        indented
  \`\`\`

  \`\`\`text
  error yaml/b
  \`\`\`

- \`yaml/c\` — Alone.
`
  expect(parseMessages(page)).toEqual([
    {
      codes: ['yaml/a', 'yaml/b'],
      area: 'yaml',
      text: 'One text over two lines.',
      examples: ['error yaml/a\n\n      indented', 'error yaml/b'],
    },
    { codes: ['yaml/c'], area: 'yaml', text: 'Alone.', examples: [] },
  ])
  expect(mapEntries(page, (_, written) => written)).toBe(page)
})
