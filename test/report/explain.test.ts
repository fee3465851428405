// An explanation on pages of every width: nothing is wider, nothing is lost, indents stay.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseMessages } from '../../src/app/message-page.ts'
import { cells } from '../../src/report/plain/cells.ts'
import { renderExplanation } from '../../src/report/plain/explain.ts'

const entries = parseMessages(readFileSync(new URL('../../docs/messages.md', import.meta.url), 'utf8'))
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')

test.each([60, 80, 140])('in %i columns', (columns) => {
  const page = { columns, colour: false }
  for (const { codes, text, examples } of entries) {
    const lines = renderExplanation(page, {
      topic: codes[0] ?? '',
      isArea: false,
      entries: [{ codes, text, examples }],
    })
    expect(lines.filter((line) => cells(line) > columns)).toEqual([])
    for (const example of examples) expect(words(lines.join(' ')).join('')).toContain(words(example).join(''))
  }
})

test('an area: one line a code, shortened to the page', () => {
  const area = entries.filter((entry) => entry.area === 'config')
  const lines = renderExplanation({ columns: 80, colour: false }, { topic: 'config', isArea: true, entries: area })
  expect(lines).toHaveLength(area.flatMap(({ codes }) => codes).length + 2)
  expect(lines.filter((line) => cells(line) > 80)).toEqual([])
})
